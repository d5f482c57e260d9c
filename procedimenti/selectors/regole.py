"""The legal numbers of a section on a day (design law 7)."""

import datetime as dt

from django.db.models import Q

from distretti.enums import NomeRegola, StatoRegola
from distretti.models import RegolaSezione, Sezione
from procedimenti.festivi import EffettoFestivo, RegolaFestivi


def regola_on(sezione: Sezione, nome: NomeRegola, *, on: dt.date) -> RegolaSezione | None:
    """Return the rule in force on a day; before the first one that is known, that one, so that old cases have a term.

    None if the section has no such rule at all.
    """
    rules = sezione.regole.filter(nome=nome)
    in_force = rules.filter(Q(valida_al__isnull=True) | Q(valida_al__gte=on), valida_dal__lte=on)
    return in_force.order_by("-valida_dal").first() or rules.order_by("valida_dal").first()


def festivi_on(sezione: Sezione, *, on: dt.date) -> RegolaFestivi:
    """Return what a term of a section does that ends on a day off, as its rule says, or as the civil code does."""
    regola = regola_on(sezione, NomeRegola.TERMINE_FESTIVO, on=on)
    if regola is None:
        return RegolaFestivi()
    return RegolaFestivi(EffettoFestivo(regola.valore), regola.fonte, confermata=regola.stato == StatoRegola.CONFERMATA)
