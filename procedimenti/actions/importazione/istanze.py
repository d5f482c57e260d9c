"""Taking in the istanze of a file: received on their day, with the number they had, and concluded if they were."""

from typing import Any

from django.db import transaction

from core.clock import today
from distretti.actions.importazione.passata import Passata, blame_error
from distretti.exceptions import RegistroError
from distretti.importazione.lettura import FoglioLetto, RigaFoglio
from distretti.importazione.rapporto import Esito
from distretti.models import Atto, Iscrizione, Sezione
from identita.models import User
from procedimenti.actions.istanza import locked_istanza, open_istanza
from procedimenti.actions.passi import Richiesta, take_passo, write_passo
from procedimenti.actions.protocollo import NumeroDato
from procedimenti.enums import REGOLE_PROCEDIMENTO, Chi, Passo, StatoIstanza, TipoProcedimento, Transizione
from procedimenti.exceptions import ProcedimentoError
from procedimenti.importazione.columns import DATI, TESTI_ISTANZA
from procedimenti.models import Istanza, PassoIstanza, Protocollo
from procedimenti.permissions import can_handle
from procedimenti.policies.importazione import check_same_section, closing_step, differences
from procedimenti.policies.passi import check_atto_after, check_giorno
from procedimenti.selectors.caso import storia_of_istanza
from procedimenti.selectors.importazione import find_fotografia, find_protocollo

_CAMPI = {
    "iscrizione": "voce",
    "protocollo_numero": "numero",
    "protocollo_registro": "registro",
    "giorno": "ricevuta",
    "atto_data": "atto",
}
_ALTROVE = "Concluso prima di entrare qui: i passi in mezzo non sono stati importati."


def import_istanze(passata: Passata, letto: FoglioLetto) -> None:
    """Take in every istanza of the sheet, in its order."""
    for riga in letto.righe:
        _import_istanza(passata, letto, riga)
        passata.advance()


def _import_istanza(passata: Passata, letto: FoglioLetto, riga: RigaFoglio) -> None:
    atto, voce = passata.find_atto(letto, riga), passata.find_iscrizione(letto, riga)
    if riga.difettosa or (riga.get("atto") and atto is None) or (riga.get("voce") and voce is None):
        return
    number = NumeroDato(riga.get("registro"), riga.get("numero"), riga.get("anno"))
    try:
        with transaction.atomic():
            found = find_protocollo(registro=number.registro, anno=number.anno, numero=number.numero)
            if found is None:
                esito, istanza = Esito.NUOVO, _receive(passata, riga, voce, number)
            else:
                esito, istanza = Esito.UGUALE, _recognise(letto, riga, found, voce, passata.by)
            if riga.get("esito") and not riga.difettosa and _conclude(passata, istanza, riga, voce, atto):
                esito = Esito.NUOVO if found is None else Esito.CAMBIATO
    except RegistroError as error:
        blame_error(letto, riga, error, campi=_CAMPI, altrimenti="numero")
    except ProcedimentoError as error:
        blame_error(letto, riga, RegistroError(error.messaggio, {error.campo: error.messaggio}), campi=_CAMPI,
                    altrimenti="tipo")  # fmt: skip
    else:
        if not riga.difettosa:
            passata.rapporto.tell(letto.foglio, riga.numero, esito, _told(istanza, number))


def _told(istanza: Istanza, number: NumeroDato) -> str:
    stato = StatoIstanza(istanza.stato).label.lower()
    return (
        f"{istanza}, protocollo {number.registro} {number.numero}/{number.anno}, {istanza.get_tipo_display()}: {stato}"
    )


def _receive(passata: Passata, riga: RigaFoglio, voce: Iscrizione | None, number: NumeroDato) -> Istanza:
    """Open the istanza and submit it on its day, with its number; of what happened elsewhere nobody is told again."""
    tipo = riga.get("tipo")
    opens = REGOLE_PROCEDIMENTO[tipo].apre
    istanza = open_istanza(
        tipo=tipo,
        sezione=_sezione(riga, voce),
        by=passata.by,
        # An istanza that opened an entry is bound to it by its end; one that is still open has none to name.
        iscrizione=None if opens and riga.get("esito") else voce,
        dati={name: riga.get(name) for name in DATI if riga.get(name)},
        **{name: riga.get(name) or "" for name in TESTI_ISTANZA},
    )
    richiesta = Richiesta(
        versione=istanza.versione, giorno=riga.get("ricevuta").known_by(passata.oggi), protocollo=number, altrove=True
    )
    take_passo(istanza=istanza, passo=Passo.PRESENTAZIONE, by=passata.by, richiesta=richiesta)
    return locked_istanza(istanza, by=passata.by)


def _sezione(riga: RigaFoglio, voce: Iscrizione | None) -> Sezione:
    if voce is not None and riga.get("sezione") in (None, voce.sezione_id):
        return voce.sezione
    if voce is not None:
        raise RegistroError("", {"sezione": f"La voce {voce.codice} è della sezione {voce.sezione_id}."})
    if riga.get("sezione") is None:
        raise RegistroError("", {"sezione": "Manca: indica la sezione, o la voce."})
    return Sezione.objects.get(pk=riga.get("sezione"))


def _recognise(letto: FoglioLetto, riga: RigaFoglio, found: Protocollo, voce: Iscrizione | None, by: User) -> Istanza:
    """Return the istanza that has this number; what was submitted does not change, so what the file says must agree."""
    istanza = found.passo.istanza
    if not can_handle(by, istanza.competenza):  # of what the other structure reserves nothing is told
        raise ProcedimentoError("Questo numero di protocollo è già usato.", campo="numero")
    if found.passo.passo != Passo.PRESENTAZIONE:
        raise ProcedimentoError(f"Questo numero è già di un altro passo del caso {istanza.numero}.", campo="numero")
    said: dict[str, Any] = {name: riga.get(name) for name in ("tipo", "sezione", *TESTI_ISTANZA, *DATI)}
    diversi = differences(find_fotografia(istanza).contenuto, said)
    ricevuta = riga.get("ricevuta").data
    if ricevuta is not None and ricevuta != found.passo.giorno:
        diversi["ricevuta"] = found.passo.quando
    known = istanza.iscrizione
    if voce is not None and known is not None and known.pk != voce.pk:
        diversi["voce"] = known.codice
    for campo, here in diversi.items():
        letto.blame(riga, campo, f"Il caso {istanza.numero} qui dice «{here}»: un’istanza presentata non si cambia.")
    return istanza


def _conclude(
    passata: Passata, istanza: Istanza, riga: RigaFoglio, voce: Iscrizione | None, atto: Atto | None
) -> PassoIstanza | None:
    """Conclude an istanza that ended elsewhere; None if it is already so here.

    The steps in between are not known, so none is written: the last one alone says how it ended, and when.
    """
    esito = riga.get("esito")
    if istanza.stato == esito:
        return None
    if istanza.stato != StatoIstanza.PRESENTATA:
        stato = StatoIstanza(istanza.stato).label
        raise ProcedimentoError(f"Il caso {istanza.numero} qui è già «{stato}»: si conclude a mano.", campo="esito")
    # One that an office wrote here is decided here, by who may: a file is no way round the steps and the four eyes.
    if istanza.passi.exclude(registrato_da=passata.by).exists():
        raise ProcedimentoError(
            f"Il caso {istanza.numero} non viene da un’importazione: si conclude a mano.", campo="esito"
        )
    tipo_passo = closing_step(TipoProcedimento(istanza.tipo), esito, voce=voce is not None)
    data = riga.get("concluso_il")
    if data is None:
        raise ProcedimentoError("Manca: è conclusa, indica quando.", campo="concluso_il")
    giorno = data.known_by(today())
    try:
        check_giorno(giorno, storia=storia_of_istanza(istanza), today=today())
    except ProcedimentoError as error:
        raise ProcedimentoError(error.messaggio, campo="concluso_il") from error
    if atto is not None and atto.data is not None:
        check_atto_after(atto.data, storia=storia_of_istanza(istanza))
    if voce is not None:
        check_same_section(istanza.sezione_id, voce=voce)
        istanza.iscrizione = voce
    transizione = Transizione(tipo_passo, frozenset({StatoIstanza.PRESENTATA}), esito, Chi.FUNZIONARIO, "")
    richiesta = Richiesta(versione=istanza.versione, giorno=giorno, motivo=riga.get("motivo") or _ALTROVE, altrove=True)
    return write_passo(istanza, transizione, by=passata.by, richiesta=richiesta, atto=atto)
