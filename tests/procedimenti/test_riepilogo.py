"""The daily digest: once a working day, to who answers for cases near their term or past it."""

import datetime as dt

import pytest
import time_machine

from core.models import Messaggio
from identita.models import User
from procedimenti.actions.riepilogo import send_riepilogo
from tests.procedimenti.conftest import OGGI, assigned


def at(*moment: int) -> time_machine.travel:
    return time_machine.travel(dt.datetime(*moment, tzinfo=dt.UTC), tick=False)  # type: ignore[misc, arg-type]


@pytest.fixture
def _cases(funzionario: User, collega: User, oggi: dt.date) -> None:
    assigned(funzionario, OGGI - dt.timedelta(days=120), richiedente="In ritardo")
    assigned(funzionario, OGGI - dt.timedelta(days=80), richiedente="Quasi")
    assigned(collega, OGGI, richiedente="In tempo")


def digests() -> list[Messaggio]:
    return list(Messaggio.objects.filter(chiave__startswith="riepilogo:"))


@pytest.mark.usefixtures("_cases")
def test_who_has_something_near_is_told_once_a_day(funzionario: User) -> None:
    with at(2026, 11, 3, 5, 59):
        assert send_riepilogo() == 0, "before seven in Rome"
    with at(2026, 11, 3, 6, 0):
        assert send_riepilogo() == 1
        assert send_riepilogo() == 0
    (message,) = digests()
    assert message.contenuto["to"] == funzionario.email
    assert message.contenuto["subject"] == "2 procedimenti in scadenza, 1 oltre il termine"
    body = message.contenuto["body"]
    assert body.index("In ritardo: termine passato") < body.index("Quasi: scade")
    assert "In tempo" not in body
    with at(2026, 11, 4, 9, 0):
        assert send_riepilogo() == 1


@pytest.mark.usefixtures("_cases")
@pytest.mark.parametrize("day", [(2026, 11, 7), (2026, 11, 8), (2026, 12, 8)])
def test_nobody_is_told_on_a_day_off(day: tuple[int, int, int]) -> None:
    with at(*day, 9, 0):
        assert send_riepilogo() == 0


@pytest.mark.usefixtures("_cases")
def test_who_left_the_structure_is_told_nothing(funzionario: User) -> None:
    funzionario.groups.clear()
    with at(2026, 11, 3, 9, 0):
        assert send_riepilogo() == 0
    assert digests() == []
