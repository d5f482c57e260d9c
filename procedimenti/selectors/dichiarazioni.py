"""Which declarations an istanza asks, on the day that counts for it, and which it made."""

import datetime as dt
from collections.abc import Collection

from core.clock import today
from distretti.models import Sezione
from procedimenti.enums import TipoProcedimento
from procedimenti.models import Dichiarazione, Istanza
from procedimenti.policies.dichiarazioni import Resa, in_force, rese_of


def dichiarazioni_of(competenza: str) -> list[Dichiarazione]:
    """Return every text that holds or held for a structure: its own, and those that are of both."""
    return list(Dichiarazione.objects.filter(competenza__in=["", competenza]).select_related("registrato_da"))


def asked_in(tipo: TipoProcedimento | str, sezioni: Collection[Sezione], *, on: dt.date) -> list[Dichiarazione]:
    """Return the declarations that a kind of procedure asks in any of some sections, in order."""
    rows, found = list(Dichiarazione.objects.all()), {}
    for competenza in {s.competenza for s in sezioni}:
        here = {s.pk for s in sezioni if s.competenza == competenza}
        for text in in_force([d for d in rows if d.competenza in {"", competenza}], on=on):
            if tipo in text.tipi and not here.isdisjoint(text.sezioni):
                found[text.pk] = text
    return sorted(found.values(), key=lambda d: (d.posizione, d.pk))


def asked_of(istanza: Istanza) -> list[Dichiarazione]:
    """Return the declarations that an istanza asks: those in force when it was received, or today for a draft."""
    return asked_in(istanza.tipo, [istanza.sezione], on=istanza.ricevuta_al or today())


def rese_of_istanza(istanza: Istanza) -> list[Resa]:
    """Return every declaration asked of an istanza, with whether it was made."""
    return rese_of(asked_of(istanza), istanza.dichiarazioni)


def asked_by(tipo: TipoProcedimento, competenze: Collection[str]) -> list[Dichiarazione]:
    """Return the declarations that a kind of procedure may ask in the sections of some structures, today."""
    return asked_in(tipo, list(Sezione.objects.filter(competenza__in=list(competenze))), on=today())
