"""A date of the file is kept as precise as it was written, never more."""

import datetime as dt
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from core.uncertain_dates import UncertainDate, in_month, in_year, not_known, on_day
from distretti.importazione.date import DataScritta, data_incerta
from distretti.models import Atto
from tests.procedimenti.importazione.libri import DGR, column, run, xlsx

LAST = dt.date(2008, 12, 31)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("10/12/2008", on_day(dt.date(2008, 12, 10))),
        ("2008-12-10", on_day(dt.date(2008, 12, 10))),
        (dt.datetime(2008, 12, 10), on_day(dt.date(2008, 12, 10))),
        ("12/2008", in_month(2008, 12)),
        ("2008-12", in_month(2008, 12)),
        ("Dicembre 2008", in_month(2008, 12)),
        ("2008", in_year(2008)),
        (2008, in_year(2008)),
        (2008.0, in_year(2008)),
        ("entro il 31/12/2008", not_known(al=LAST)),
        ("non dopo 31/12/2008", not_known(al=LAST)),
        ("Tra il 10/12/2008 e il 31/12/2008", not_known(dal=dt.date(2008, 12, 10), al=LAST)),
        ("non nota", None),
        ("N.N.", None),
    ],
)
def test_a_date_is_read(written: Any, kept: UncertainDate | None) -> None:
    assert data_incerta(written) == DataScritta(kept)


@pytest.mark.parametrize(
    "written", ["ieri", "13/2008", "31/02/2008", "10/12/08", 39790, 2008.5, True, "tra il 31/12/2008 e il 10/12/2008"]
)
def test_what_is_no_date_is_told_how_to_be_written(written: Any) -> None:
    with pytest.raises(ValueError, match="La data si scrive come"):
        data_incerta(written)


@pytest.mark.parametrize("written", ["1808", "31/12/2200", "tra il 01/01/1100 e il 10/12/2008"])
def test_a_year_that_cannot_be_is_refused(written: Any) -> None:
    with pytest.raises(ValueError, match="L’anno"):
        data_incerta(written)


@pytest.mark.parametrize(
    ("shown", "precisione"),
    [("mmm\\-yy", "mese"), ("[$-410]mmmm yyyy;@", "mese"), ("dd/mm/yyyy", "giorno"), ('"del" d mmm yyyy', "giorno")],
)
def test_a_cell_that_shows_a_month_is_a_month_whatever_day_the_sheet_put_in_it(
    registro: None, tmp_path: Path, shown: str, precisione: str
) -> None:
    book = openpyxl.load_workbook(xlsx(tmp_path / "x.xlsx", Atti=[DGR | {"Data": dt.date(2008, 12, 1)}]))
    book["Atti"][f"{column('Atti', 'Data')}2"].number_format = shown
    book.save(tmp_path / "x.xlsx")
    assert run(tmp_path / "x.xlsx")[0] == 0
    assert Atto.objects.get().data_precisione == precisione
