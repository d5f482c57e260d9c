"""What happens by itself when a day comes: terms that pass, decorrenze that begin; run by `manage.py tick`."""

import datetime as dt
import logging
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import transaction

from core.clock import today
from core.locks import lock_register
from core.uncertain_dates import on_day
from distretti.actions.ledger import derive_iscrizione, record_unchecked
from distretti.enums import StatoIscrizione, TipoAnnotazione
from distretti.models import Iscrizione
from distretti.selectors.evento import act_of_term, due_iscrizioni

logger = logging.getLogger(__name__)
_DAY = dt.timedelta(days=1)


@dataclass
class Esito:
    """What a run did: the codes of the entries derived again, and those that could not be, with the reason."""

    derivate: list[str] = field(default_factory=list)
    fallite: dict[str, str] = field(default_factory=dict)


def derive_due(*, on: dt.date | None = None) -> Esito:
    """Record the terms that passed before `on` (today) and derive the entries whose facts change by then.

    Each entry in its own transaction: one that fails is logged and named, and does not stop the others. Safe to repeat.
    """
    esito = Esito()
    for iscrizione in due_iscrizioni(on or today()):
        try:
            _bring_to_day(iscrizione, on or today())
        except Exception as error:  # whatever it is, the other entries must not wait for it
            logger.exception("entry %s could not be brought to the day", iscrizione.codice)
            esito.fallite[iscrizione.codice] = str(error)
        else:
            esito.derivate.append(iscrizione.codice)
    return esito


@transaction.atomic
def _bring_to_day(iscrizione: Iscrizione, on: dt.date) -> None:
    lock_register()
    iscrizione = Iscrizione.objects.select_related("sezione").get(pk=iscrizione.pk)
    derive_iscrizione(iscrizione=iscrizione)
    while (due := _first_term(iscrizione, on)) is not None:
        due(iscrizione)


def _first_term(iscrizione: Iscrizione, on: dt.date) -> Callable[[Iscrizione], None] | None:
    """The term that passed first, as the annotation to record; None when the entry has no term behind it."""
    sospesa = iscrizione.stato == StatoIscrizione.SOSPESA
    end_of_sospensione = iscrizione.sospesa_al if sospesa else None
    end = iscrizione.scade_il if sospesa or iscrizione.stato == StatoIscrizione.ATTIVA else None
    if end_of_sospensione is not None and end_of_sospensione < on and (end is None or end_of_sospensione <= end):
        return _passed(TipoAnnotazione.RIPRESA, "sospesa_al", end_of_sospensione)
    if end is not None and end < on:
        return _passed(TipoAnnotazione.SCADENZA, "scade_il", end)
    return None


def _passed(tipo: TipoAnnotazione, fatto: str, end: dt.date) -> Callable[[Iscrizione], None]:
    def record(iscrizione: Iscrizione) -> None:
        atto = act_of_term(iscrizione, fatto)
        assert atto is not None  # noqa: S101 - the fact that is in force was written by an annotation, and it has its act
        record_unchecked(iscrizione=iscrizione, tipo=tipo, decorrenza=on_day(end + _DAY), atto=atto, dati={}, by=None)

    return record
