"""Tags of the desk's templates: days and instants as Italians write them."""

import datetime as dt

from django import template
from django.utils.timezone import localtime

from core.italiano import from_day, show_day

register = template.Library()


@register.filter
def giorno(value: dt.date | None) -> str:
    """'3 marzo 2025'."""
    return show_day(value) if value else ""


@register.filter
def dal_giorno(value: dt.date | None) -> str:
    """'dal 3 marzo 2025'."""
    return from_day(value) if value else ""


@register.filter
def istante(value: dt.datetime) -> str:
    """'3 marzo 2025, 9:05', in Italy."""
    local = localtime(value)
    return f"{show_day(local.date())}, {local.hour}:{local.minute:02d}"
