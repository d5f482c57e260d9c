"""Reads of the members' lists: the one in force, the one that waits, what changes between them."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, Q

from distretti.elenco.difference import Differenza, compare
from distretti.enums import StatoElenco
from distretti.models import Ateco, ElencoAderenti, Iscrizione


def approved_elenco(iscrizione: Iscrizione) -> ElencoAderenti | None:
    """Return the list in force of an entry: the approved one with the highest version, or None."""
    return iscrizione.elenchi.filter(stato=StatoElenco.APPROVATO).order_by("-versione").first()


def waiting_elenco(iscrizione: Iscrizione) -> ElencoAderenti | None:
    """Return the list that waits for approval, or None; the database admits one."""
    return iscrizione.elenchi.filter(stato=StatoElenco.IN_ATTESA).first()


def elenchi_of(iscrizione: Iscrizione) -> list[ElencoAderenti]:
    """Return every version of an entry's list with who uploaded and who decided it, the latest first."""
    return list(iscrizione.elenchi.select_related("caricato_da", "deciso_da").order_by("-versione"))


def find_elenco(iscrizione: Iscrizione, versione: int) -> ElencoAderenti | None:
    """Return a version of an entry's list, or None."""
    found = iscrizione.elenchi.select_related("iscrizione__sezione", "caricato_da", "deciso_da", "annotazione")
    return found.filter(versione=versione).first()


@dataclass(frozen=True)
class VoceConElenchi:
    """An entry, its list in force and the last one uploaded, if there are."""

    iscrizione: Iscrizione
    in_vigore: ElencoAderenti | None
    ultimo: ElencoAderenti | None


def voci_with_elenchi(competenze: Iterable[str], own: Iterable[int]) -> list[VoceConElenchi]:
    """Return the entries of these structures and those of these keys, by name, each with its lists."""
    which = Q(sezione__competenza__in=list(competenze)) | Q(pk__in=list(own))
    elenchi = Prefetch("elenchi", ElencoAderenti.objects.order_by("-versione"))
    found = []
    for voce in Iscrizione.objects.filter(which).prefetch_related(elenchi).order_by("denominazione", "codice"):
        versioni = list(voce.elenchi.all())
        in_vigore = next((e for e in versioni if e.stato == StatoElenco.APPROVATO), None)
        found.append(VoceConElenchi(voce, in_vigore, versioni[0] if versioni else None))
    return found


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
