"""The official view as a spreadsheet: what is on the screen, in CSV and XLSX, with no cell that would run."""

import csv
import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from openpyxl import Workbook
from wagtail.admin.views.mixins import Echo, SpreadsheetExportMixin

from core.italiano import show_uncertain
from core.text import defuse_formula
from core.uncertain_dates import Precisione, UncertainDate
from distretti.admin.registro.colonne import Colonna


def cell_value(value: Any) -> Any:
    """Return what a cell holds: days and numbers as such, an uncertain date in words, any text made harmless."""
    if isinstance(value, UncertainDate):
        value = value.al if value.precisione is Precisione.GIORNO else show_uncertain(value)
    if value is None or isinstance(value, int | dt.date):
        return value
    return defuse_formula(str(value))


class Esportazione(SpreadsheetExportMixin):
    """Sends the rows of a list in the columns that are on the screen."""

    export_filename = "registro"
    colonne: list[Colonna]

    @property
    def list_export(self) -> list[str]:
        return [c.nome for c in self.colonne]

    def get_heading(self, _queryset: Any, field: str) -> str:
        return next(c.etichetta for c in self.colonne if c.nome == field)

    def to_row_dict(self, item: Any) -> dict[str, Any]:
        return {c.nome: cell_value(c.valore(item)) for c in self.colonne}

    def stream_csv(self, queryset: Iterable[Any]) -> Iterator[bytes]:
        """As Italian spreadsheets open it: UTF-8 with its mark, semicolons."""
        writer = csv.writer(Echo(), delimiter=";")
        yield "\ufeff".encode() + writer.writerow([c.etichetta for c in self.colonne])
        for item in queryset:
            yield writer.writerow(self.to_row_dict(item).values())

    def write_xlsx(self, queryset: Iterable[Any], output: Any) -> None:
        workbook = Workbook(write_only=True, iso_dates=True)
        sheet = workbook.create_sheet(title="Registro")
        sheet.freeze_panes = "A2"
        sheet.append([c.etichetta for c in self.colonne])
        for item in queryset:
            sheet.append(self.generate_xlsx_row(sheet, self.to_row_dict(item)))
        workbook.save(output)
