"""Reads of the members' lists: the one in force, the one that waits, what changes between them."""

import datetime as dt

from django.db.models import Q

from distretti.elenco.difference import Differenza, compare
from distretti.enums import StatoElenco
from distretti.models import Ateco, ElencoAderenti, Iscrizione


def approved_elenco(iscrizione: Iscrizione) -> ElencoAderenti | None:
    """Return the list in force of an entry: the approved one with the highest version, or None."""
    return iscrizione.elenchi.filter(stato=StatoElenco.APPROVATO).order_by("-versione").first()


def waiting_elenco(iscrizione: Iscrizione) -> ElencoAderenti | None:
    """Return the list that waits for approval, or None; the database admits one."""
    return iscrizione.elenchi.filter(stato=StatoElenco.IN_ATTESA).first()


def changes_of(elenco: ElencoAderenti) -> Differenza:
    """Return what a list changes: against the one approved before it, or against none."""
    before = (
        ElencoAderenti.objects.filter(
            iscrizione=elenco.iscrizione_id, stato=StatoElenco.APPROVATO, versione__lt=elenco.versione
        )
        .order_by("-versione")
        .first()
    )
    return compare(before.righe.all() if before else (), elenco.righe.all())


def ateco_in_force(day: dt.date) -> frozenset[str]:
    """Return the ATECO codes that may be used on a day."""
    open_end = Q(valido_al__isnull=True) | Q(valido_al__gte=day)
    open_start = Q(valido_dal__isnull=True) | Q(valido_dal__lte=day)
    return frozenset(Ateco.objects.filter(open_end, open_start).values_list("codice", flat=True))
