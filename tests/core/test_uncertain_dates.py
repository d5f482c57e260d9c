"""Dates known to the day, month, year or not at all."""

import datetime as dt

import pytest

from core.uncertain_dates import Precisione, UncertainDate, in_month, in_year, not_known, on_day

DAY = dt.date(2012, 12, 31)


@pytest.mark.parametrize(
    ("value", "past", "undecided"),
    [
        (on_day(DAY), True, False),
        (on_day(DAY + dt.timedelta(days=1)), False, False),
        (in_month(2012, 12), True, False),
        (in_month(2013, 1), False, False),
        (in_year(2012), True, False),
        (UncertainDate(dt.date(2013, 6, 1), dt.date(2012, 6, 1), Precisione.NON_NOTA), False, True),
        (not_known(al=dt.date(2025, 1, 1)), False, True),
    ],
)
def test_what_is_past_and_what_is_undecided(value: UncertainDate, past: bool, undecided: bool) -> None:
    assert (value.is_past_on(DAY), value.is_undecided_on(DAY)) == (past, undecided)


def test_a_month_ends_on_its_last_day_also_in_leap_years() -> None:
    assert in_month(2024, 2).al == dt.date(2024, 2, 29)
