"""Members' lists as files, for the tests: what people really upload, good and bad."""

import io
from typing import Any

import openpyxl

INTESTAZIONI = [
    "Denominazione",
    "Tipo di soggetto",
    "Codice fiscale",
    "Comune",
    "Provincia",
    "ATECO 2025",
    "Aderisce dal",
]
CANTIERI: list[Any] = ["Cantieri del Sud s.r.l.", "Impresa", "00743110157", "Taranto", "TA", "30.11", "31/12/2024"]
POLITECNICO: list[Any] = ["Politecnico di Bari", "Università", "93051590722", "Bari", "BA", None, None]
SARTORIA: list[Any] = ["Sartoria di Anna Rossi", "Impresa individuale", "RSSNNA80A41A662R", "Bari", "BA", "14.10", None]


def xlsx(*rows: list[Any], heading: list[Any] | None = None, merge: str = "") -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(heading or INTESTAZIONI)
    for row in rows:
        sheet.append(row)
    if merge:
        sheet.merge_cells(merge)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def csv(*rows: list[Any], delimiter: str = ";", encoding: str = "utf-8") -> bytes:
    lines = [delimiter.join("" if cell is None else str(cell) for cell in row) for row in (INTESTAZIONI, *rows)]
    return "\r\n".join(lines).encode(encoding)
