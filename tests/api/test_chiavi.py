"""Keys of the API: they raise the limit and nothing else; what is none is refused, and no request asks the database."""

import datetime as dt
from typing import Any

import pytest
from django.db import OperationalError, connection
from pytest_django import DjangoAssertNumQueries, Settings

from api.cache import keys
from api.cache.fast_reads import Generation
from api.cache.keys import KeyRing
from api.cache.limits import LimitedReads
from core.clock import today
from identita.actions import create_chiave, revoke_chiave
from identita.models import Chiave, User
from tests.api.wire import Wired, ask
from tests.factories import make_user

SENT = [
    ("Content-Type", "application/json"),
    ("Cache-Control", "public, max-age=0, must-revalidate"),
    ("X-Accel-Expires", "60"),
]


class Clock:
    def __init__(self) -> None:
        self.now = dt.datetime.now(dt.UTC).timestamp() // 60 * 60


@pytest.fixture(autouse=True)
def _limits(settings: Settings) -> None:
    settings.API_LIMITS = {"indirizzo": 1, "chiave": 3}


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def amministratore(registro: None) -> User:
    return make_user("anna", "Amministratore")


@pytest.fixture
def made(amministratore: User) -> tuple[Chiave, str]:
    scade_il = today() + dt.timedelta(days=10)
    return create_chiave(nome="Portale", contatto="portale@example.it", scade_il=scade_il, by=amministratore)


@pytest.fixture
def ring(clock: Clock) -> KeyRing:
    return KeyRing(clock=lambda: clock.now)


@pytest.fixture
def layer(made: tuple[Chiave, str], ring: KeyRing, clock: Clock) -> LimitedReads:
    def backend(_environ: Any, start_response: Any) -> list[bytes]:
        start_response("200 OK", list(SENT))
        return [b"{}"]

    return LimitedReads(backend, ring, ready=ring.refresh, clock=lambda: clock.now)


def ask_with(layer: LimitedReads, chiave: str, **environ: str) -> Wired:
    return ask(layer, HTTP_AUTHORIZATION=f"Bearer {chiave}", **environ)


def refusal(answer: Wired) -> str:
    """The reason of a 401, after checking its shape."""
    assert answer.status == 401
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["www-authenticate"] == 'Bearer realm="registro", error="invalid_token"'
    assert answer.headers["cache-control"] == "no-store"
    assert answer.content["type"].endswith("#chiave-non-valida")
    assert "anche senza chiave" in answer.content["detail"]
    (error,) = answer.content["errors"]
    assert error["parametro"] == "Authorization"
    return str(error["motivo"])


def test_a_key_has_more_than_an_address_whatever_the_address(layer: LimitedReads, made: tuple[Chiave, str]) -> None:
    answers = [ask_with(layer, made[1], REMOTE_ADDR=f"192.0.2.{n}") for n in range(4)]
    assert [a.status for a in answers] == [200, 200, 200, 429]
    assert [a.headers["x-ratelimit-remaining"] for a in answers] == ["2", "1", "0", "0"]
    assert answers[-1].content["errors"] == [
        {"parametro": "Authorization", "motivo": "più di 3 richieste in un minuto con questa chiave."}
    ]


def test_a_key_takes_nothing_from_the_address_it_comes_from(layer: LimitedReads, made: tuple[Chiave, str]) -> None:
    ask_with(layer, made[1])
    assert ask(layer).status == 200
    assert ask(layer).status == 429
    assert ask_with(layer, made[1]).status == 200


def test_an_answer_to_a_key_is_for_no_shared_cache(layer: LimitedReads, made: tuple[Chiave, str]) -> None:
    answer = ask_with(layer, made[1])
    assert answer.headers["cache-control"] == "private, max-age=0, must-revalidate"
    assert "x-accel-expires" not in answer.headers
    without = ask(layer)
    assert without.headers["cache-control"] == "public, max-age=0, must-revalidate"
    assert without.headers["x-accel-expires"] == "60"


@pytest.mark.parametrize("chiave", ["rp_inventata", "", "è", "x" * 5000])
def test_a_key_that_nobody_made_is_refused(layer: LimitedReads, chiave: str) -> None:
    assert refusal(ask_with(layer, chiave)) == "non è una chiave di questa API."


def test_trying_keys_uses_up_the_address(layer: LimitedReads) -> None:
    assert [ask_with(layer, f"rp_{n}").status for n in range(3)] == [401, 429, 429]


def test_a_revoked_key_is_refused_within_a_second(
    layer: LimitedReads, made: tuple[Chiave, str], amministratore: User, clock: Clock
) -> None:
    assert ask_with(layer, made[1]).status == 200
    revoke_chiave(chiave=made[0], by=amministratore)
    clock.now += 1
    assert refusal(ask_with(layer, made[1])) == "la chiave è stata revocata."


def test_a_key_holds_until_the_end_of_its_last_day(layer: LimitedReads, made: tuple[Chiave, str], clock: Clock) -> None:
    end = keys.end_of(made[0].scade_il).timestamp()
    clock.now = end - 1
    assert ask_with(layer, made[1]).status == 200
    clock.now = end
    assert refusal(ask_with(layer, made[1])) == "la chiave è scaduta."


@pytest.mark.parametrize("header", ["Basic YTpi", "Bearer", "rp_senza_schema"])
def test_another_way_of_authorization_is_no_key(layer: LimitedReads, header: str) -> None:
    expected = 401 if header == "Bearer" else 200
    assert ask(layer, HTTP_AUTHORIZATION=header).status == expected


def test_no_request_asks_the_database(
    layer: LimitedReads,
    made: tuple[Chiave, str],
    ring: KeyRing,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    ring.refresh()
    with django_assert_num_queries(0):
        assert ask_with(layer, made[1]).status == 200
        assert ask_with(layer, "rp_inventata").status == 401


def test_the_last_use_is_written_once_an_hour(
    layer: LimitedReads, made: tuple[Chiave, str], ring: KeyRing, clock: Clock
) -> None:
    def written() -> dt.datetime | None:
        return Chiave.objects.get(pk=made[0].pk).ultimo_uso

    start = clock.now
    assert written() is None
    ask_with(layer, made[1])
    for minutes, told in ((0, 0), (30, 0), (61, 61), (90, 61)):
        clock.now = start + minutes * 60
        ask_with(layer, made[1])
        clock.now += 1
        ring.refresh()
        found = written()
        assert found is not None
        assert round(found.timestamp() - start) // 60 == told


def test_with_the_database_down_keys_known_before_hold_and_others_count_as_addresses(
    layer: LimitedReads, made: tuple[Chiave, str], ring: KeyRing, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    ring.refresh()

    def down() -> Any:
        raise OperationalError

    monkeypatch.setattr(keys, "all_chiavi", down)
    monkeypatch.setattr(connection, "close", lambda: None)  # the test's own connection stays
    clock.now += keys.TRUST_SECONDS + 1
    assert ask_with(layer, made[1]).status == 200
    answer = ask_with(layer, "rp_forse")
    assert (answer.status, answer.headers["x-ratelimit-limit"]) == (200, "1")


def test_one_thread_reads_the_feed_and_the_keys(made: tuple[Chiave, str], ring: KeyRing) -> None:
    generation = Generation(lambda: 1, beside=ring.refresh)
    generation._poll = lambda: None  # type: ignore[method-assign]
    generation.ensure_polling()
    assert ring.find(made[1]) is not None
