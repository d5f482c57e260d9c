"""The authorities to appeal to, on a day."""

import datetime as dt
from typing import Any

from django.db.models import Q

from procedimenti.models import Ricorso


def ricorsi_on(giorno: dt.date) -> list[dict[str, Any]]:
    """Return the ways to appeal against a refusal of that day, as a step keeps them."""
    in_force = Ricorso.objects.filter(Q(valida_al__isnull=True) | Q(valida_al__gte=giorno), valida_dal__lte=giorno)
    return [{"autorita": r.autorita, "giorni": r.giorni, "fonte": r.fonte} for r in in_force]
