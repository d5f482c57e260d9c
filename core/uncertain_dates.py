"""Dates known to the day, the month, the year or not at all, as closed intervals; no database here."""

import calendar
import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Precisione(StrEnum):
    GIORNO = "giorno"
    MESE = "mese"
    ANNO = "anno"
    NON_NOTA = "non_nota"


@dataclass(frozen=True, order=True)
class UncertainDate:
    """The closed interval `dal`..`al` in which a fact became true, and how well it is known.

    `dal` is None when not even a lower bound is known; `al` is always known (at worst the day of recording).
    """

    al: dt.date
    dal: dt.date | None
    precisione: Precisione

    def __post_init__(self) -> None:
        if self.dal is not None and self.dal > self.al:
            raise ValueError("l’intervallo finisce prima di cominciare")
        if self.precisione is Precisione.GIORNO and self.dal != self.al:
            raise ValueError("una data precisa al giorno ha un solo giorno")

    def is_past_on(self, day: dt.date) -> bool:
        """Tell whether the fact was surely true on `day`: its whole interval is not after it."""
        return self.al <= day

    def is_undecided_on(self, day: dt.date) -> bool:
        """Tell whether on `day` the fact may or may not have been true yet."""
        return not self.is_past_on(day) and (self.dal is None or self.dal <= day)


def on_day(day: dt.date) -> UncertainDate:
    """Return the date known to the day."""
    return UncertainDate(al=day, dal=day, precisione=Precisione.GIORNO)


def in_month(year: int, month: int) -> UncertainDate:
    """Return the interval of one whole month."""
    last = calendar.monthrange(year, month)[1]
    return UncertainDate(al=dt.date(year, month, last), dal=dt.date(year, month, 1), precisione=Precisione.MESE)


def in_year(year: int) -> UncertainDate:
    """Return the interval of one whole year."""
    return UncertainDate(al=dt.date(year, 12, 31), dal=dt.date(year, 1, 1), precisione=Precisione.ANNO)


def not_known(*, al: dt.date, dal: dt.date | None = None) -> UncertainDate:
    """Return a date not known: between `dal` (or nobody knows) and `al`, both included."""
    return UncertainDate(al=al, dal=dal, precisione=Precisione.NON_NOTA)
