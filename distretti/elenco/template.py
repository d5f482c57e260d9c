"""The empty list that we offer for download, with its instructions, built from the table of columns."""

import io

import openpyxl
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from distretti.elenco.columns import COLONNE
from distretti.elenco.parse import MAX_RIGHE
from distretti.enums import TipoSoggetto

_FIRST_TIPO = len(COLONNE) + 4


def template_xlsx() -> bytes:
    """Return the .xlsx template: a sheet with the headings only, and one that says what to write."""
    book = openpyxl.Workbook()
    sheet, guide = book.active, book.create_sheet("Istruzioni")
    sheet.title = "Aderenti"
    for index, column in enumerate(COLONNE, start=1):
        letter = get_column_letter(index)
        sheet[f"{letter}1"] = column.intestazione
        sheet[f"{letter}1"].font = Font(bold=True)
        sheet.column_dimensions[letter].width = 40 if column.campo == "denominazione" else 22
        for row in range(2, MAX_RIGHE + 2):  # as text, so that zeros and points stay as they are typed
            if column.campo in ("codice_fiscale", "ateco"):
                sheet[f"{letter}{row}"].number_format = "@"
    sheet.freeze_panes = "A2"
    _write_guide(guide)
    last = _FIRST_TIPO + len(TipoSoggetto) - 1
    kinds = DataValidation(type="list", formula1=f"Istruzioni!$A${_FIRST_TIPO}:$A${last}", allow_blank=True)
    sheet.add_data_validation(kinds)
    kinds.add(f"B2:B{MAX_RIGHE + 1}")
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _write_guide(guide: openpyxl.worksheet.worksheet.Worksheet) -> None:
    guide.append(["Colonna", "Che cosa scrivere", "Esempio"])
    for column in COLONNE:
        must = " Obbligatoria." if column.obbligatoria else ""
        guide.append([column.intestazione, f"{column.istruzione}{must}", column.esempio])
    guide.append([])
    guide.append(["Tipi di soggetto"])
    for tipo in TipoSoggetto:
        guide.append([str(tipo.label)])
    for cell in guide[1] + (guide[_FIRST_TIPO - 1][0],):
        cell.font = Font(bold=True)
    for letter, width in (("A", 34), ("B", 90), ("C", 30)):
        guide.column_dimensions[letter].width = width
    for row in guide.iter_rows(min_row=2):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")


def template_csv() -> bytes:
    """Return the .csv template as Excel opens it on an Italian machine: `;` between columns, UTF-8 with its mark."""
    return (";".join(column.intestazione for column in COLONNE) + "\r\n").encode("utf-8-sig")
