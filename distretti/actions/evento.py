"""One door for the form: any kind of event, recorded, or only shown as it would stand; the acts are next door."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from core.locks import lock_register
from core.uncertain_dates import UncertainDate
from distretti.actions.atto import CampiAtto, record_atto
from distretti.actions.confluenza import merge, transfer
from distretti.actions.iscrizione import expire, open_or_record, record_annotazione, record_conferma, resume
from distretti.actions.ledger import find_repeated
from distretti.actions.rettifica import record_rettifica
from distretti.enums import TipoAnnotazione
from distretti.models import Annotazione, Atto, Iscrizione, Sezione
from distretti.policies.annotazione import check_request
from distretti.selectors import head_of_chain
from distretti.selectors.evento import find_annotazione, find_iscrizione, recorded_after
from identita.models import User

_T = TipoAnnotazione


@dataclass(frozen=True)
class _Richiesta:
    """What the form sends, with the act already recorded."""

    tipo: TipoAnnotazione
    dati: Mapping[str, Any]
    iscrizione: Any
    sezione: Sezione | None
    common: Mapping[str, Any]


def _open_or_record(r: _Richiesta) -> Annotazione:
    return open_or_record(tipo=r.tipo, dati=r.dati, iscrizione=r.iscrizione, sezione=r.sezione, **r.common)


def _record(r: _Richiesta) -> Annotazione:
    return record_annotazione(iscrizione=r.iscrizione, tipo=r.tipo, dati=r.dati, **r.common)


def _confirm(r: _Richiesta) -> Annotazione:
    return record_conferma(iscrizione=r.iscrizione, scade_il=r.dati.get("scade_il"), **r.common)


def _resume(r: _Richiesta) -> Annotazione:
    return resume(iscrizione=r.iscrizione, **r.common)


def _expire(r: _Richiesta) -> Annotazione:
    return expire(iscrizione=r.iscrizione, **r.common)


def _transfer(r: _Richiesta) -> Annotazione:
    return transfer(iscrizione=r.iscrizione, sezione=r.sezione, dati=r.dati, **r.common)


def _merge(r: _Richiesta) -> Annotazione:
    dati = dict(r.dati)
    codice, others = dati.pop("confluita_in", None), dati.pop("insieme_a", ())
    return merge(
        iscrizioni=[r.iscrizione, *(find_iscrizione(other, campo="insieme_a") for other in others)],
        confluita_in=find_iscrizione(codice, campo="confluita_in") if codice else None,
        sezione=r.sezione,
        dati=dati,
        **r.common,
    )[0]


def _rettifica(r: _Richiesta) -> Annotazione:
    dati = dict(r.dati)
    annotazione = find_annotazione(dati.pop("rettifica_di", None), iscrizione=r.iscrizione)
    if isinstance(dati.get("atto_corretto"), dict):
        competenza = r.iscrizione.sezione.competenza
        dati["atto_corretto"] = record_atto(by=r.common["by"], competenza=competenza, **dati["atto_corretto"])
    return record_rettifica(annotazione=annotazione, **dati, **r.common)


_ACTS: dict[TipoAnnotazione, Callable[[_Richiesta], Annotazione]] = {
    _T.PRIMO_RICONOSCIMENTO: _open_or_record,
    _T.RICONOSCIMENTO_DEFINITIVO: _open_or_record,
    _T.ISCRIZIONE: _open_or_record,
    _T.VARIAZIONE: _record,
    _T.CONFERMA: _confirm,
    _T.SOSPENSIONE: _record,
    _T.RIPRESA: _resume,
    _T.SCADENZA: _expire,
    _T.REVOCA: _record,
    _T.CANCELLAZIONE: _record,
    _T.TRASFERIMENTO: _transfer,
    _T.FUSIONE: _merge,
    _T.RETTIFICA: _rettifica,
}


@transaction.atomic
def record_evento(
    *,
    tipo: TipoAnnotazione,
    by: User,
    atto: Atto | CampiAtto | None,
    decorrenza: UncertainDate | None,
    dati: Mapping[str, Any],
    iscrizione: Iscrizione | None = None,
    sezione: Sezione | None = None,
    chiave: str = "",
) -> Annotazione:
    """Record an event of any kind that is recorded by hand, and return its annotation.

    `atto`: one already recorded, or what is said of a new one, recorded in the same transaction; None where
    `REGOLE_ANNOTAZIONE[tipo].atto_proprio` is False. `decorrenza` may be None for a rettifica that leaves it and for a
    scadenza at its term. `dati`: the facts of `campi_on`, plus, by kind:
    fusione `confluita_in` (code) or `sezione` of the new entry, and `insieme_a` (codes that flow in with it);
    rettifica `rettifica_di` (seq), `motivo`, `annulla`, `dati`, `togli`, `atto_corretto` (as `atto`).
    `sezione`: where a new entry is opened, or the destination of a trasferimento. `chiave`: sent twice, recorded once.

    Raises NotPermittedError, AnnotazioneNotAllowedError, DatiError; `campi` of the error names the fields at fault.
    """
    check_request(tipo=tipo, iscrizione=iscrizione, sezione=sezione, decorrenza=decorrenza, atto=atto)
    lock_register()
    repeated = find_repeated(chiave=chiave, tipo=tipo, by=by)
    if repeated is not None:
        return repeated
    kept_by = iscrizione.sezione if iscrizione is not None else sezione
    assert kept_by is not None  # noqa: S101 - told to the type checker, refused above
    if atto is not None and not isinstance(atto, Atto):
        atto = record_atto(by=by, competenza=kept_by.competenza, **atto)
    common = {"by": by, "atto": atto, "decorrenza": decorrenza, "chiave": chiave}
    return _ACTS[tipo](_Richiesta(tipo, dati, iscrizione, sezione, common))


class _ShownError(Exception):
    """Undoes the trial of a preview."""


def preview_evento(**evento: Any) -> list[Annotazione]:
    """Return the annotations that `record_evento` would append, sentence and code included, and leave nothing behind.

    It really records and then undoes, so that what is shown cannot differ from what will stand. Same arguments and
    errors as `record_evento`; `chiave` is ignored. The annotations are not saved: read `testo` and `iscrizione.codice`.
    """
    shown: list[Annotazione] = []
    try:
        with transaction.atomic():
            head, _impronta = head_of_chain()
            record_evento(**{**evento, "chiave": ""})
            shown = recorded_after(head)
            raise _ShownError
    except _ShownError:
        return shown
