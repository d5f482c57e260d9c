"""A WSGI layer in front of Django that answers repeated API reads from memory; what it serves, Django rendered.

Inside Django the ceiling is Django itself (about 13,000 answers a second on two cores); here it is that of bare WSGI.
Nothing is decided here: an answer is kept only if Django marked it public and gave it an ETag, and every answer is
forgotten as soon as the change feed moves.
"""

import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection

from core.coding import takes_gzip
from pubblicazione.selectors import last_sequenza

WSGIApplication = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
Headers = list[tuple[str, str]]

PREFIX = "/api/v1/"
POLL_SECONDS = 0.2
# A feed that could not be read for this long may have moved: the memory is not trusted until it is read again.
TRUST_SECONDS = 2.0
MAX_BYTES = 32 * 1024 * 1024
MAX_QUERY = 2_000
# What an answer costs besides its body and its query: headers, and the places that keep them. Whoever asks a million
# searches that find nothing must not fill the memory with bodies of a hundred bytes.
_OVERHEAD = 3_000
_KEPT_WITH_304 = {
    "etag",
    "cache-control",
    "x-accel-expires",
    "vary",
    "link",
    "access-control-allow-origin",
    "access-control-expose-headers",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """One 200 as it goes out: ready headers for the whole body and for a 304, the body, its ETag."""

    headers: Headers
    headers_304: Headers
    body: bytes
    etag: str
    cost: int


class Generation:
    """The number of the last change, read by a thread of its own; None while it is not known for sure.

    `beside` is called by the same thread each time, so that a worker needs no other: it must not raise.
    """

    def __init__(
        self,
        read: Callable[[], int],
        *,
        beside: Callable[[], None] = lambda: None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._read, self._beside, self._clock = read, beside, clock
        self._value: int | None = None
        self._read_at = float("-inf")
        self._starting = threading.Lock()
        self._thread: threading.Thread | None = None

    @property
    def value(self) -> int | None:
        """The last number read, unless reading has failed for longer than TRUST_SECONDS."""
        return self._value if self._clock() - self._read_at <= TRUST_SECONDS else None

    def refresh(self) -> None:
        """Read the number once; a database that does not answer leaves the old one, which then grows old."""
        try:
            value = self._read()
        except Exception:  # whatever fails, the layer must go on: Django will say what it is
            return
        self._value, self._read_at = value, self._clock()

    def ensure_polling(self) -> None:
        """Start the thread at the first request: a worker is forked before that, and threads do not survive a fork."""
        if self._thread is not None and self._thread.is_alive():
            return
        with self._starting:
            if self._thread is None or not self._thread.is_alive():
                self.refresh()
                self._beside()
                self._thread = threading.Thread(target=self._poll, name="api-generation", daemon=True)
                self._thread.start()

    def _poll(self) -> None:
        while True:
            time.sleep(POLL_SECONDS)
            self.refresh()
            self._beside()


def read_generation() -> int:
    """Read the number of the last change on this thread's own connection, which is closed if it fails.

    No request is under way here, so Django does not look after the connection: a dead one must not stay open.
    """
    try:
        return last_sequenza()
    except Exception:
        connection.close()
        raise


class FastReads:
    """The layer itself: `FastReads(application, Generation(read))` is again a WSGI application."""

    def __init__(self, application: WSGIApplication, generation: Generation, *, max_bytes: int = MAX_BYTES) -> None:
        self._application, self._generation, self._max_bytes = application, generation, max_bytes
        self._answers: dict[tuple[str, str, bool], Answer] = {}
        self._bytes = 0
        self._kept_for: int | None = None
        self._changing = threading.Lock()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        method = environ["REQUEST_METHOD"]
        query = environ.get("QUERY_STRING", "")
        if method not in {"GET", "HEAD"} or not path.startswith(PREFIX) or len(query) > MAX_QUERY:
            return self._application(environ, start_response)
        if not _takes_json(environ.get("HTTP_ACCEPT", "")):
            return self._application(environ, start_response)
        self._generation.ensure_polling()
        if environ.get("HTTP_CACHE_CONTROL") == "no-cache":
            self._generation.refresh()
        generation = self._generation.value
        if generation != self._kept_for:
            self._forget(generation)
        key = (path, query, takes_gzip(environ.get("HTTP_ACCEPT_ENCODING", "")))
        answer = self._answers.get(key)
        if answer is None or generation is None:
            return self._ask(environ, start_response, key if method == "GET" else None, generation)
        if_none_match = environ.get("HTTP_IF_NONE_MATCH")
        if if_none_match is not None and _matches(if_none_match, answer.etag):
            start_response("304 Not Modified", list(answer.headers_304))
            return []
        start_response("200 OK", list(answer.headers))
        return [] if method == "HEAD" else [answer.body]

    def _ask(
        self,
        environ: dict[str, Any],
        start_response: Callable[..., Any],
        key: tuple[str, str, bool] | None,
        generation: int | None,
    ) -> Iterable[bytes]:
        """Let Django answer, and keep what may be kept; a conditional request may answer 304 and keeps nothing."""
        if key is None or generation is None or "HTTP_IF_NONE_MATCH" in environ:
            return self._application(environ, start_response)
        seen: dict[str, Any] = {}

        def record(status: str, headers: Headers, *exc: Any) -> Any:
            seen["status"], seen["headers"] = status, headers
            return start_response(status, headers, *exc)

        result = self._application(environ, record)
        try:
            body = b"".join(result)
        finally:
            if hasattr(result, "close"):
                result.close()
        if seen.get("status") == "200 OK":
            self._keep(key, seen["headers"], body, generation)
        return [body]

    def _keep(self, key: tuple[str, str, bool], headers: Headers, body: bytes, generation: int) -> None:
        """Keep an answer, if it is public and the register did not move while it was made."""
        values = {name.lower(): value for name, value in headers}
        if not values.get("cache-control", "").startswith("public") or "etag" not in values or "set-cookie" in values:
            return
        if len(body) * 8 > self._max_bytes:
            return
        answer = Answer(
            headers=[(n, v) for n, v in headers if n.lower() != "content-length"]
            + [("Content-Length", str(len(body)))],
            headers_304=[(n, v) for n, v in headers if n.lower() in _KEPT_WITH_304],
            body=body,
            etag=values["etag"],
            cost=len(body) + len(key[0]) + len(key[1]) + _OVERHEAD,
        )
        with self._changing:
            if self._generation.value != generation or self._kept_for != generation:
                return
            while self._answers and self._bytes + answer.cost > self._max_bytes:
                oldest = next(iter(self._answers))
                self._bytes -= self._answers.pop(oldest).cost
            replaced = self._answers.pop(key, None)
            self._bytes += answer.cost - (replaced.cost if replaced else 0)
            self._answers[key] = answer

    def _forget(self, generation: int | None) -> None:
        with self._changing:
            self._answers, self._bytes, self._kept_for = {}, 0, generation


def _takes_json(accept: str) -> bool:
    """Tell whether this is an ordinary `Accept`; any other is for Django to weigh, and to refuse."""
    return not accept or "*/*" in accept or "application/json" in accept


def _matches(header: str, etag: str) -> bool:
    """Compare weakly, as RFC 9110 §13.1.2 asks for If-None-Match."""
    return header == etag or header.strip() == "*" or etag in {t.strip().removeprefix("W/") for t in header.split(",")}
