"""The authorities to appeal to against what a structure decides, on a day."""

import datetime as dt
from typing import Any

from procedimenti.models import Ricorso


def ricorsi_of(competenza: str) -> list[Ricorso]:
    """Return every way to appeal that holds or held for a structure: its own, and those that are of both."""
    return list(Ricorso.objects.filter(competenza__in=["", competenza]).select_related("registrato_da"))


def ricorsi_in_force(competenza: str, giorno: dt.date) -> list[Ricorso]:
    """Return the ways to appeal of a structure on a day, the last written of each authority, in order."""
    rows = sorted(ricorsi_of(competenza), key=lambda r: (r.valida_dal, r.pk))
    last = {r.autorita: r for r in rows if r.valida_dal <= giorno}
    found = [r for r in last.values() if not r.cessata and (r.valida_al is None or r.valida_al >= giorno)]
    return sorted(found, key=lambda r: (r.posizione, r.pk))


def ricorsi_on(competenza: str, giorno: dt.date) -> list[dict[str, Any]]:
    """Return the ways to appeal against a refusal of that day, as a step keeps them."""
    found = ricorsi_in_force(competenza, giorno)
    return [{"autorita": r.autorita, "giorni": r.giorni, "fonte": r.fonte} for r in found]
