"""The work list of a structure: what is open by term, what each filter leaves, in the same few queries at any size."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Count, Q, QuerySet

from core.models import Messaggio
from distretti.models import Sezione
from identita.models import User
from procedimenti.enums import StatoIstanza, TipoProcedimento
from procedimenti.models import Istanza

PER_PAGINA = 50
SOON_DAYS = 15
NESSUNO = 0  # as a responsabile: nobody has taken the case in charge yet


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


class Ordine(StrEnum):
    """In which order; a view has its own where none is asked."""

    TERMINE = "termine"
    RICEVIMENTO = "ricevimento"
    RECENTI = "recenti"
    NOME = "nome"


_ORDER: dict[Ordine, tuple[str, ...]] = {
    Ordine.TERMINE: ("scade_il", "pk"),
    Ordine.RICEVIMENTO: ("ricevuta_al", "pk"),
    Ordine.RECENTI: ("-ricevuta_al", "-pk"),
    Ordine.NOME: ("richiedente", "iscrizione__denominazione", "pk"),
}


@dataclass(frozen=True)
class Filtro:
    """What is left of a view: one kind of procedure, one section (by code), one responsabile or none; in some order."""

    tipo: TipoProcedimento | None = None
    sezione: int | None = None
    responsabile: int | None = None
    ordine: Ordine | None = None

    @property
    def condition(self) -> Q:
        nobody = self.responsabile == NESSUNO
        asked = {
            "tipo": self.tipo,
            "sezione_id": self.sezione,
            "responsabile_id": None if nobody else self.responsabile,
            "responsabile__isnull": nobody or None,
        }
        return Q(**{name: value for name, value in asked.items() if value is not None})


TUTTI = Filtro()


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


def sezioni_in(competenze: Collection[str]) -> list[Sezione]:
    """Return the sections of some structures, by code."""
    return list(Sezione.objects.filter(competenza__in=list(competenze)).order_by("codice"))


def _in(sezioni: Collection[Sezione], filtro: Filtro) -> QuerySet[Istanza]:
    """The cases of some sections, named one by one: a join would hide the index from the database."""
    return Istanza.objects.filter(filtro.condition, sezione_id__in=[s.pk for s in sezioni])


def work_list(
    sezioni: Collection[Sezione], *, user: User, vista: Vista, on: dt.date, filtro: Filtro = TUTTI
) -> QuerySet[Istanza]:
    """Return the cases of a view: by term, the nearest first; the concluded by day, the last first."""
    found = _in(sezioni, filtro).filter(_condition(vista, user, on))
    found = found.select_related("sezione", "iscrizione", "responsabile")
    if filtro.ordine is None and vista is Vista.CONCLUSI:
        return found.order_by("-concluso_il", "-pk")
    return found.order_by(*_ORDER[filtro.ordine or Ordine.TERMINE])


def find_responsabile(pk: int, *, sezioni: Collection[Sezione]) -> User | None:
    """Return who answers, or has answered, for a case of some sections; nobody is named to the other structure."""
    found = _in(sezioni, Filtro(responsabile=pk)).select_related("responsabile").order_by("pk").first()
    return found.responsabile if found is not None else None


def find_istanze(numeri: Collection[str], *, sezioni: Collection[Sezione]) -> dict[str, Istanza]:
    """Return the cases of these numbers that are of some sections, by number."""
    found = _in(sezioni, TUTTI).filter(numero__in=list(numeri))
    return {i.numero: i for i in found.select_related("sezione", "iscrizione")}


def counts_of(sezioni: Collection[Sezione], *, user: User, on: dt.date, filtro: Filtro = TUTTI) -> dict[Vista, int]:
    """Return how many cases each view has, in one query."""
    shown = [v for v in Vista if v is not Vista.CONCLUSI]
    asked = {v.name.lower(): Count("pk", filter=_condition(v, user, on)) for v in shown}
    found = _in(sezioni, filtro).filter(concluso_il__isnull=True).aggregate(**asked)
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
