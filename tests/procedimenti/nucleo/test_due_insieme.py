"""Members and officers at the same instant: one vote a member, one closing, no vote after it."""

from functools import partial

import pytest
import time_machine

from identita.models import User
from procedimenti.actions.nucleo.chiusura import close_seduta
from procedimenti.actions.nucleo.link import Provenienza
from procedimenti.actions.nucleo.punto import Chiamato, cast_voto
from procedimenti.actions.nucleo.seduta import add_punto
from procedimenti.enums import Passo
from procedimenti.models import ComponenteNucleo, PassoIstanza, VerbaleNucleo, VotoNucleo
from tests.factories import make_funzionario
from tests.insieme import DONE, TOLD, at_once
from tests.procedimenti.conftest import OGGI
from tests.procedimenti.nucleo.conftest import F, item, make_nucleo, opened, prepared, vote_all, waiting

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def _today() -> object:
    with time_machine.travel(OGGI.isoformat() + "T09:00:00Z", tick=False):
        yield


@pytest.fixture
def officer(committed_db: None) -> User:
    return make_funzionario()


def by_link(one: ComponenteNucleo) -> Chiamato:
    return Chiamato.by_link(one.link.get(), Provenienza("127.0.0.1"))


def test_a_member_who_votes_from_two_browsers_votes_once(officer: User) -> None:
    nucleo = make_nucleo(officer)
    punto = item(opened(officer, waiting(officer)))
    cast = partial(cast_voto, punto=punto, chi=by_link(nucleo[0]))
    acts = [partial(cast, valore="favorevole"), partial(cast, valore="contrario", testo="No."), partial(cast, valore=F)]
    assert at_once(*acts) == [DONE, TOLD, TOLD]
    assert VotoNucleo.objects.count() == 1


def test_members_who_vote_together_all_vote(officer: User) -> None:
    nucleo = make_nucleo(officer)
    punto = item(opened(officer, waiting(officer)))
    acts = [partial(cast_voto, punto=punto, chi=by_link(one), valore="favorevole") for one in nucleo]
    assert at_once(*acts) == [DONE] * 5
    assert VotoNucleo.objects.count() == 5


def test_a_vote_and_the_closing_together_are_one_before_the_other(officer: User) -> None:
    """Either the vote came first and is in the verbale, or the seduta was closed and the vote is refused."""
    nucleo = make_nucleo(officer)
    seduta = opened(officer, waiting(officer))
    vote_all(item(seduta), nucleo[1:], officer, F, F, F)
    late = partial(cast_voto, punto=item(seduta), chi=by_link(nucleo[0]), valore="favorevole")
    ended = at_once(partial(close_seduta, seduta=seduta, by=officer), late)
    assert ended in ([DONE, DONE], [DONE, TOLD])
    told = VerbaleNucleo.objects.get().contenuto["punti"][0]["voti"]
    assert len(told) == VotoNucleo.objects.count() == (4 if ended == [DONE, DONE] else 3)


def test_a_seduta_closed_twice_writes_one_opinion(officer: User) -> None:
    nucleo, other = make_nucleo(officer), make_funzionario(username="altro.ricerca")
    seduta = opened(officer, waiting(officer))
    vote_all(item(seduta), nucleo, officer, F, F, F)
    close = partial(close_seduta, seduta=seduta)
    assert at_once(partial(close, by=officer), partial(close, by=other)) == [DONE, TOLD]
    assert PassoIstanza.objects.filter(passo=Passo.PARERE).count() == 1


def test_an_istanza_goes_on_one_agenda(officer: User) -> None:
    case = waiting(officer)
    add = partial(add_punto, istanza=case, by=officer)
    first, second = prepared(officer), prepared(officer)
    assert at_once(partial(add, seduta=first), partial(add, seduta=second)) == [DONE, TOLD]
