"""When a seduta of the Nucleo may be written, convened, opened, closed; and the rules of who sits. Votes: `nucleo`."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator

from core.italiano import the_day, until_day
from procedimenti.collegio import SEDUTA_FINITA, IncaricoNucleo, StatoPresenza, StatoSeduta
from procedimenti.enums import StatoIstanza
from procedimenti.exceptions import ProcedimentoError
from procedimenti.policies.nucleo import ART_6BIS, Seggio, check_testo
from procedimenti.policies.obblighi import COMPONENTE, SEDUTA, check_obblighi

_EMAIL = EmailValidator()
MAX_MOTIVO = 500


def check_stato(stato: StatoSeduta, wanted: StatoSeduta, *, what: str) -> None:
    """Raise ProcedimentoError unless the seduta is where an act on it begins."""
    if stato is not wanted:
        raise ProcedimentoError(f"{what} quando la seduta è «{wanted.label}»; ora è «{stato.label}».")


def check_bozza(stato: StatoSeduta) -> None:
    """Raise ProcedimentoError unless data and agenda may still change: who is convened knows what for."""
    check_stato(stato, StatoSeduta.BOZZA, what="I dati e l’ordine del giorno si cambiano")


def check_not_over(stato: StatoSeduta) -> None:
    """Raise ProcedimentoError if the seduta is closed or was called off."""
    if stato in SEDUTA_FINITA:
        raise ProcedimentoError(f"La seduta è {stato.label.lower()}: quello che ne è scritto non si cambia.")


def check_punto(*, stato: StatoIstanza, same_structure: bool, elsewhere: str) -> None:
    """Raise ProcedimentoError if an istanza may not be put on an agenda; `elsewhere` names the seduta that has it."""
    if not same_structure:
        raise ProcedimentoError("L’istanza è di un’altra struttura.", campo="istanza")
    if stato is not StatoIstanza.AL_NUCLEO:
        raise ProcedimentoError(
            f"Si esaminano le istanze all’esame del Nucleo; questa è «{stato.label}».",
            fonte="art. 16 L. 241/1990",
            campo="istanza",
        )
    if elsewhere:
        raise ProcedimentoError(f"L’istanza è già all’ordine del giorno: {elsewhere}.", campo="istanza")


def check_convoca(
    *, stato: StatoSeduta, il: dt.datetime, now: dt.datetime, punti: int, componenti: Sequence[Any]
) -> None:
    """Raise ProcedimentoError if a seduta cannot be convened: in the past, about nothing, or of nobody."""
    check_stato(stato, StatoSeduta.BOZZA, what="Si convoca")
    if il < now:
        raise ProcedimentoError("Il giorno e l’ora della seduta sono già passati: cambiali.")
    if not punti:
        raise ProcedimentoError("L’ordine del giorno è vuoto: aggiungi almeno un’istanza.")
    if not any(c.incarico == IncaricoNucleo.PRESIDENTE for c in componenti):
        raise ProcedimentoError("Quel giorno il Nucleo non ha un presidente: aggiorna i componenti.")
    if without := [c.nome for c in componenti if not c.email]:
        raise ProcedimentoError(f"Manca l’indirizzo e-mail di {', '.join(without)}: serve per convocare.")


def check_apri(*, stato: StatoSeduta, il: dt.date, today: dt.date) -> None:
    """Raise ProcedimentoError if a seduta is opened before its day."""
    check_stato(stato, StatoSeduta.CONVOCATA, what="Si apre")
    if today < il:
        raise ProcedimentoError(f"La seduta è convocata per {the_day(il)}: si apre da quel giorno.")


def check_componente(*, nome: str, email: str, dal: dt.date, al: dt.date | None, ends: Sequence[Any]) -> None:
    """Raise ProcedimentoError if what is said of a member cannot be; `ends`: others in the same office meanwhile."""
    check_obblighi(COMPONENTE, {"nome": nome})
    check_testo(nome, campo="nome")
    if email:
        try:
            _EMAIL(email)
        except ValidationError as error:
            raise ProcedimentoError(
                "Scrivi un indirizzo di posta completo, come nome@regione.puglia.it.", campo="email"
            ) from error
    check_periodo(dal, al)
    if ends:
        taken = ends[0]
        raise ProcedimentoError(f"{taken.nome} è già {taken.get_incarico_display().lower()} {taken.periodo}.")


def check_periodo(dal: dt.date, al: dt.date | None) -> None:
    """Raise ProcedimentoError if a member ends before beginning."""
    if al is not None and al < dal:
        raise ProcedimentoError("L’ultimo giorno precede il primo: controlla le due date.", campo="al")


def check_replace(*, al: dt.date | None, replaced: bool, dal: dt.date, begins: dt.date) -> None:
    """Raise ProcedimentoError if a seat cannot pass to another from `begins`."""
    if replaced:
        raise ProcedimentoError("Questo componente è già stato sostituito.")
    if begins <= dal:
        raise ProcedimentoError(f"Chi subentra comincia dopo {the_day(dal)}, primo giorno di chi lascia.", campo="dal")
    if al is not None and begins <= al:
        raise ProcedimentoError(f"Chi lascia resta {until_day(al)}: chi subentra comincia dopo.", campo="dal")


def check_presenza(stato: StatoSeduta, presenza: str, *, member: bool, on_item: bool) -> None:
    """Raise ProcedimentoError if a presence may not be recorded: who is there is seen in the seduta, not before.

    A conflict may be declared as soon as the agenda is known.
    """
    known = {StatoPresenza.PRESENTE, StatoPresenza.ASSENTE} | ({StatoPresenza.CONFLITTO} if on_item else set())
    if presenza not in known:
        raise ProcedimentoError("Scegli se è presente o assente.", campo="stato")
    ahead = presenza == StatoPresenza.CONFLITTO and stato is StatoSeduta.CONVOCATA
    if not ahead:
        check_stato(stato, StatoSeduta.APERTA, what="Le presenze si registrano")
    if not member:
        raise ProcedimentoError("Questa persona non è componente del Nucleo.", campo="componente")


def check_conflitto(seggio: Seggio | None, *, stato: StatoPresenza, motivo: str, own: bool = False) -> None:
    """Raise ProcedimentoError if somebody’s standing changes after his vote, or a conflict has no reason.

    What an officer wrote by mistake is taken back with the reason; what the member himself declared (`own`) is not.
    """
    if seggio is not None and seggio.voto is not None:
        raise ProcedimentoError(f"{seggio.votante} ha già votato su questo punto: quello che ne è scritto resta.")
    if seggio is not None and seggio.presenza is StatoPresenza.CONFLITTO and stato is not StatoPresenza.CONFLITTO:
        if own:
            raise ProcedimentoError(
                f"{seggio.nome} ha dichiarato da sé il conflitto su questo punto: non si toglie.", fonte=ART_6BIS
            )
        if not motivo.strip():
            raise ProcedimentoError("Scrivi perché il conflitto non c’è.", fonte=ART_6BIS, campo="motivo")
    if stato is StatoPresenza.CONFLITTO and not motivo.strip():
        raise ProcedimentoError("Scrivi in che cosa consiste il conflitto.", fonte=ART_6BIS, campo="motivo")
    check_testo(motivo, campo="motivo")
    if len(motivo) > MAX_MOTIVO:
        raise ProcedimentoError("Il motivo supera i cinquecento caratteri: accorcialo.", campo="motivo")


def check_luogo(luogo: str) -> None:
    """Raise ProcedimentoError if nobody would know where to go."""
    check_obblighi(SEDUTA, {"luogo": luogo})
    check_testo(luogo, campo="luogo")


def check_punteggio(criterio: Any, punteggio: int | None, giudizio: str, *, campo: str) -> None:
    """Raise ProcedimentoError for points beyond those of the criterion, or for a criterion that is not of that day."""
    if criterio is None:
        raise ProcedimentoError("Questo criterio non vale per il giorno della seduta.")
    check_testo(giudizio, campo=campo.replace("punteggio", "giudizio"))
    if punteggio is None:
        return
    if not criterio.massimo:
        raise ProcedimentoError(f"«{criterio.nome}» si valuta a parole, senza punti.", campo=campo)
    if not 0 <= punteggio <= criterio.massimo:
        raise ProcedimentoError(f"«{criterio.nome}» va da 0 a {criterio.massimo} punti.", campo=campo)
