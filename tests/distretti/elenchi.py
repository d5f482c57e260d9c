"""Members' lists as files, for the tests: what people really upload, good and bad."""

import datetime as dt
import io
import zipfile
from typing import Any

import openpyxl

from distretti.elenco.parse import Lettura, read_elenco

AL = dt.date(2025, 6, 30)
ATECO = frozenset({"14.10", "30.11", "30", "13.1"})

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


def read(contenuto: bytes) -> Lettura:
    return read_elenco(contenuto, al=AL, ateco=ATECO)


def with_cell(row: list[Any], heading: str, value: Any) -> list[Any]:
    changed = list(row)
    changed[INTESTAZIONI.index(heading)] = value
    return changed


def repacked(contenuto: bytes, name: str, data: bytes | None) -> bytes:
    """The same zip with one part replaced, or left out."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(contenuto)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.namelist():
            if item != name:
                new.writestr(item, old.read(item))
            elif data is not None:
                new.writestr(item, data)
    return stream.getvalue()
