"""What the dashboard of a structure measures: load, age of what is open, days really taken, terms passed."""

import datetime as dt
import statistics
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Count, F, Prefetch, Q, QuerySet

from procedimenti.enums import StatoIstanza, TipoProcedimento
from procedimenti.models import Istanza, PassoIstanza
from procedimenti.policies.rimedi.sostituzione import PASSI_SOSTITUTIVI
from procedimenti.selectors.lista import NESSUNO

ETA = ((30, "Fino a 30 giorni"), (60, "Da 31 a 60"), (90, "Da 61 a 90"), (None, "Oltre 90"))


def _open(competenze: Collection[str]) -> QuerySet[Istanza]:
    found = Istanza.objects.filter(sezione__competenza__in=list(competenze), concluso_il__isnull=True)
    return found.exclude(stato=StatoIstanza.BOZZA)


@dataclass(frozen=True)
class Carico:
    """How many open cases a person answers for, and how many are past their term; nobody: not taken in charge yet.

    `responsabile`: as the filter of the work list names the person.
    """

    responsabile: int
    nome: str
    aperti: int
    scaduti: int


def load_of(competenze: Collection[str], *, on: dt.date) -> list[Carico]:
    """Return the load of each responsabile, the heaviest first; what nobody has taken in charge comes last."""
    rows = (
        _open(competenze)
        .values("responsabile", "responsabile__first_name", "responsabile__last_name", "responsabile__username")
        .annotate(aperti=Count("pk"), scaduti=Count("pk", filter=Q(scade_il__lt=on)))
        .order_by(F("responsabile__username").asc(nulls_last=True))
    )
    found = []
    for row in rows:
        name = f"{row['responsabile__first_name'] or ''} {row['responsabile__last_name'] or ''}".strip()
        name = name or row["responsabile__username"] or "Non assegnati"
        found.append(Carico(row["responsabile"] or NESSUNO, name, row["aperti"], row["scaduti"]))
    return sorted(found, key=lambda c: (c.responsabile == NESSUNO, -c.aperti, c.nome))


def ageing_of(competenze: Collection[str], *, on: dt.date) -> list[tuple[str, int]]:
    """Return how many open cases are how old, counted from the latest day on which they may have been received."""
    days = [(on - day).days for day in _open(competenze).values_list("ricevuta_al", flat=True) if day is not None]
    found, floor = [], -1
    for last, label in ETA:
        found.append((label, sum(floor < n and (last is None or n <= last) for n in days)))
        floor = last or floor
    return found


@dataclass(frozen=True)
class Tempi:
    """The days really taken by a kind of procedure (art. 2 c. 4-bis L. 241/1990), from receipt to the end."""

    tipo: TipoProcedimento
    conclusi: int
    mediana: int
    minimo: int
    massimo: int
    oltre: int


def _ended(competenze: Collection[str], anno: int) -> QuerySet[Istanza]:
    """Return what ended in a year and whose receipt is known to the day."""
    found = Istanza.objects.filter(sezione__competenza__in=list(competenze), concluso_il__year=anno)
    return found.filter(ricevuta_dal=F("ricevuta_al"))


def times_of(competenze: Collection[str], *, anno: int) -> list[Tempi]:
    """Return the measured times of what ended in a year, by kind; a receipt not known to the day is left out."""
    days: dict[str, list[int]] = {}
    late: dict[str, int] = {}
    for istanza in _ended(competenze, anno):
        start, end = istanza.ricevuta_al, istanza.concluso_il
        assert start is not None and end is not None  # noqa: S101, PT018 - told to the type checker, filtered above
        days.setdefault(istanza.tipo, []).append((end - start).days)
        past = istanza.scade_il is not None and end > istanza.scade_il
        late[istanza.tipo] = late.get(istanza.tipo, 0) + past
    return [
        Tempi(t, len(days[t]), round(statistics.median(days[t])), min(days[t]), max(days[t]), late[t])
        for t in TipoProcedimento
        if t in days
    ]


def past_term(competenze: Collection[str], *, anno: int, on: dt.date) -> list[Istanza]:
    """Return what went past its term in a year, open or ended, by structure and kind (art. 2 c. 9-quater).

    Each case bears its steps of the potere sostitutivo as `sostitutivi`.
    """
    late = Q(concluso_il__isnull=True, scade_il__lt=on) | Q(concluso_il__gt=F("scade_il"))
    found = Istanza.objects.filter(sezione__competenza__in=list(competenze), scade_il__year=anno).filter(late)
    steps = Prefetch(
        "passi", PassoIstanza.objects.filter(passo__in=PASSI_SOSTITUTIVI).order_by("seq"), to_attr="sostitutivi"
    )
    related = found.select_related("sezione", "iscrizione", "responsabile").prefetch_related(steps)
    return list(related.order_by("sezione__competenza", "tipo", "scade_il", "pk"))


def by_structure(cases: Iterable[Istanza]) -> list[tuple[tuple[str, str], list[Istanza]]]:
    """Return cases by structure and kind of procedure, as the yearly list wants them (art. 2 c. 9-quater)."""
    found: dict[tuple[str, str], list[Istanza]] = {}
    for case in cases:
        found.setdefault((case.sezione.get_competenza_display(), case.get_tipo_display()), []).append(case)
    return list(found.items())
