"""How many reads one caller has in a minute, also of what is answered from memory, and how a refusal reads."""

from typing import Any

import pytest
from django.core.wsgi import get_wsgi_application
from pytest_django import DjangoAssertNumQueries, Settings

from api.cache.fast_reads import FastReads, Generation
from api.cache.keys import KeyRing
from api.cache.limits import Allowances, LimitedReads
from pubblicazione.selectors import last_sequenza
from tests.api.wire import Wired, ask

ENTRY = "/api/v1/iscrizioni/RP-1-0001"


class Clock:
    def __init__(self) -> None:
        self.now = 1_000_040.0  # the twentieth second of a minute


class ReadOnce(Generation):
    """Read at the first request instead of by a thread."""

    def ensure_polling(self) -> None:
        if self.value is None:
            self.refresh()


@pytest.fixture(autouse=True)
def _three_a_minute(settings: Settings) -> None:
    settings.API_LIMITS = {"indirizzo": 3, "chiave": 5}


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def layer(clock: Clock) -> LimitedReads:
    def backend(_environ: Any, start_response: Any) -> list[bytes]:
        start_response("200 OK", [("Content-Type", "application/json")])
        return [b"{}"]

    return LimitedReads(backend, KeyRing(), clock=lambda: clock.now)


def limits(answer: Wired) -> tuple[str, str, str]:
    return tuple(answer.headers[f"x-ratelimit-{name}"] for name in ("limit", "remaining", "reset"))  # type: ignore[return-value]


def test_each_answer_says_what_is_left(layer: LimitedReads, clock: Clock) -> None:
    assert limits(ask(layer)) == ("3", "2", "40")
    clock.now += 25
    assert limits(ask(layer)) == ("3", "1", "15")


def test_beyond_the_limit_the_refusal_says_when_to_come_back(layer: LimitedReads) -> None:
    answers = [ask(layer) for _time in range(4)]
    assert [a.status for a in answers] == [200, 200, 200, 429]
    refusal = answers[-1]
    assert refusal.headers["content-type"] == "application/problem+json"
    assert refusal.headers["retry-after"] == "40"
    assert refusal.headers["cache-control"] == "no-store"
    assert refusal.headers["access-control-allow-origin"] == "*"
    assert refusal.headers["content-length"] == str(len(refusal.body))
    assert limits(refusal) == ("3", "0", "40")
    assert refusal.content == {
        "type": "https://registro.example.it/api/v1/docs#troppe-richieste",
        "title": "Troppe richieste",
        "status": 429,
        "detail": "Troppe richieste: riprovare tra 40 secondi.",
        "errors": [{"parametro": "indirizzo", "motivo": "più di 3 richieste in un minuto dallo stesso indirizzo."}],
    }


def test_the_refusal_of_a_head_has_no_body(layer: LimitedReads) -> None:
    for _time in range(3):
        ask(layer)
    refusal = ask(layer, method="HEAD")
    assert (refusal.status, refusal.body) == (429, b"")


def test_a_new_minute_begins_anew(layer: LimitedReads, clock: Clock) -> None:
    for _time in range(4):
        ask(layer)
    clock.now += 39.5
    assert ask(layer).headers["x-ratelimit-reset"] == "1"
    clock.now += 0.5
    assert limits(ask(layer)) == ("3", "2", "60")


def test_a_clock_set_back_does_not_lock_anybody_out(layer: LimitedReads, clock: Clock) -> None:
    for _time in range(4):
        ask(layer)
    clock.now -= 3600
    assert ask(layer).status == 200


def test_each_address_has_its_own_minute_and_the_header_of_the_proxy_tells_it(
    layer: LimitedReads, settings: Settings
) -> None:
    settings.CLIENT_ADDRESS_HEADER = "HTTP_X_REAL_IP"
    for address in ("192.0.2.1", "192.0.2.2", "2001:db8::1"):
        assert ask(layer, REMOTE_ADDR="127.0.0.1", HTTP_X_REAL_IP=address).headers["x-ratelimit-remaining"] == "2"
    same = ask(layer, REMOTE_ADDR="127.0.0.1", HTTP_X_REAL_IP="2001:db8::ffff")
    assert same.headers["x-ratelimit-remaining"] == "1"


def test_a_header_that_no_proxy_sets_is_not_believed(layer: LimitedReads) -> None:
    for n in range(4):
        answer = ask(
            layer, REMOTE_ADDR="192.0.2.9", HTTP_X_REAL_IP=f"198.51.100.{n}", HTTP_X_FORWARDED_FOR=f"10.0.0.{n}"
        )
    assert answer.status == 429


def test_behind_the_proxy_the_machine_itself_is_not_counted(layer: LimitedReads, settings: Settings) -> None:
    settings.CLIENT_ADDRESS_HEADER = "HTTP_X_REAL_IP"
    answers = [ask(layer, HTTP_X_REAL_IP="127.0.0.1") for _time in range(5)]
    assert {a.status for a in answers} == {200}
    assert "x-ratelimit-limit" not in answers[-1].headers


def test_nothing_is_counted_without_a_limit(layer: LimitedReads, settings: Settings) -> None:
    settings.API_LIMITS = {"indirizzo": 0, "chiave": 0}
    assert {ask(layer).status for _time in range(5)} == {200}


@pytest.mark.parametrize(("path", "method"), [("/registro", "GET"), ("/admin/", "POST"), (ENTRY, "OPTIONS")])
def test_other_addresses_and_preflights_are_not_counted(layer: LimitedReads, path: str, method: str) -> None:
    assert {ask(layer, path, method).status for _time in range(5)} == {200}
    assert ask(layer).headers["x-ratelimit-remaining"] == "2"


def test_memory_is_bounded_and_those_beyond_are_counted_together() -> None:
    allowances = Allowances(clock=lambda: 0.0, max_callers=2)
    assert [allowances.take(who)[0] for who in ("a", "b", "c", "d", "a")] == [1, 1, 1, 2, 2]


def test_what_is_answered_from_memory_is_counted_too_and_without_the_database(
    one_connection: None, rich_register: None, clock: Clock, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    generation = ReadOnce(last_sequenza)
    kept = FastReads(get_wsgi_application(), generation)
    application = LimitedReads(kept, KeyRing(), clock=lambda: clock.now)
    first = ask(application, ENTRY)
    with django_assert_num_queries(0):
        again = ask(application, ENTRY)
        known = ask(application, ENTRY, HTTP_IF_NONE_MATCH=first.headers["etag"])
        refused = ask(application, ENTRY)
    assert [a.status for a in (first, again, known, refused)] == [200, 200, 304, 429]
    assert [a.headers["x-ratelimit-remaining"] for a in (first, again, known, refused)] == ["2", "1", "0", "0"]
    assert again.body == first.body
