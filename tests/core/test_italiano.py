"""Dates and numbers read as Italians write them."""

import datetime as dt

import pytest

from core.italiano import (
    from_day,
    of_day,
    show_age,
    show_ago,
    show_count,
    show_day,
    show_number,
    show_uncertain,
    since_uncertain,
    the_day,
    the_moment,
    to_day,
    until_day,
)
from core.uncertain_dates import UncertainDate, in_month, in_year, not_known, on_day


@pytest.mark.parametrize(
    ("day", "plain", "article", "beginning"),
    [
        (dt.date(2025, 3, 3), "3 marzo 2025", "il 3 marzo 2025", "dal 3 marzo 2025"),
        (dt.date(2025, 3, 1), "1º marzo 2025", "il 1º marzo 2025", "dal 1º marzo 2025"),
        (dt.date(2010, 8, 8), "8 agosto 2010", "l’8 agosto 2010", "dall’8 agosto 2010"),
        (dt.date(2010, 1, 11), "11 gennaio 2010", "l’11 gennaio 2010", "dall’11 gennaio 2010"),
    ],
)
def test_a_day(day: dt.date, plain: str, article: str, beginning: str) -> None:
    assert (show_day(day), the_day(day), from_day(day)) == (plain, article, beginning)


@pytest.mark.parametrize(
    ("day", "of", "to"),
    [
        (dt.date(2025, 3, 3), "del 3 marzo 2025", "al 3 marzo 2025"),
        (dt.date(2010, 8, 11), "dell’11 agosto 2010", "all’11 agosto 2010"),
    ],
)
def test_a_day_of_something_and_as_an_end(day: dt.date, of: str, to: str) -> None:
    assert (of_day(day), to_day(day), until_day(day)) == (of, to, f"fino {to}")


@pytest.mark.parametrize(
    ("value", "shown", "since"),
    [
        (on_day(dt.date(2013, 1, 15)), "15 gennaio 2013", "dal 15 gennaio 2013"),
        (in_month(2008, 7), "luglio 2008", "da luglio 2008"),
        (in_year(2010), "2010", "dal 2010"),
        (
            not_known(al=dt.date(2012, 6, 30)),
            "data non nota, entro il 30 giugno 2012",
            "da data non nota, entro il 30 giugno 2012",
        ),
        (
            not_known(dal=dt.date(2010, 7, 19), al=dt.date(2012, 6, 11)),
            "data non nota, tra il 19 luglio 2010 e l’11 giugno 2012",
            "da data non nota, tra il 19 luglio 2010 e l’11 giugno 2012",
        ),
    ],
)
def test_an_uncertain_date(value: UncertainDate, shown: str, since: str) -> None:
    assert (show_uncertain(value), since_uncertain(value)) == (shown, since)


@pytest.mark.parametrize(("value", "shown"), [(0, "0"), (999, "999"), (1234, "1.234"), (1234567, "1.234.567")])
def test_a_number(value: int, shown: str) -> None:
    assert show_number(value) == shown


@pytest.mark.parametrize(
    ("days", "since", "ago"),
    [
        (0, "da oggi", "oggi"),
        (1, "da ieri", "ieri"),
        (3, "da 3 giorni", "3 giorni fa"),
        (1000, "da 1.000 giorni", "1.000 giorni fa"),
    ],
)
def test_how_long_since(days: int, since: str, ago: str) -> None:
    assert (show_age(days), show_ago(days)) == (since, ago)


@pytest.mark.parametrize(
    ("instant", "written"),
    [
        (dt.datetime(2025, 3, 3, 10, 5), "il 3 marzo 2025 alle 10:05"),
        (dt.datetime(2025, 3, 8, 1, 0), "l’8 marzo 2025 all’1:00"),
        (dt.datetime(2025, 3, 1, 0, 30), "il 1º marzo 2025 alle 0:30"),
    ],
)
def test_an_instant(instant: dt.datetime, written: str) -> None:
    assert the_moment(instant) == written


def test_one_is_said_otherwise_than_many() -> None:
    assert [show_count(n, "aderente", "aderenti") for n in (0, 1, 1_234)] == [
        "0 aderenti",
        "1 aderente",
        "1.234 aderenti",
    ]
