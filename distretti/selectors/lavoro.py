"""What the admin's home tells of the register: members' lists that await, entries counted by section."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q

from distretti.enums import StatoElenco, StatoIscrizione
from distretti.models import ElencoAderenti, Sezione


def waiting_elenchi(competenze: Iterable[str]) -> list[ElencoAderenti]:
    """Return the members' lists that await approval in these structures, oldest first."""
    waiting = ElencoAderenti.objects.filter(stato=StatoElenco.IN_ATTESA)
    waiting = waiting.filter(iscrizione__sezione__competenza__in=list(competenze))
    return list(waiting.select_related("iscrizione", "caricato_da").order_by("caricato_il", "pk"))


@dataclass(frozen=True)
class ConteggioSezione:
    """How many entries a section holds: in force, and all the others, which stay readable."""

    sezione: Sezione
    attive: int
    altre: int

    @property
    def totale(self) -> int:
        return self.attive + self.altre


def count_by_sezione() -> list[ConteggioSezione]:
    """Return the number of entries of each section, also of those that hold none."""
    active = Count("iscrizioni", filter=Q(iscrizioni__stato=StatoIscrizione.ATTIVA))
    rows = Sezione.objects.annotate(attive=active, totale=Count("iscrizioni")).order_by("codice")
    return [ConteggioSezione(row, row.attive, row.totale - row.attive) for row in rows]
