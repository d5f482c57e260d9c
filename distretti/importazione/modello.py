"""The empty workbook offered for an import, with its explanations, built from the tables of columns."""

import io
from collections.abc import Iterable, Mapping, Sequence

import openpyxl
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from distretti.elenco.tabella import Colonna
from distretti.importazione.libro import SPIEGAZIONI

# How many rows of the model keep what is typed as it is typed: dates that are months, zeros at the beginning.
_TEXT_ROWS = 1_000
_WIDE = frozenset({"denominazione", "oggetto", "fonte", "territorio"})


def modello_xlsx(fogli: Mapping[str, Sequence[Colonna]], *, valori: Mapping[str, Iterable[str]]) -> bytes:
    """Return the model: a sheet of headings for each of `fogli`, one that explains, one with the values admitted.

    `valori`: by the heading of the columns that take them.
    """
    book = openpyxl.Workbook()
    book.remove(book.active)
    istruzioni, ammessi = SPIEGAZIONI
    for nome in (istruzioni, *fogli, ammessi):
        book.create_sheet(nome)
    _write_guide(book[istruzioni], fogli)
    lists = _lists(book[ammessi], valori)
    for nome, colonne in fogli.items():
        _write_headings(book[nome], colonne, lists)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _lists(sheet: Worksheet, valori: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Write the values admitted, a column each; return where each list stands."""
    found = {}
    for index, (heading, values) in enumerate(valori.items(), start=1):
        letter, written = get_column_letter(index), list(values)
        sheet[f"{letter}1"], sheet.column_dimensions[letter].width = heading, 45
        sheet[f"{letter}1"].font = Font(bold=True)
        for row, value in enumerate(written, start=2):
            sheet[f"{letter}{row}"] = value
        found[heading] = f"'{sheet.title}'!${letter}$2:${letter}${len(written) + 1}"
    sheet.freeze_panes = "A2"
    return found


def _write_headings(sheet: Worksheet, colonne: Sequence[Colonna], lists: Mapping[str, str]) -> None:
    for index, column in enumerate(colonne, start=1):
        letter = get_column_letter(index)
        sheet[f"{letter}1"] = column.intestazione
        sheet[f"{letter}1"].font = Font(bold=True)
        sheet.column_dimensions[letter].width = 40 if column.campo in _WIDE else 22
        for row in range(2, _TEXT_ROWS + 2):
            sheet[f"{letter}{row}"].number_format = "@"
        if column.intestazione in lists:
            choice = DataValidation(type="list", formula1=lists[column.intestazione], allow_blank=True)
            choice.showErrorMessage = False  # short forms are understood too
            sheet.add_data_validation(choice)
            choice.add(f"{letter}2:{letter}{_TEXT_ROWS + 1}")
    sheet.freeze_panes = "A2"


def _write_guide(sheet: Worksheet, fogli: Mapping[str, Sequence[Colonna]]) -> None:
    sheet.append(["Foglio", "Colonna", "Che cosa scrivere", "Esempio"])
    for nome, colonne in fogli.items():
        for column in colonne:
            must = " Obbligatoria." if column.obbligatoria else ""
            sheet.append([nome, column.intestazione, f"{column.istruzione}{must}", column.esempio])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for letter, width in (("A", 14), ("B", 24), ("C", 90), ("D", 40)):
        sheet.column_dimensions[letter].width = width
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"
