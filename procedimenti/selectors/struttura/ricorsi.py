"""The authorities to appeal to against what a structure decides, on a day."""

import datetime as dt
from typing import Any

from procedimenti.models import Ricorso
from procedimenti.policies.rimedi.ricorsi import ricorsi_among


def ricorsi_of(competenza: str) -> list[Ricorso]:
    """Return every way to appeal that holds or held for a structure: its own, and those that are of both, in order.

    Those of one authority as they were written.
    """
    return list(Ricorso.objects.filter(competenza__in=["", competenza]).select_related("registrato_da").order_by("pk"))


def ricorsi_in_force(competenza: str, giorno: dt.date) -> list[Ricorso]:
    """Return the ways to appeal of a structure on a day, the last written of each authority, in order."""
    return ricorsi_among(ricorsi_of(competenza), giorno)


def ricorsi_on(competenza: str, giorno: dt.date) -> list[dict[str, Any]]:
    """Return the ways to appeal against a refusal of that day, as a step keeps them."""
    found = ricorsi_in_force(competenza, giorno)
    return [{"autorita": r.autorita, "giorni": r.giorni, "fonte": r.fonte} for r in found]
