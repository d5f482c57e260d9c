"""Dates, numbers and places as Italians read them; what they mean is decided elsewhere."""

import datetime as dt

from core.uncertain_dates import Precisione, UncertainDate

MESI = (
    "gennaio",
    "febbraio",
    "marzo",
    "aprile",
    "maggio",
    "giugno",
    "luglio",
    "agosto",
    "settembre",
    "ottobre",
    "novembre",
    "dicembre",
)
# «otto» and «undici» begin with a vowel: the article before the number is elided.
_ELIDED = {8, 11}
_SECONDS_IN_MINUTE = 60
# The capitals, which give their names to their provinces.
_CAPOLUOGHI = {
    "BA": ("Bari",),
    "BR": ("Brindisi",),
    "BT": ("Barletta", "Andria", "Trani"),
    "FG": ("Foggia",),
    "LE": ("Lecce",),
    "TA": ("Taranto",),
}


def show_day(day: dt.date) -> str:
    """Write a day: '3 marzo 2025', '1º marzo 2025'."""
    number = "1º" if day.day == 1 else str(day.day)
    return f"{number} {MESI[day.month - 1]} {day.year}"


def the_day(day: dt.date) -> str:
    """Write a day with its article: 'il 3 marzo 2025', 'l’8 marzo 2025'."""
    return f"l’{show_day(day)}" if day.day in _ELIDED else f"il {show_day(day)}"


def from_day(day: dt.date) -> str:
    """Write a day as a beginning: 'dal 3 marzo 2025', 'dall’8 marzo 2025'."""
    return f"dall’{show_day(day)}" if day.day in _ELIDED else f"dal {show_day(day)}"


def of_day(day: dt.date) -> str:
    """Write of which day something is: 'del 3 marzo 2025', 'dell’8 marzo 2025'."""
    return f"dell’{show_day(day)}" if day.day in _ELIDED else f"del {show_day(day)}"


def to_day(day: dt.date) -> str:
    """Write a day to which something refers or lasts: 'al 3 marzo 2025', 'all’8 marzo 2025'."""
    return f"all’{show_day(day)}" if day.day in _ELIDED else f"al {show_day(day)}"


def until_day(day: dt.date) -> str:
    """Write a day as an end: 'fino al 3 marzo 2025', 'fino all’8 marzo 2025'."""
    return f"fino {to_day(day)}"


def the_moment(instant: dt.datetime) -> str:
    """Write an instant, already in the local time, with its article: 'il 3 marzo 2025 alle 10:00'."""
    at = "all’" if instant.hour == 1 else "alle "
    return f"{the_day(instant.date())} {at}{instant.hour}:{instant.minute:02}"


def show_age(days: int) -> str:
    """Write since how many days: 'da oggi', 'da ieri', 'da 3 giorni'."""
    return ("da oggi", "da ieri")[days] if 0 <= days < 2 else f"da {show_number(days)} giorni"


def show_ago(days: int) -> str:
    """Write how many days ago: 'oggi', 'ieri', '3 giorni fa'."""
    return ("oggi", "ieri")[days] if 0 <= days < 2 else f"{show_number(days)} giorni fa"


def show_number(value: int) -> str:
    """Write a whole number with points between the thousands: '1.234'."""
    return f"{value:,}".replace(",", ".")


def show_count(value: int, one: str, many: str) -> str:
    """Write how many of what: '1 aderente', '1.234 aderenti'."""
    return f"{show_number(value)} {one if value == 1 else many}"


def show_comune(nome: str, sigla: str | None) -> str:
    """Write a comune with its province: 'Monopoli (BA)', but 'Bari', which says its province by its name."""
    return nome if not sigla or nome in _CAPOLUOGHI.get(sigla, ()) else f"{nome} ({sigla})"


def show_uncertain(value: UncertainDate) -> str:
    """Write an uncertain date with what is known of it: '3 marzo 2025', 'marzo 2025', '2025', 'data non nota, …'."""
    if value.precisione is Precisione.GIORNO:
        return show_day(value.al)
    if value.precisione is Precisione.MESE:
        return f"{MESI[value.al.month - 1]} {value.al.year}"
    if value.precisione is Precisione.ANNO:
        return str(value.al.year)
    if value.dal is None:
        return f"data non nota, entro {the_day(value.al)}"
    return f"data non nota, tra {the_day(value.dal)} e {the_day(value.al)}"


def since_uncertain(value: UncertainDate) -> str:
    """Write an uncertain date as a beginning: 'dal 3 marzo 2025', 'da marzo 2025', 'dal 2025', 'da data non nota'."""
    if value.precisione is Precisione.GIORNO:
        return from_day(value.al)
    if value.precisione is Precisione.ANNO:
        return f"dal {value.al.year}"
    return f"da {show_uncertain(value)}"


def show_wait(seconds: int) -> str:
    """Write how long to wait, rounded up: '40 secondi', '1 minuto', '5 minuti'."""
    if seconds < _SECONDS_IN_MINUTE:
        return "1 secondo" if seconds == 1 else f"{seconds} secondi"
    minutes = -(-seconds // _SECONDS_IN_MINUTE)
    return "1 minuto" if minutes == 1 else f"{minutes} minuti"
