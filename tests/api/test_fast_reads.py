"""The layer in front of Django gives Django's own answers, sooner, and never an old one."""

import io
from collections.abc import Callable
from typing import Any
from wsgiref.util import setup_testing_defaults

import pytest

from api.cache.fast_reads import TRUST_SECONDS, FastReads, Generation
from core.coding import takes_gzip

ETAG = '"abc"'


class Backend:
    """A WSGI application that counts how often it is asked."""

    def __init__(self) -> None:
        self.asked = 0
        self.status = "200 OK"
        self.headers = [("Content-Type", "application/json"), ("ETag", ETAG), ("Cache-Control", "public, max-age=0")]
        self.while_answering: Callable[[], None] = lambda: None

    def __call__(self, environ: dict[str, Any], start_response: Any) -> list[bytes]:
        self.asked += 1
        self.while_answering()
        start_response(self.status, self.headers)
        return [f"answer {self.asked}".encode()]


class Feed:
    """The change feed as the layer sees it."""

    def __init__(self) -> None:
        self.now, self.number, self.broken = 0.0, 1, False

    def read(self) -> int:
        if self.broken:
            raise OSError("no database")
        return self.number


class ReadEachTime(Generation):
    """Read at every request instead of by a thread, so that tests need not wait."""

    def ensure_polling(self) -> None:
        self.refresh()


@pytest.fixture
def feed() -> Feed:
    return Feed()


@pytest.fixture
def backend() -> Backend:
    return Backend()


@pytest.fixture
def layer(backend: Backend, feed: Feed) -> FastReads:
    return FastReads(backend, ReadEachTime(feed.read, clock=lambda: feed.now), max_bytes=40_000)


def ask(layer: FastReads, path: str = "/api/v1/iscrizioni", method: str = "GET", **headers: str) -> tuple[str, bytes]:
    environ: dict[str, Any] = {"wsgi.input": io.BytesIO(), "REQUEST_METHOD": method, **headers}
    environ["PATH_INFO"], _, environ["QUERY_STRING"] = path.partition("?")
    setup_testing_defaults(environ)
    seen: list[str] = []
    body = b"".join(layer(environ, lambda status, headers, *exc: seen.append(status)))
    return seen[0], body


def test_the_second_read_does_not_reach_django(layer: FastReads, backend: Backend) -> None:
    assert ask(layer) == ask(layer) == ("200 OK", b"answer 1")
    assert backend.asked == 1


def test_another_query_or_coding_is_another_answer(layer: FastReads, backend: Backend) -> None:
    ask(layer)
    ask(layer, "/api/v1/iscrizioni?stato=attiva")
    ask(layer, HTTP_ACCEPT_ENCODING="gzip")
    assert backend.asked == 3


def test_a_change_of_the_register_is_seen(layer: FastReads, feed: Feed) -> None:
    ask(layer)
    feed.number = 2
    assert ask(layer)[1] == b"answer 2"


def test_an_answer_made_while_the_register_moved_is_not_kept(layer: FastReads, backend: Backend, feed: Feed) -> None:
    def move() -> None:
        feed.number += 1
        layer._generation.refresh()

    backend.while_answering = move
    ask(layer)
    backend.while_answering = lambda: None
    assert ask(layer)[1] == b"answer 2"


def test_known_text_is_answered_304_and_head_without_body(layer: FastReads, backend: Backend) -> None:
    ask(layer)
    assert ask(layer, HTTP_IF_NONE_MATCH=f'W/"x", W/{ETAG}') == ("304 Not Modified", b"")
    assert ask(layer, method="HEAD") == ("200 OK", b"")
    assert ask(layer, HTTP_IF_NONE_MATCH='"other"') == ("200 OK", b"answer 1")
    assert backend.asked == 1


@pytest.mark.parametrize(
    ("status", "headers"),
    [
        ("404 Not Found", [("ETag", ETAG), ("Cache-Control", "public")]),
        ("200 OK", [("ETag", ETAG), ("Cache-Control", "no-store")]),
        ("200 OK", [("Cache-Control", "public")]),
        ("200 OK", [("ETag", ETAG), ("Cache-Control", "public"), ("Set-Cookie", "a=b")]),
    ],
)
def test_what_is_not_public_is_never_kept(
    layer: FastReads, backend: Backend, status: str, headers: list[tuple[str, str]]
) -> None:
    backend.status, backend.headers = status, headers
    ask(layer)
    ask(layer)
    assert backend.asked == 2


@pytest.mark.parametrize(("path", "method"), [("/admin/", "GET"), ("/registro", "GET"), ("/api/v1/x", "POST")])
def test_everything_else_goes_to_django(layer: FastReads, backend: Backend, path: str, method: str) -> None:
    ask(layer, path, method)
    ask(layer, path, method)
    assert backend.asked == 2


def test_a_client_that_takes_no_json_is_left_to_django(layer: FastReads, backend: Backend) -> None:
    for accept in ("text/html", "text/html", "application/json", "text/html, */*;q=0.1"):
        ask(layer, HTTP_ACCEPT=accept)
    assert backend.asked == 3


def test_without_a_database_answers_are_trusted_for_a_moment_only(
    layer: FastReads, backend: Backend, feed: Feed
) -> None:
    ask(layer)
    feed.broken, feed.now = True, TRUST_SECONDS / 2
    assert ask(layer)[1] == b"answer 1"
    feed.now = TRUST_SECONDS * 2
    assert ask(layer)[1] == b"answer 2"
    assert ask(layer)[1] == b"answer 3"


def test_memory_is_bounded(layer: FastReads, backend: Backend) -> None:
    for n in range(500):
        ask(layer, f"/api/v1/iscrizioni?n={n}")
    assert layer._bytes <= 40_000
    assert layer._bytes == sum(a.cost for a in layer._answers.values())
    assert len(layer._answers) < 15  # of small answers it is the rest that fills the memory


@pytest.mark.parametrize(
    ("header", "taken"),
    [("", False), ("gzip", True), ("br, gzip;q=0.5", True), ("gzip;q=0", False), ("*", True), ("*, gzip; q=0", False)],
)
def test_which_clients_take_gzip(header: str, taken: bool) -> None:
    assert takes_gzip(header) is taken
