"""Dates as people write them in the file: a day, a month, a year, a limit, or not known; nothing is made preciser."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from core.italiano import MESI
from core.text import fold
from core.uncertain_dates import UncertainDate, in_month, in_year, not_known, on_day
from distretti.elenco.cells import giorno, text
from distretti.elenco.sheets import GiornoNascosto

_HOW = "La data si scrive come 31/12/2008, 12/2008, 2008, «entro il 31/12/2008» o «non nota»."
_FIRST_YEAR, _LAST_YEAR = 1950, 2100
_DAY = r"([0-9]{1,2}[/.\-][0-9]{1,2}[/.\-][0-9]{4}|[0-9]{4}-[0-9]{2}-[0-9]{2})"
_MONTH = re.compile(r"([0-9]{1,2})[/.\-]([0-9]{4})")
_NAMED_MONTH = re.compile(rf"({'|'.join(MESI)}) ([0-9]{{4}})")
_ISO_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_YEAR = re.compile(r"([0-9]{4})(?:\.0)?")
_UNTIL = re.compile(rf"(?:entro|non dopo)(?: il| l')? ?{_DAY}")
_BETWEEN = re.compile(rf"tra(?: il| l')? ?{_DAY} e(?: il| l')? ?{_DAY}")
_UNKNOWN = frozenset({"non nota", "non noto", "ignota", "sconosciuta", "n.n.", "nn"})


@dataclass(frozen=True)
class DataScritta:
    """A date of the file; None within it: not known, without even a limit."""

    data: UncertainDate | None

    def known_by(self, day: dt.date) -> UncertainDate:
        """Return the date; one that is not known at all was at the latest `day`."""
        return self.data or not_known(al=day)

    def content(self) -> dict[str, Any] | None:
        """Return what was written, for the hash of its row."""
        if self.data is None:
            return None
        return {"dal": self.data.dal, "al": self.data.al, "precisione": self.data.precisione.value}


def data_incerta(value: Any, _contesto: Any = None) -> DataScritta:
    """Return the date of a cell, exactly as precise as it was written; raises ValueError with the sentence to show."""
    if isinstance(value, GiornoNascosto):
        return _plausible(in_month(value.year, value.month))
    if isinstance(value, dt.date):
        return _plausible(on_day(giorno(value)))
    try:
        shown = fold(text(value))
        if shown in _UNKNOWN:
            return DataScritta(None)
        found = _read(shown)
    except ValueError as error:
        raise ValueError(_HOW) from error
    return _plausible(found)


def _plausible(data: UncertainDate) -> DataScritta:
    if not all(_FIRST_YEAR <= day.year <= _LAST_YEAR for day in (data.al, data.dal or data.al)):
        raise ValueError(f"L’anno {data.al.year} non può essere: controlla la data.")
    return DataScritta(data)


def _read(shown: str) -> UncertainDate:
    readers: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], UncertainDate]], ...] = (
        (_MONTH, lambda m: in_month(int(m[2]), int(m[1]))),
        (_NAMED_MONTH, lambda m: in_month(int(m[2]), MESI.index(m[1]) + 1)),
        (_ISO_MONTH, lambda m: in_month(int(m[1]), int(m[2]))),
        (_YEAR, lambda m: in_year(int(m[1]))),
        (_UNTIL, lambda m: not_known(al=giorno(m[1]))),
        (_BETWEEN, lambda m: not_known(dal=giorno(m[1]), al=giorno(m[2]))),
    )
    for pattern, reader in readers:
        match = pattern.fullmatch(shown)
        if match:
            return reader(match)
    return on_day(giorno(shown))
