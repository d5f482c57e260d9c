"""The work list of a structure: what is open by term, what each filter leaves, in the same few queries at any size."""

import datetime as dt
from collections.abc import Collection
from enum import StrEnum

from django.db.models import Count, Q, QuerySet

from core.models import Messaggio
from distretti.models import Sezione
from identita.models import User
from procedimenti.enums import StatoIstanza
from procedimenti.models import Istanza

PER_PAGINA = 50
SOON_DAYS = 15


class Vista(StrEnum):
    """What the list shows."""

    APERTI = "aperti"
    MIEI = "miei"
    DA_ASSEGNARE = "da-assegnare"
    IN_SCADENZA = "in-scadenza"
    SCADUTI = "scaduti"
    SOSPESI = "sospesi"
    BOZZE = "bozze"
    CONCLUSI = "conclusi"


def _condition(vista: Vista, user: User, on: dt.date) -> Q:
    running = Q(concluso_il__isnull=True) & ~Q(stato=StatoIstanza.BOZZA)
    return {
        Vista.APERTI: running,
        Vista.MIEI: running & Q(responsabile=user),
        Vista.DA_ASSEGNARE: Q(stato=StatoIstanza.PRESENTATA),
        Vista.IN_SCADENZA: running & Q(scade_il__gte=on, scade_il__lte=on + dt.timedelta(days=SOON_DAYS)),
        Vista.SCADUTI: running & Q(scade_il__lt=on),
        Vista.SOSPESI: Q(stato=StatoIstanza.SOSPESA),
        Vista.BOZZE: Q(stato=StatoIstanza.BOZZA),
        Vista.CONCLUSI: Q(concluso_il__isnull=False) & ~Q(ricevuta_al__isnull=True),
    }[vista]


def _of(competenze: Collection[str]) -> QuerySet[Istanza]:
    """The cases of some structures, by section: a join would hide the index from the database."""
    codici = Sezione.objects.filter(competenza__in=list(competenze)).values_list("pk", flat=True)
    return Istanza.objects.filter(sezione_id__in=list(codici))


def work_list(competenze: Collection[str], *, user: User, vista: Vista, on: dt.date) -> QuerySet[Istanza]:
    """Return the cases of a view: by term, the nearest first; the concluded by day, the last first."""
    found = _of(competenze).filter(_condition(vista, user, on)).select_related("sezione", "iscrizione", "responsabile")
    if vista is Vista.CONCLUSI:
        return found.order_by("-concluso_il", "-pk")
    return found.order_by("scade_il", "pk")


def counts_of(competenze: Collection[str], *, user: User, on: dt.date) -> dict[Vista, int]:
    """Return how many cases each view has, in one query."""
    shown = [v for v in Vista if v is not Vista.CONCLUSI]
    asked = {v.name.lower(): Count("pk", filter=_condition(v, user, on)) for v in shown}
    found = _of(competenze).filter(concluso_il__isnull=True).aggregate(**asked)
    return {v: found[v.name.lower()] for v in shown}


def due_soon(*, on: dt.date) -> list[Istanza]:
    """Return the running cases, of whatever structure, whose term is near or past, by responsabile, then by term."""
    limit = on + dt.timedelta(days=SOON_DAYS)
    found = Istanza.objects.filter(concluso_il__isnull=True, responsabile__isnull=False, scade_il__lte=limit)
    return list(
        found.select_related("sezione", "iscrizione", "responsabile").order_by("responsabile_id", "scade_il", "pk")
    )


def is_told(chiave: str) -> bool:
    """Tell whether messages of this key have been written already, to whomever."""
    return Messaggio.objects.filter(chiave__startswith=f"{chiave}:").exists()
