"""Which days are holidays for the whole Republic, and what a term does that ends on one; terms live in `termini`."""

import datetime as dt
from dataclasses import dataclass
from enum import IntEnum

from dateutil.easter import easter

_SATURDAY, _SUNDAY = 5, 6

# Month and day → name; L. 260/1949 art. 2 and later changes.
_FISSI = {
    (1, 1): "Capodanno",
    (1, 6): "Epifania",
    (4, 25): "Anniversario della Liberazione",
    (5, 1): "Festa del lavoro",
    (6, 2): "Festa della Repubblica",
    (8, 15): "Assunzione",
    (11, 1): "Ognissanti",
    (12, 8): "Immacolata Concezione",
    (12, 25): "Natale",
    (12, 26): "Santo Stefano",
}
# L. 151/2025: from 2026 on.
_SAN_FRANCESCO, _SAN_FRANCESCO_DAL = (10, 4), 2026


class EffettoFestivo(IntEnum):
    """The value of the rule `termine_festivo`: what happens to a term that ends on a day off."""

    NESSUNO = 0
    FESTIVI = 1
    FESTIVI_E_SABATO = 2


@dataclass(frozen=True)
class RegolaFestivi:
    """The rule as a datum: its effect, the text it comes from, and whether somebody has confirmed it."""

    effetto: EffettoFestivo = EffettoFestivo.FESTIVI
    fonte: str = "art. 2963, comma 3, del codice civile"
    confermata: bool = False


def name_of_holiday(day: dt.date) -> str | None:
    """Return the name of the holiday, 'domenica' for a Sunday, None for any other day (L. 260/1949)."""
    if (day.month, day.day) in _FISSI:
        return _FISSI[day.month, day.day]
    if (day.month, day.day) == _SAN_FRANCESCO and day.year >= _SAN_FRANCESCO_DAL:
        return "San Francesco d’Assisi"
    if day == easter(day.year) + dt.timedelta(days=1):
        return "Lunedì dell’Angelo"
    return "domenica" if day.weekday() == _SUNDAY else None


def day_off(day: dt.date, effetto: EffettoFestivo) -> str | None:
    """Return why a term that ends on `day` is moved under this rule, or None if it stays."""
    if effetto is EffettoFestivo.NESSUNO:
        return None
    if effetto is EffettoFestivo.FESTIVI_E_SABATO and day.weekday() == _SATURDAY:
        return name_of_holiday(day) or "sabato"
    return name_of_holiday(day)


def next_working_day(day: dt.date, effetto: EffettoFestivo) -> dt.date:
    """Return `day`, or the first day after it that the rule does not count as off."""
    while day_off(day, effetto):
        day += dt.timedelta(days=1)
    return day
