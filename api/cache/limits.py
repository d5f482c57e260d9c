"""A WSGI layer that counts the reads of each caller and refuses those beyond the allowance, without the database.

It stands in front of `fast_reads`, so that it holds for answers from memory too. It counts in the memory of its own
worker: what that means with several workers is in docs/adr/0013-limits-in-each-worker.md.
"""

import math
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from django.conf import settings

from api.cache.fast_reads import PREFIX, Headers, WSGIApplication
from api.cache.keys import KeyRing
from api.errors import ProblemError, problem_response
from api.middleware import EVERYWHERE
from core.italiano import show_wait
from identita.throttle import counted_address, raw_address

WINDOW_SECONDS = 60
# Beyond this many callers in one window, new ones are counted together: memory stays bounded whoever knocks.
MAX_CALLERS = 50_000
_OTHERS = "altri"
_LOOPBACK = {"127.0.0.1", "::1"}


class Allowances:
    """How many requests each caller has made in the present minute; all are forgotten when it ends."""

    def __init__(self, *, clock: Callable[[], float] = time.time, max_callers: int = MAX_CALLERS) -> None:
        self._clock, self._max_callers = clock, max_callers
        self._counts: dict[str, int] = {}
        self._until = 0.0
        self._counting = threading.Lock()

    def take(self, caller: str) -> tuple[int, int]:
        """Count a request; returns how many this caller has made, and the seconds until all begin anew (at least 1).

        Minutes are those of the clock on the wall: every worker begins anew at the same instant.
        """
        now = self._clock()
        with self._counting:
            if not self._until - WINDOW_SECONDS <= now < self._until:
                self._counts = {}
                self._until = now // WINDOW_SECONDS * WINDOW_SECONDS + WINDOW_SECONDS
            if caller not in self._counts and len(self._counts) >= self._max_callers:
                caller = _OTHERS
            made = self._counts[caller] = self._counts.get(caller, 0) + 1
            return made, math.ceil(self._until - now)


class Caller(NamedTuple):
    """Who asks: under which name he is counted, how much he has in a minute (0: no limit), and whether by a key."""

    name: str
    limit: int
    by_key: bool = False


class LimitedReads:
    """The layer itself: `LimitedReads(application, ring)` is again a WSGI application.

    `ready` is called before a key is looked for: whoever reads the keys has then done so at least once.
    """

    def __init__(
        self,
        application: WSGIApplication,
        ring: KeyRing,
        *,
        ready: Callable[[], None] = lambda: None,
        allowances: Allowances | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._application, self._ring, self._ready, self._clock = application, ring, ready, clock
        self._allowances = allowances or Allowances(clock=clock)

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        # A preflight reads nothing, and a browser could not tell its refusal from a fault of the network.
        if not environ.get("PATH_INFO", "").startswith(PREFIX) or environ["REQUEST_METHOD"] == "OPTIONS":
            return self._application(environ, start_response)
        caller, problem = self._recognise(environ)
        more: Headers = []
        if caller.limit:
            made, reset = self._allowances.take(caller.name)
            more = [
                ("X-RateLimit-Limit", str(caller.limit)),
                ("X-RateLimit-Remaining", str(max(caller.limit - made, 0))),
                ("X-RateLimit-Reset", str(reset)),
            ]
            if made > caller.limit:
                problem = too_many(caller, wait=reset)
        if problem is not None:
            return _refuse(problem, more, environ, start_response)

        def with_limits(status: str, headers: Headers, *exc: Any) -> Any:
            told = _private(headers) if caller.by_key else headers
            return start_response(status, [*told, *more], *exc)

        return self._application(environ, with_limits)

    def _recognise(self, environ: dict[str, Any]) -> tuple[Caller, ProblemError | None]:
        """Return who asks, and the refusal of his key if it is none."""
        address = raw_address(environ)
        limit = 0 if _is_own_machine(address) else settings.API_LIMITS["indirizzo"]
        by_address = Caller(counted_address(address), limit)
        authorization = environ.get("HTTP_AUTHORIZATION")
        if authorization is None:
            return by_address, None
        scheme, _, chiave = authorization.partition(" ")
        if scheme.lower() != "bearer":
            return by_address, None
        self._ready()
        key = self._ring.find(chiave.strip())
        if key is None:
            return by_address, not_a_key("non è una chiave di questa API") if self._ring.is_trusted else None
        if reason := key.refusal(self._clock()):
            return by_address, not_a_key(reason)
        self._ring.mark_used(key)
        return Caller(f"chiave {key.pk}", settings.API_LIMITS["chiave"], by_key=True), None


def _private(headers: Headers) -> Headers:
    """Return the headers of an answer to a key: no cache that several share may keep what was counted for one."""
    kept = [(name, value) for name, value in headers if name.lower() != "x-accel-expires"]
    return [
        (name, value.replace("public", "private") if name.lower() == "cache-control" else value) for name, value in kept
    ]


def _is_own_machine(address: str) -> bool:
    """Tell whether the proxy in front says that the caller is this very machine: `refresh_cache` asks in bursts."""
    return bool(settings.CLIENT_ADDRESS_HEADER) and address in _LOOPBACK


def too_many(caller: Caller, *, wait: int) -> ProblemError:
    """Build the refusal of a caller who has used up his minute."""
    what = "con questa chiave" if caller.by_key else "dallo stesso indirizzo"
    return ProblemError(
        "troppe-richieste",
        f"Troppe richieste: riprovare tra {show_wait(wait)}.",
        errors=[
            {
                "parametro": "Authorization" if caller.by_key else "indirizzo",
                "motivo": f"più di {caller.limit} richieste in un minuto {what}.",
            }
        ],
        headers={"Retry-After": str(wait)},
    )


def not_a_key(reason: str) -> ProblemError:
    """Build the refusal of a key, as RFC 6750 §3.1 has it."""
    return ProblemError(
        "chiave-non-valida",
        f"La chiave non è accettata: {reason}. L’API si legge anche senza chiave.",
        errors=[{"parametro": "Authorization", "motivo": f"{reason}."}],
        headers={"WWW-Authenticate": 'Bearer realm="registro", error="invalid_token"'},
    )


def _refuse(
    problem: ProblemError, more: Headers, environ: dict[str, Any], start_response: Callable[..., Any]
) -> Iterable[bytes]:
    """Refuse without asking Django: a refusal must cost less than the answer."""
    response = problem_response(problem)
    headers = {**dict(response.items()), **EVERYWHERE, "X-Content-Type-Options": "nosniff"}
    headers["Content-Length"] = str(len(response.content))
    start_response(f"{response.status_code} {response.reason_phrase}", [*headers.items(), *more])
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [response.content]
