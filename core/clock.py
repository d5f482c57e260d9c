"""The only place that reads the time: the day is that of Europe/Rome, where the register's law is in force."""

import datetime as dt

from django.utils import timezone


def now() -> dt.datetime:
    """Return the present instant, aware, in UTC."""
    return timezone.now()


def today() -> dt.date:
    """Return today's date in Europe/Rome (`TIME_ZONE`)."""
    return timezone.localdate()


def end_of(day: dt.date) -> dt.datetime:
    """Return the first instant after a day of Europe/Rome."""
    return timezone.make_aware(dt.datetime.combine(day + dt.timedelta(days=1), dt.time.min))


def rfc3339(instant: dt.datetime) -> str:
    """Write an aware instant as RFC 3339 in UTC with `Z`, whole microseconds kept (RAC_GEN_FORMAT_003)."""
    return instant.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")
