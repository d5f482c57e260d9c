"""A file that is no members' list is refused whole, with the reason, before it costs anything."""

import io
import zipfile

import openpyxl
import pytest

from archivio.exceptions import FileRefusedError
from distretti.elenco.parse import MAX_RIGHE
from tests.distretti.elenchi import CANTIERI, INTESTAZIONI, POLITECNICO, csv, read, repacked, with_cell, xlsx


def test_a_cell_that_points_at_no_text_breaks_the_file_while_it_is_read() -> None:
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1" t="s"><v>99</v></c></row></sheetData></worksheet>'
    )
    with pytest.raises(FileRefusedError, match="danneggiato"):
        read(repacked(xlsx(CANTIERI), "xl/worksheets/sheet1.xml", sheet))


@pytest.mark.parametrize(
    ("contenuto", "reason"),
    [
        (b"", "vuoto"),
        (b"x" * (2 * 1024 * 1024 + 1), "troppo grande"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 100, "vecchio .xls"),
        (b"\x89PNG\r\n\0\0", "serve un foglio .xlsx o un testo .csv"),
        (b"\xff\xfea", "serve un foglio .xlsx o un testo .csv"),
        (b"PK\x03\x04 niente", "danneggiato"),
        (
            xlsx(CANTIERI, heading=["Denominazione", "x", "y", "z", "k", "w", "j"]),
            "Mancano le colonne: Tipo di soggetto",
        ),
        (b"a;b\r\n1;2\r\n", "riga delle intestazioni"),
        ("\r\n".join(["a;b"] * 11).encode(), "Mancano le colonne"),
        (xlsx(), "non ha righe"),
        (csv(CANTIERI) + b'\r\n"' + b"a" * 200_000 + b'"', "non si legge alla riga"),
    ],
)
def test_a_file_that_is_no_list_is_refused_with_the_reason(contenuto: bytes, reason: str) -> None:
    with pytest.raises(FileRefusedError, match=reason):
        read(contenuto)


def test_a_file_of_five_thousand_rows_is_refused_at_once() -> None:
    rows = [with_cell(POLITECNICO, "Denominazione", f"Ente {n}") for n in range(5_000)]
    rows = [with_cell(row, "Codice fiscale", None) for row in rows]
    for contenuto in (xlsx(*rows), csv(*rows)):
        with pytest.raises(FileRefusedError, match=r"più di 2\.000 righe"):
            read(contenuto)
    assert len(read(csv(*rows[:MAX_RIGHE])).righe) == MAX_RIGHE


def test_a_sheet_with_a_cell_at_the_bottom_of_the_world_is_refused() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(INTESTAZIONI)
    sheet.append(CANTIERI)
    sheet["A30000"] = "x"
    stream = io.BytesIO()
    book.save(stream)
    with pytest.raises(FileRefusedError, match="togli quelle vuote"):
        read(stream.getvalue())


@pytest.mark.parametrize(
    ("part", "data", "reason"),
    [
        ("xl/workbook.xml", None, "danneggiato"),
        ("xl/workbook.xml", b"<workbook", "danneggiato"),
        ("xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row r='1'><c r='A1' t='s'><v>9</v>", "danneggiato"),
    ],
)
def test_a_broken_sheet_is_refused(part: str, data: bytes | None, reason: str) -> None:
    with pytest.raises(FileRefusedError, match=reason):
        read(repacked(xlsx(CANTIERI), part, data))


def test_an_enormous_sheet_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("distretti.elenco.sheets._MAX_PART", 100)
    with pytest.raises(FileRefusedError, match="enorme"):
        read(xlsx(CANTIERI))


def test_a_book_without_visible_sheets_and_a_document_are_refused() -> None:
    hidden = xlsx(CANTIERI)
    with zipfile.ZipFile(io.BytesIO(hidden)) as archive:
        book = archive.read("xl/workbook.xml").replace(b'state="visible"', b'state="hidden"')
    with pytest.raises(FileRefusedError, match="fogli visibili"):
        read(repacked(hidden, "xl/workbook.xml", book))
    with zipfile.ZipFile(io.BytesIO(hidden)) as archive:
        types = archive.read("[Content_Types].xml").replace(
            b"spreadsheetml.sheet.main", b"wordprocessingml.document.main"
        )
    with pytest.raises(FileRefusedError, match="serve un foglio"):
        read(repacked(hidden, "[Content_Types].xml", types))
