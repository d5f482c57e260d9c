"""The keys of the API as each worker knows them, in memory: read every second beside the change feed, never by request.

Who makes and revokes keys is in `identita.actions`; how much a key has in a minute, in `limits`.
"""

import datetime as dt
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import connection

from core.clock import end_of
from identita.actions import record_uso
from identita.models import Chiave
from identita.selectors import all_chiavi

REFRESH_SECONDS = 1.0
# Keys that could not be read for this long: one that is not among them may exist, and is not refused.
TRUST_SECONDS = 10.0
# The last use is written for people, not for counting: at most so often for each key.
USE_SECONDS = 3600.0


@dataclass(frozen=True)
class Known:
    """A key: until when it holds (seconds since 1970), and when its last use was written."""

    pk: int
    expires: float
    revoked: bool
    used: float

    def refusal(self, now: float) -> str:
        """Say why the key is refused; empty: it is not."""
        if self.revoked:
            return "la chiave è stata revocata"
        return "la chiave è scaduta" if now >= self.expires else ""


def known_of(chiavi: Iterable[Chiave]) -> dict[str, Known]:
    """Return keys by their SHA-256."""
    return {
        c.impronta: Known(
            pk=c.pk,
            expires=end_of(c.scade_il).timestamp(),
            revoked=c.revocata_il is not None,
            used=c.ultimo_uso.timestamp() if c.ultimo_uso else 0.0,
        )
        for c in chiavi
    }


class KeyRing:
    """The keys, read anew by `refresh` every REFRESH_SECONDS at most; it also writes when they were last used."""

    def __init__(self, *, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._known: dict[str, Known] = {}
        self._read_at = float("-inf")
        self._used: dict[int, float] = {}

    @property
    def is_trusted(self) -> bool:
        """Tell whether a key that is not here surely is none."""
        return abs(self._clock() - self._read_at) <= TRUST_SECONDS

    def refresh(self) -> None:
        """Read the keys, if it is time; a database that does not answer leaves those of before."""
        now = self._clock()
        if abs(now - self._read_at) < REFRESH_SECONDS:
            return
        try:
            known = known_of(all_chiavi())
            self._write_uses({k.pk: k.used for k in known.values()})
        except Exception:  # whatever fails, answers must go on
            connection.close()
            return
        self._known, self._read_at = known, now

    def find(self, chiave: str) -> Known | None:
        """Return what is known of a key."""
        return self._known.get(Chiave.impronta_of(chiave))

    def mark_used(self, key: Known) -> None:
        """Remember that a key was used now."""
        self._used[key.pk] = self._clock()

    def _write_uses(self, written: dict[int, float]) -> None:
        for pk, at in list(self._used.items()):
            if at - written.get(pk, at) >= USE_SECONDS:
                record_uso(chiavi=[pk], istante=dt.datetime.fromtimestamp(at, dt.UTC))
            del self._used[pk]
