"""The chronology of a case: its steps in order, and whom an assignment names."""

from dataclasses import dataclass

from identita.models import User
from procedimenti.models import Istanza, PassoIstanza
from procedimenti.selectors.caso import passi_of


@dataclass(frozen=True)
class Momento:
    """A step, and the person it was assigned to, if it is an assignment."""

    passo: PassoIstanza
    assegnato: User | None


def cronologia_of(istanza: Istanza) -> list[Momento]:
    """Return the steps of a case in their order."""
    passi = passi_of(istanza)
    named = {pk for p in passi if (pk := p.dati.get("responsabile"))}
    people = User.objects.in_bulk(named) if named else {}
    return [Momento(p, people.get(p.dati.get("responsabile"))) for p in passi]
