"""Tags of the desk's templates: instants, counts and what changed in a list; days are in `italiano`."""

import datetime as dt
from typing import Any

from django import template
from django.utils.timezone import localtime

from archivio.ispezione.origine import read_mark
from core.italiano import show_count, show_day
from distretti.elenco.columns import COLONNE
from distretti.elenco.difference import Cambiato

register = template.Library()


@register.filter
def istante(value: dt.datetime) -> str:
    """'3 marzo 2025, 9:05', in Italy."""
    local = localtime(value)
    return f"{show_day(local.date())}, {local.hour}:{local.minute:02d}"


@register.filter
def quanti_aderenti(value: int) -> str:
    """'1 aderente', '1.234 aderenti'."""
    return show_count(value, "aderente", "aderenti")


@register.filter
def dati_cambiati(cambiato: Cambiato) -> list[dict[str, str]]:
    """What differs of one member between two lists: the heading, and the two values in words."""
    names = {colonna.campo: colonna.intestazione for colonna in COLONNE}
    return [
        {"nome": names[campo], "prima": _value(cambiato.prima, campo), "dopo": _value(cambiato.dopo, campo)}
        for campo in cambiato.campi
    ]


def _value(row: Any, campo: str) -> str:
    value = row.get_tipo_display() if campo == "tipo" else getattr(row, campo)
    return show_day(value) if isinstance(value, dt.date) else str(value or "–")


@register.filter
def origine(mark: str) -> str:
    """'compilato sul modello «elenco-aderenti», versione 1', from the mark that a filled file bears."""
    found = read_mark(mark)
    return f"compilato sul modello «{found.modello}», versione {found.versione}" if found else ""
