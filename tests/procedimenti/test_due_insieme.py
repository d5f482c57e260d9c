"""Two officers at the same instant, on the same case: one effect, and the other is told."""

import json
from functools import partial
from pathlib import Path

import pytest
import time_machine

from core.uncertain_dates import on_day
from distretti.models import Annotazione, Iscrizione
from identita.models import User
from procedimenti.actions.esito import grant_istanza
from procedimenti.actions.insieme import take_each
from procedimenti.actions.passi import Richiesta, take_passo
from procedimenti.enums import Passo, StatoIstanza
from procedimenti.models import PassoIstanza, Protocollo
from tests.factories import make_funzionario
from tests.insieme import DONE, TOLD, at_once
from tests.procedimenti.conftest import OGGI, draft, step
from tests.procedimenti.test_esito import act, decided

pytestmark = pytest.mark.slow


@pytest.fixture
def people(committed_db: None) -> tuple[User, User, User]:
    return tuple(make_funzionario(username=f"funzionario.{n}") for n in ("uno", "due", "tre"))  # type: ignore[return-value]


@pytest.fixture(autouse=True)
def _today() -> object:
    with time_machine.travel(OGGI.isoformat() + "T09:00:00Z", tick=False):
        yield


def test_a_case_is_taken_in_charge_by_one(people: tuple[User, User, User]) -> None:
    istanza = draft(people[0])
    step(istanza, Passo.PRESENTAZIONE, people[0])
    seen = Richiesta(versione=istanza.versione, giorno=on_day(OGGI))
    take = partial(take_passo, istanza=istanza, passo=Passo.PRESA_IN_CARICO, richiesta=seen)
    assert at_once(*(partial(take, by=one) for one in people)) == [DONE, TOLD, TOLD]
    assert PassoIstanza.objects.filter(passo=Passo.PRESA_IN_CARICO).count() == 1


def test_an_act_registered_twice_opens_one_entry(people: tuple[User, User, User]) -> None:
    istanza = decided(people[0])
    seen = Richiesta(versione=istanza.versione, giorno=on_day(OGGI))
    grant = partial(grant_istanza, istanza=istanza, richiesta=seen, atto=act(), decorrenza=on_day(OGGI))
    assert at_once(partial(grant, by=people[1]), partial(grant, by=people[2])) == [DONE, TOLD]
    istanza.refresh_from_db()
    assert istanza.stato == StatoIstanza.ACCOLTA
    assert (Iscrizione.objects.count(), Annotazione.objects.count()) == (1, 2)


def test_numbers_of_protocol_have_no_gap_nor_double(people: tuple[User, User, User]) -> None:
    cases = [draft(people[0]) for _ in people]
    seen = Richiesta(versione=0, giorno=on_day(OGGI))
    submit = partial(take_passo, passo=Passo.PRESENTAZIONE, by=people[0], richiesta=seen)
    assert at_once(*(partial(submit, istanza=case) for case in cases)) == [DONE, DONE, DONE]
    assert sorted(Protocollo.objects.values_list("numero", flat=True)) == ["1", "2", "3"]


def test_many_taken_in_charge_by_two_at_once_are_each_of_one(people: tuple[User, User, User], tmp_path: Path) -> None:
    cases = [draft(people[0]) for _ in range(6)]
    for case in cases:
        step(case, Passo.PRESENTAZIONE, people[0])
    seen = [(case, case.versione) for case in cases]

    def take(by: User) -> None:
        told = [e.perche for e in take_each(scelte=seen, passo=Passo.PRESA_IN_CARICO, by=by, dati={})]
        (tmp_path / by.username).write_text(json.dumps(told))

    assert at_once(partial(take, people[0]), partial(take, people[1])) == [DONE, DONE]
    told = [json.loads((tmp_path / p.username).read_text()) for p in people[:2]]
    for case, one, other in zip(cases, *told, strict=True):
        case.refresh_from_db()
        assert case.stato == StatoIstanza.ASSEGNATA
        assert sorted([bool(one), bool(other)]) == [False, True], "one does it, the other is told"
        assert case.responsabile == people[0 if not one else 1]
    assert PassoIstanza.objects.filter(passo=Passo.PRESA_IN_CARICO).count() == len(cases)
