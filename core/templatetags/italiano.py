"""Dates, ages, places and names in templates, as Italians write them; the words are those of `core.italiano`."""

import datetime as dt
from typing import Any

from django import template
from django.utils.timezone import localtime

from core.clock import today
from core.italiano import from_day, show_age, show_ago, show_comune, show_day, the_day, the_moment, to_day

register = template.Library()
_DATE_LENGTH = len("2025-03-03")


Day = dt.date | str | None


def _day(value: dt.date | str) -> dt.date:
    """Return the day, in Italy, of a date or an instant, or of their ISO text as documents have it."""
    read = dt.datetime.fromisoformat(value) if isinstance(value, str) and len(value) > _DATE_LENGTH else value
    if isinstance(read, str):
        return dt.date.fromisoformat(read)
    return localtime(read).date() if isinstance(read, dt.datetime) else read


@register.filter
def giorno(value: Day) -> str:
    """'3 marzo 2025'."""
    return show_day(_day(value)) if value else ""


@register.filter
def il_giorno(value: Day) -> str:
    """'il 3 marzo 2025'."""
    return the_day(_day(value)) if value else ""


@register.filter
def dal_giorno(value: Day) -> str:
    """'dal 3 marzo 2025'."""
    return from_day(_day(value)) if value else ""


@register.filter
def al_giorno(value: Day) -> str:
    """'al 3 marzo 2025', 'all’8 marzo 2025'."""
    return to_day(_day(value)) if value else ""


@register.filter
def iso(value: Day) -> str:
    """'2025-03-03', for the `datetime` attribute."""
    return _day(value).isoformat() if value else ""


@register.filter
def il_momento(value: dt.datetime | None) -> str:
    """'il 3 marzo 2025 alle 10:00', in Italy."""
    return the_moment(localtime(value)) if value else ""


@register.filter
def da_quanto(value: dt.date | None) -> str:
    """'da oggi', 'da ieri', 'da 3 giorni'."""
    return show_age((today() - _day(value)).days) if value else ""


@register.filter
def quanto_fa(value: dt.date | None) -> str:
    """'oggi', 'ieri', '3 giorni fa'."""
    return show_ago((today() - _day(value)).days) if value else ""


@register.filter
def con_provincia(comune: str, sigla: str | None) -> str:
    """'Monopoli (BA)', but 'Bari'."""
    return show_comune(comune, sigla)


@register.filter
def persona(user: Any) -> str:
    """A person's name, or the name they sign in with; 'il sistema' when nobody acted."""
    return (user.get_full_name() or user.get_username()) if user else "il sistema"
