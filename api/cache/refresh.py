"""Keeps the cache in front of the API true: what the change feed names is asked for again through the cache's own door.

The feed is written in the transaction of each change, in commit order: it is this follower's outbox. Nothing is lost
for long if the follower is down: what the cache keeps lives at most DOCUMENT_SECONDS.
"""

import logging
import time
import urllib.error
import urllib.request
from collections.abc import Callable

from api.routes.variazioni import ADDRESSES
from pubblicazione.selectors import last_sequenza, variazioni_after

logger = logging.getLogger(__name__)

CODINGS = ("identity", "gzip")
# Once more, when every worker has surely seen the change: one that had not may have filled the cache meanwhile.
AGAIN_SECONDS = 2.0
_BATCH = 500
_TIMEOUT = 10


def refresh(base: str, path: str) -> None:
    """Ask for one address of the API in every coding; a refusal (it is gone) is an answer too. Raises OSError."""
    for coding in CODINGS:
        address = f"{base}/api/v1/{path}"
        request = urllib.request.Request(address, headers={"Accept-Encoding": coding})  # noqa: S310 - the server's own
        try:
            with urllib.request.urlopen(request, timeout=_TIMEOUT) as answer:  # noqa: S310
                answer.read()
        except urllib.error.HTTPError as error:
            if error.code >= 500:
                raise
            error.read()


class Follower:
    """Follows the feed from now on; `step` does what is due and returns how many addresses were asked for."""

    def __init__(self, base: str, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._base, self._clock = base.rstrip("/"), clock
        self._last: int | None = None
        self._due: dict[str, list[float]] = {}

    def step(self) -> int:
        """Read what changed, and ask again for each address whose turn it is; what fails is tried again."""
        self._read()
        at, asked = self._clock(), 0
        for path in [path for path, turns in self._due.items() if turns[0] <= at]:
            try:
                refresh(self._base, path)
            except OSError as error:
                logger.warning("cache: %s not refreshed: %s", path, error)
                self._due[path][0] = at + AGAIN_SECONDS
                continue
            asked += 1
            self._due[path].pop(0)
            if not self._due[path]:
                del self._due[path]
        return asked

    def _read(self) -> None:
        if self._last is None:
            self._last = last_sequenza()
            return
        at = self._clock()
        while lines := variazioni_after(self._last, limit=_BATCH):
            self._last = lines[-1].sequenza
            for line in lines:
                if line.risorsa in ADDRESSES:
                    self._due[ADDRESSES[line.risorsa].format(line.chiave)] = [at, at + AGAIN_SECONDS]
