"""The rules of single steps: their days, what must have come before, what they must say."""

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from core.italiano import the_day
from core.text import INVISIBILI, has_unseen
from core.uncertain_dates import UncertainDate
from procedimenti.enums import EsitoParere, Passo
from procedimenti.exceptions import ProcedimentoError
from procedimenti.policies.obblighi import check_obblighi, obblighi_of
from procedimenti.termini import ART_2_6, ART_2_7, ART_10BIS, ART_16, MASSIMO_SOSPENSIONE, Preavviso, RegolaFestivi

MAX_MOTIVO = 10_000


@dataclass(frozen=True)
class Storia:
    """What the steps taken so far tell: the day of receipt, that before which nothing more can be, the last by kind.

    `richieste_parere` and `rinvio` are of the opinion under way: one that was given ends them.
    """

    ricevuta: UncertainDate | None = None
    non_prima: dt.date | None = None
    giorni: Mapping[Passo, UncertainDate] = field(default_factory=dict)
    osservazioni: Sequence[UncertainDate] = ()
    richieste_parere: Sequence[UncertainDate] = ()
    rinvio: UncertainDate | None = None
    parere_dovuto: bool = False
    oltre: bool = False  # today is past the term
    festivi: RegolaFestivi = field(default_factory=RegolaFestivi)

    def has(self, passo: Passo) -> bool:
        return passo in self.giorni


def check_motivo(passo: Passo, motivo: str) -> None:
    """Raise ProcedimentoError if a step that needs reasons has none (art. 3 L. 241/1990), or writes too many."""
    check_obblighi(obblighi_of(passo), {"motivo": motivo})
    if len(motivo) > MAX_MOTIVO:
        raise ProcedimentoError("Il testo supera i diecimila caratteri: accorcialo.", campo="motivo")


def check_words(motivo: str, dati: Mapping[str, Any]) -> None:
    """Raise ProcedimentoError if what a step says bears characters that nobody sees: it is kept for ever, and read."""
    said = {"motivo": motivo} | {name: text for name, text in dati.items() if isinstance(text, str)}
    for campo, text in said.items():
        if has_unseen(text):
            raise ProcedimentoError(INVISIBILI, campo=campo)


def check_giorno(giorno: UncertainDate, *, storia: Storia, today: dt.date) -> None:
    """Raise ProcedimentoError if a step is in the future, or surely before the receipt or any step before it."""
    if giorno.al > today:
        raise ProcedimentoError("Il giorno non può essere nel futuro.", campo="giorno")
    if storia.non_prima is not None and giorno.al < storia.non_prima:
        raise ProcedimentoError(
            f"Il passo precede quello di prima, {the_day(storia.non_prima)}: controlla il giorno.",
            fonte=ART_2_6,
            campo="giorno",
        )


def check_integrazione(storia: Storia) -> None:
    """Raise ProcedimentoError on a second suspension (art. 2 c. 7 L. 241/1990)."""
    if storia.has(Passo.RICHIESTA_INTEGRAZIONE):
        raise ProcedimentoError(
            "L’integrazione è già stata chiesta: il termine si può sospendere una volta sola.", fonte=ART_2_7
        )


def check_ripresa(storia: Storia, giorno: UncertainDate) -> None:
    """Raise ProcedimentoError if the thirty days of the suspension have not passed yet."""
    richiesta = storia.giorni[Passo.RICHIESTA_INTEGRAZIONE]
    last = richiesta.al + dt.timedelta(days=MASSIMO_SOSPENSIONE)
    if giorno.al <= last:
        raise ProcedimentoError(
            f"Chi ha presentato l’istanza può ancora rispondere: la sospensione finisce {the_day(last)}.",
            fonte=ART_2_7,
            campo="giorno",
        )


def check_unchanged(changed: Collection[str]) -> None:
    """Raise ProcedimentoError if a case would go on, as if nothing had come, with what nobody has submitted."""
    if changed:
        raise ProcedimentoError(
            f"Dopo la richiesta è cambiato: {', '.join(changed)}. Registra l’integrazione ricevuta, o rimetti"
            " tutto com’era.",
            fonte=ART_2_7,
        )


def check_parere(storia: Storia, dati: Mapping[str, Any]) -> None:
    """Raise ProcedimentoError if the opinion lacks its outcome, or its prescriptions where it has some."""
    esito = dati.get("esito", "")
    check_obblighi(obblighi_of(Passo.PARERE), {"esito": esito if esito in EsitoParere.values else ""})
    if esito == EsitoParere.CON_PRESCRIZIONI and not str(dati.get("prescrizioni", "")).strip():
        raise ProcedimentoError("Scrivi le prescrizioni del parere.", fonte=ART_16, campo="prescrizioni")


def check_rinvio(storia: Storia) -> None:
    """Raise ProcedimentoError on a second interruption by the body that gives the opinion (art. 16 c. 4)."""
    if storia.has(Passo.RINVIO):
        raise ProcedimentoError("Il Nucleo può chiedere altri elementi una volta sola.", fonte=f"{ART_16}, comma 4")


def check_preavviso(storia: Storia) -> None:
    """Raise ProcedimentoError on a second notice of the grounds against."""
    if storia.has(Passo.PREAVVISO):
        raise ProcedimentoError("Il preavviso di rigetto è già stato comunicato.", fonte=ART_10BIS)


def must_answer(storia: Storia, *, dal_preavviso: bool) -> bool:
    """Tell whether a proposal answers the observations that came after a notice (art. 10-bis L. 241/1990)."""
    return dal_preavviso and storia.has(Passo.OSSERVAZIONI)


def check_proposta(storia: Storia, *, dal_preavviso: bool, giorno: UncertainDate, controdeduzioni: str) -> None:
    """Raise ProcedimentoError before the ten days of a notice are over, or if observations have no answer."""
    if not dal_preavviso:
        return
    if must_answer(storia, dal_preavviso=dal_preavviso):
        check_obblighi(obblighi_of(Passo.PROPOSTA, risponde=True), {"controdeduzioni": controdeduzioni})
        return
    entro = Preavviso(storia.giorni[Passo.PREAVVISO].al).osservazioni_entro(storia.festivi)
    if giorno.al <= entro:
        raise ProcedimentoError(
            f"Si può decidere solo dopo i dieci giorni per le osservazioni: finiscono {the_day(entro)}.",
            fonte=ART_10BIS,
            campo="giorno",
        )


def check_rigetto(storia: Storia) -> None:
    """Raise ProcedimentoError on a refusal without notice of the grounds against (art. 10-bis L. 241/1990)."""
    if not storia.has(Passo.PREAVVISO):
        raise ProcedimentoError(
            "Prima di rigettare si comunica il preavviso: restituisci il caso all’istruttoria.", fonte=ART_10BIS
        )


def check_accoglimento(storia: Storia) -> None:
    """Raise ProcedimentoError on a grant without the opinion that this kind of procedure cannot do without."""
    if storia.parere_dovuto and not storia.has(Passo.PARERE):
        raise ProcedimentoError(
            "Prima di accogliere serve il parere del Nucleo: restituisci il caso all’istruttoria.", fonte=ART_16
        )


def check_improcedibilita(storia: Storia) -> None:
    """Raise ProcedimentoError unless an integration was asked and never came."""
    if not storia.has(Passo.RIPRESA):
        raise ProcedimentoError(
            "L’istanza è improcedibile solo se l’integrazione chiesta non è arrivata nei trenta giorni.", fonte=ART_2_7
        )


def check_atto_after(giorno: UncertainDate, *, storia: Storia) -> None:
    """Raise ProcedimentoError if the final act is surely before the istanza."""
    ricevuta = storia.ricevuta
    if ricevuta is not None and ricevuta.dal is not None and giorno.al < ricevuta.dal:
        raise ProcedimentoError("L’atto precede l’istanza: controlla la sua data.", fonte=ART_2_6, campo="atto_data")


def check_versione(seen: int, found: int) -> None:
    """Raise ProcedimentoError if somebody else has moved the procedure since it was read."""
    if seen != found:
        raise ProcedimentoError("Nel frattempo un’altra persona ha fatto un passo su questo caso: rileggilo.")


_BY_HISTORY: dict[Passo, Callable[[Storia], None]] = {
    Passo.RICHIESTA_INTEGRAZIONE: check_integrazione,
    Passo.RINVIO: check_rinvio,
    Passo.PREAVVISO: check_preavviso,
    Passo.ACCOGLIMENTO: check_accoglimento,
    Passo.RIGETTO: check_rigetto,
    Passo.IMPROCEDIBILITA: check_improcedibilita,
}


def check_history(passo: Passo, storia: Storia) -> None:
    """Raise ProcedimentoError if what has happened so far forbids a step, whatever is said with it."""
    check = _BY_HISTORY.get(passo)
    if check is not None:
        check(storia)
