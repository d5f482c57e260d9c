"""Which declarations an istanza asks, on the day that counts for it, and which it made."""

import datetime as dt
from collections.abc import Collection

from core.clock import today
from distretti.models import Sezione
from procedimenti.enums import TipoProcedimento
from procedimenti.models import Dichiarazione, Istanza
from procedimenti.policies.dichiarazioni import Resa, in_force, rese_of


def asked_in(tipo: TipoProcedimento | str, sezioni: Collection[int], *, on: dt.date) -> list[Dichiarazione]:
    """Return the declarations that a kind of procedure asks in any of some sections, in order."""
    rows = [d for d in Dichiarazione.objects.all() if tipo in d.tipi and not set(sezioni).isdisjoint(d.sezioni)]
    return in_force(rows, on=on)


def asked_of(istanza: Istanza) -> list[Dichiarazione]:
    """Return the declarations that an istanza asks: those in force when it was received, or today for a draft."""
    return asked_in(istanza.tipo, [istanza.sezione_id], on=istanza.ricevuta_al or today())


def rese_of_istanza(istanza: Istanza) -> list[Resa]:
    """Return every declaration asked of an istanza, with whether it was made."""
    return rese_of(asked_of(istanza), istanza.dichiarazioni)


def asked_by(tipo: TipoProcedimento, competenze: Collection[str]) -> list[Dichiarazione]:
    """Return the declarations that a kind of procedure may ask in the sections of some structures, today."""
    codici = Sezione.objects.filter(competenza__in=list(competenze)).values_list("pk", flat=True)
    return asked_in(tipo, list(codici), on=today())
