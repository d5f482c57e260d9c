"""What the rules are asked in their tests: events, acts as the form writes them, and how a refusal is read."""

import datetime as dt
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from core.uncertain_dates import UncertainDate, on_day
from distretti.enums import TipoAnnotazione, TipoAtto
from distretti.exceptions import RegistroError
from distretti.stato import Evento

OGGI = dt.date(2026, 6, 30)
Call = Callable[[], Any]


def refusal(call: Call, field: str) -> str:
    """The words by which the register says no beside `field`, or at the top where no field is named."""
    with pytest.raises(RegistroError) as refused:
        call()
    return refused.value.campi[field] if field else refused.value.messaggio


def event(seq: int, tipo: TipoAnnotazione, day: dt.date | UncertainDate, **facts: Any) -> Evento:
    decorrenza = on_day(day) if isinstance(day, dt.date) else day
    return Evento(seq, tipo.value, facts, dt.datetime(2026, 1, seq, tzinfo=dt.UTC), decorrenza, seq)


def written(**changes: Any) -> Any:
    """An act as the form writes it, good unless changed."""
    act = {
        "tipo": TipoAtto.DGR,
        "numero": "100",
        "numero_non_noto": False,
        "data": on_day(dt.date(2026, 1, 10)),
        "burp_data": None,
        "burp_link": "",
        "burp_numero": "",
        "organo": "",
        "oggetto": "",
        "fonte": "",
    }
    return SimpleNamespace(**act | changes)
