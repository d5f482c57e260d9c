"""The only place that reads the time: the day is that of Europe/Rome, where the register's law is in force."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.utils import timezone

_back: ContextVar[dt.datetime | None] = ContextVar("back", default=None)


def now() -> dt.datetime:
    """Return the present instant, aware, in UTC."""
    return _back.get() or timezone.now()


def today() -> dt.date:
    """Return today's date in Europe/Rome (`TIME_ZONE`)."""
    return timezone.localdate(_back.get())


@contextmanager
def set_back(to: dt.datetime) -> Iterator[None]:
    """Let what is inside happen at a past instant: only the demonstration does so, to have a past.

    Never around the ledger, whose rows are written in the order of their instants. Raises ValueError on the future.
    """
    if to > timezone.now():
        raise ValueError("the clock is only set back")
    token = _back.set(to)
    try:
        yield
    finally:
        _back.reset(token)


def end_of(day: dt.date) -> dt.datetime:
    """Return the first instant after a day of Europe/Rome."""
    return timezone.make_aware(dt.datetime.combine(day + dt.timedelta(days=1), dt.time.min))


def rfc3339(instant: dt.datetime) -> str:
    """Write an aware instant as RFC 3339 in UTC with `Z`, whole microseconds kept (RAC_GEN_FORMAT_003)."""
    return instant.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")
