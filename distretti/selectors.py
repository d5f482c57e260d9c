"""Reads of the register: the ledger in order, the head of the chain, entries today and at a date."""

import datetime as dt

from distretti.models import Annotazione, Iscrizione
from distretti.models.annotazione import IMPRONTA_ZERO
from distretti.stato import StatoRegistro, fold


def head_of_chain() -> tuple[int, str]:
    """Return the number and hash of the last annotation; (0, zeros) for an empty ledger."""
    last = Annotazione.objects.order_by("-seq").values_list("seq", "impronta").first()
    return last or (0, IMPRONTA_ZERO)


def stato_of(iscrizione: Iscrizione, *, alla_data: dt.date, conosciuta_al: dt.datetime | None = None) -> StatoRegistro:
    """Return the facts of an entry on a day, as known today or at `conosciuta_al`."""
    return fold(iscrizione.annotazioni.all(), alla_data=alla_data, conosciuta_al=conosciuta_al)
