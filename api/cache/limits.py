"""A WSGI layer that counts the reads of each caller and refuses those beyond the allowance, without the database.

It stands in front of `fast_reads`, so that it holds for answers from memory too. It counts in the memory of its own
worker: what that means with several workers is in docs/adr/0013-limits-in-each-worker.md.
"""

import math
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings

from api.cache.fast_reads import PREFIX, Headers, WSGIApplication
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


class LimitedReads:
    """The layer itself: `LimitedReads(application)` is again a WSGI application."""

    def __init__(self, application: WSGIApplication, *, allowances: Allowances | None = None) -> None:
        self._application = application
        self._allowances = allowances or Allowances()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        # A preflight reads nothing, and a browser could not tell its refusal from a fault of the network.
        if not environ.get("PATH_INFO", "").startswith(PREFIX) or environ["REQUEST_METHOD"] == "OPTIONS":
            return self._application(environ, start_response)
        limit, address = settings.API_LIMITS["indirizzo"], raw_address(environ)
        if not limit or _is_own_machine(address):
            return self._application(environ, start_response)
        made, reset = self._allowances.take(counted_address(address))
        more = [
            ("X-RateLimit-Limit", str(limit)),
            ("X-RateLimit-Remaining", str(max(limit - made, 0))),
            ("X-RateLimit-Reset", str(reset)),
        ]
        if made > limit:
            return _refuse(too_many(limit=limit, wait=reset), more, environ, start_response)

        def with_limits(status: str, headers: Headers, *exc: Any) -> Any:
            return start_response(status, [*headers, *more], *exc)

        return self._application(environ, with_limits)


def _is_own_machine(address: str) -> bool:
    """Tell whether the proxy in front says that the caller is this very machine: `refresh_cache` asks in bursts."""
    return bool(settings.CLIENT_ADDRESS_HEADER) and address in _LOOPBACK


def too_many(*, limit: int, wait: int) -> ProblemError:
    """Build the refusal of a caller who has used up his minute."""
    reason = f"più di {limit} richieste in un minuto dallo stesso indirizzo."
    return ProblemError(
        "troppe-richieste",
        f"Troppe richieste: riprovare tra {show_wait(wait)}.",
        errors=[{"parametro": "indirizzo", "motivo": reason}],
        headers={"Retry-After": str(wait)},
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
