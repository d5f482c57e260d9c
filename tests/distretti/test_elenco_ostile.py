"""A members' list made to harm: refused in a moment with a sentence, whatever its two megabytes would become."""

import datetime as dt
import hashlib
import io
import zipfile

import openpyxl
import pytest

from archivio.exceptions import FileRefusedError
from distretti.elenco.parse import MAX_RIGHE, Lettura, read_elenco
from distretti.elenco.sheets import open_sheet
from tests.distretti.elenchi import CANTIERI, INTESTAZIONI, csv, xlsx

AL, ATECO = dt.date(2025, 6, 30), frozenset({"30.11"})
SHEET, STYLES, STRINGS = "xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/sharedStrings.xml"
TYPES = "[Content_Types].xml"
_SHARED = (
    '<Override PartName="/xl/sharedStrings.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>'
)
_NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_INLINE = '<c r="{}{}" t="inlineStr"><is><t>{}</t></is></c>'


def read(contenuto: bytes) -> Lettura:
    return read_elenco(contenuto, al=AL, ateco=ATECO)


def book(parts: dict[str, str], *, noise: int = 0) -> bytes:
    """A workbook with these parts in the place of its own; noise keeps its ratio below that of a bomb."""
    out = io.BytesIO()
    good = zipfile.ZipFile(io.BytesIO(xlsx(CANTIERI)))
    parts = {TYPES: good.read(TYPES).decode().replace("</Types>", f"{_SHARED}</Types>"), **parts}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in good.namelist():
            if name not in parts:
                made.writestr(name, good.read(name))
        for name, text in ({STRINGS: f"<sst {_NS}/>"} | parts).items():
            made.writestr(name, text)
        made.writestr("xl/media/rumore.bin", hashlib.shake_256(b"").digest(noise))
    return out.getvalue()


def row(number: object, *values: str) -> str:
    cells = "".join(_INLINE.format(chr(ord("A") + i), number, value) for i, value in enumerate(values))
    return f'<row r="{number}">{cells}</row>'


def sheet(*rows: str, tail: str = "", before: str = "") -> str:
    return f'<?xml version="1.0"?>{before}<worksheet {_NS}><sheetData>{"".join(rows)}</sheetData>{tail}</worksheet>'


HEADING = row(1, *INTESTAZIONI)
ENTITY = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ah"><!ENTITY b "{}"><!ENTITY c "{}"><!ENTITY e "{}">]>'.format(
    "&a;" * 99, "&b;" * 99, "&c;" * 99
)
BROKEN = {
    "letters of no column": {SHEET: sheet(HEADING, tail='<mergeCells><mergeCell ref="AAAAA1:B2"/></mergeCells>')},
    "a row of no number": {SHEET: sheet(HEADING, row("abc", "x"))},
    "a cell of no place": {SHEET: sheet(HEADING, '<row r="2"><c r="2A"><v>1</v></c></row>')},
    "a format that is not there": {SHEET: sheet(HEADING, '<row r="2"><c r="A2" s="x"><v>1</v></c></row>')},
    "a file of the machine": {SHEET: sheet(HEADING, row(2, "&e;", "Altro"), before=ENTITY)},
    "a billion laughs": {SHEET: sheet(HEADING, row(2, "&e;", "Altro"), before=LAUGHS)},
    "laughs among the strings": {STRINGS: f"<?xml version='1.0'?>{LAUGHS}<sst {_NS}><si><t>&e;</t></si></sst>"},
    "styles of another kind": {STYLES: f"<styleSheet {_NS}><cellXfs><xf numFmtId='x'/></cellXfs></styleSheet>"},
    "sheets of no book": {"xl/workbook.xml": f"<workbook {_NS}><sheets><sheet sheetId='x'/></sheets></workbook>"},
    "an encoding that is none": {SHEET: sheet(HEADING).replace('"1.0"', '"1.0" encoding="utf-99"', 1)},
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_workbook_that_is_not_as_it_should_be_never_breaks_the_reader(name: str) -> None:
    try:
        lettura = read(book(BROKEN[name]))
    except FileRefusedError:
        return
    assert lettura.righe == []
    assert max(len(str(errore)) for errore in lettura.errori) < 200


@pytest.mark.parametrize(
    "parts",
    [
        {SHEET: sheet(f"<row>{'<c/>' * 3_000_000}</row>")},
        {SHEET: sheet(HEADING, tail="<mergeCell " * 1_000_000)},
        {STYLES: f"<styleSheet {_NS}><cellXfs>{'<xf/>' * 3_000_000}</cellXfs></styleSheet>"},
        {STRINGS: f"<sst {_NS}>{'<si/>' * 3_000_000}</sst>"},
        {STRINGS: f"<sst {_NS}><si><t>{'x' * 17 * 1024 * 1024}</t></si></sst>"},
    ],
    ids=["a row of millions of cells", "beginnings of tags", "styles", "strings", "one string"],
)
def test_what_would_become_gigabytes_is_refused_before_it_is_read(parts: dict[str, str]) -> None:
    contenuto = book(parts, noise=200_000)
    assert len(contenuto) < 500_000
    with pytest.raises(FileRefusedError, match="enorme"):
        read(contenuto)


def test_a_sheet_under_another_name_is_no_smaller() -> None:
    """The workbook says which part is a sheet: it need not be called .xml."""
    good, hidden = zipfile.ZipFile(io.BytesIO(xlsx(CANTIERI))), SHEET.replace(".xml", ".dat")
    rels = "xl/_rels/workbook.xml.rels"
    renamed = {n: good.read(n).decode().replace("sheet1.xml", "sheet1.dat") for n in (rels, TYPES)}
    small = book(renamed | {hidden: sheet(HEADING, row(2, "Cantieri", "Altro", ""))})
    assert [r.denominazione for r in read(small).righe] == ["Cantieri"]
    with pytest.raises(FileRefusedError, match="enorme"):
        read(book(renamed | {hidden: sheet(f"<row>{'<c/>' * 3_000_000}</row>")}, noise=200_000))


def test_one_endless_text_in_thousands_of_cells_is_gone_through_for_none() -> None:
    """It costs the file nothing: the cells name it by its number."""
    shared = f"<sst {_NS}><si><t>{'x ' * 4_000_000}</t></si></sst>"
    cells = "".join(f'<c r="{letter}{{0}}" t="s"><v>0</v></c>' for letter in "ABCDE")
    rows = [f'<row r="{n}">{cells.format(n)}</row>' for n in range(2, MAX_RIGHE)]
    lettura = read(book({STRINGS: shared, SHEET: sheet(HEADING, *rows)}, noise=100_000))
    assert lettura.righe == []
    assert max(len(str(errore)) for errore in lettura.errori) < 200
    assert str(lettura.errori[0]).endswith("Il testo ha 8.000.000 caratteri: è troppo lungo.")


def test_faulty_rows_are_counted_as_good_ones() -> None:
    with pytest.raises(FileRefusedError, match=r"più di 2\.000 righe"):
        read(csv() + b"\r\n" + b"a;\r\n" * 100_000)


def test_headings_without_end_are_told_short() -> None:
    lettura = read(xlsx([*CANTIERI, "x"], heading=[*INTESTAZIONI, "n" * 30_000]))
    assert lettura.ignorate == ["n" * 100]


@pytest.mark.parametrize("unseen", ["\u202e", "\u200b", "\x7f", "\ufeff"])
def test_a_name_that_is_not_read_as_it_is_written_is_a_fault(unseen: str) -> None:
    (errore,) = read(csv([f"abc{unseen}def", "Altro", ""])).errori
    assert errore.messaggio == "Il testo contiene caratteri che non si vedono: riscrivilo."


def test_a_sheet_of_merged_cells_is_refused_with_how_many_it_may_have() -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in range(2, 504):
        book.active.merge_cells(start_row=row, end_row=row, start_column=1, end_column=2)
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(FileRefusedError, match="più di 500 gruppi di celle unite"):
        open_sheet(out.getvalue())
