"""Opening an .xlsx or a .csv as numbered rows of cells, within limits; what the cells mean is read elsewhere."""

import csv
import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import openpyxl
from openpyxl.utils.cell import column_index_from_string
from openpyxl.utils.exceptions import InvalidFileException

from archivio.enums import MIB, TipoFile
from archivio.exceptions import FileRefusedError
from archivio.ispezione.contenitore import zip_kind

MAX_BYTES = 2 * MIB
MAX_COLUMNS = 40
MAX_SCANNED = 20_000
_MAX_MERGED = 500
# What the parts of a workbook may hold once unpacked: a few thousand rows need a tenth of it, and a part that is small
# on disk must not become gigabytes of objects while it is read.
_MAX_PART = 16 * MIB
_MAX_TAGS = {"xl/worksheets/": 400_000, "": 100_000}
# What in the format of a date is no letter of it: words between quotes, signs after a backslash, what is in brackets.
_NOT_LETTERS = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_ZIP, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
# `[^<>]`: no attribute holds a bare `<`, and so a file full of beginnings of tags is scanned once.
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^<>]*?ref="([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})"')
# All by which the library stumbles over a file that is not as it should be.
_STUMBLES = (
    InvalidFileException,
    AssertionError,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
    OverflowError,
    SyntaxError,
    RecursionError,
    zipfile.BadZipFile,
)
_BROKEN = "Il file è danneggiato: non si riesce ad aprirlo. Salvalo di nuovo e riprova."
_OTHER = "Il file non è un elenco leggibile: serve un foglio .xlsx o un testo .csv."


class GiornoNascosto(dt.date):
    """A date that the sheet shows without its day: who typed 12/2008 finds the first of December in the cell."""


@dataclass(frozen=True)
class Cella:
    """A cell with its value as the file keeps it; `formula` and `errore` are what no list may hold."""

    value: Any = None
    formula: bool = False
    errore: bool = False

    @property
    def is_empty(self) -> bool:
        return not self.formula and (self.value is None or (isinstance(self.value, str) and not self.value.strip()))


@dataclass(frozen=True)
class Unita:
    """A range of merged cells: its first and last column (from 1), its first and last row."""

    colonna: int
    ultima_colonna: int
    riga: int
    ultima: int


@dataclass
class Foglio:
    """A sheet: its rows that are not empty, each with its number, and its merged ranges."""

    righe: Iterator[tuple[int, list[Cella]]]
    unite: list[Unita] = field(default_factory=list)


def open_sheet(contenuto: bytes) -> Foglio:
    """Open the first table of a file by what it is, whatever its name. Raises FileRefusedError in Italian."""
    if is_xlsx(contenuto, max_bytes=MAX_BYTES):
        return next(iter(_open_xlsx(contenuto, only_first=True).values()))
    return Foglio(_csv_rows(_decoded(contenuto)))


def open_book(contenuto: bytes, *, max_bytes: int) -> dict[str, Foglio]:
    """Open every visible sheet of an .xlsx, by its name. Raises FileRefusedError with the reason in Italian."""
    if not is_xlsx(contenuto, max_bytes=max_bytes):
        raise FileRefusedError("Il file non è una cartella di lavoro .xlsx.")
    return _open_xlsx(contenuto)


def open_text(contenuto: bytes, *, max_bytes: int) -> Foglio:
    """Open a .csv. Raises FileRefusedError with the reason in Italian."""
    if is_xlsx(contenuto, max_bytes=max_bytes):
        raise FileRefusedError("Il file si chiama .csv ma è una cartella di lavoro: dagli il nome .xlsx.")
    return Foglio(_csv_rows(_decoded(contenuto)))


def is_xlsx(contenuto: bytes, *, max_bytes: int) -> bool:
    """Tell whether a file is a zip, as an .xlsx is; raises FileRefusedError for what is neither that nor a text."""
    if not contenuto:
        raise FileRefusedError("Il file è vuoto.")
    if len(contenuto) > max_bytes:
        raise FileRefusedError(f"Il file è troppo grande: al massimo {max_bytes // MIB} MB.")
    if contenuto.startswith(_OLD_EXCEL):
        raise FileRefusedError("È un vecchio .xls, o un file protetto da password: salvalo come .xlsx senza password.")
    return contenuto.startswith(_ZIP)


def _open_xlsx(contenuto: bytes, *, only_first: bool = False) -> dict[str, Foglio]:
    if zip_kind(io.BytesIO(contenuto)) is not TipoFile.XLSX:
        raise FileRefusedError(_OTHER)
    with zipfile.ZipFile(io.BytesIO(contenuto)) as archive:
        _check_parts(archive)
        try:
            book = openpyxl.load_workbook(io.BytesIO(contenuto), read_only=True, keep_links=False)
            sheets = [s for s in book.worksheets if s.sheet_state == "visible"]
        except _STUMBLES as error:
            raise FileRefusedError(_BROKEN) from error
        if not sheets:
            raise FileRefusedError("Il file non ha fogli visibili.")
        return {str(s.title): _foglio(s, archive) for s in (sheets[:1] if only_first else sheets)}


def _foglio(sheet: Any, archive: zipfile.ZipFile) -> Foglio:
    merged = [_merged(match) for match in _MERGED.finditer(archive.read(sheet._worksheet_path))]
    if len(merged) > _MAX_MERGED:
        raise FileRefusedError(f"Il foglio ha più di {_MAX_MERGED} gruppi di celle unite: separale tutte.")
    return Foglio(_xlsx_rows(sheet), merged)


def _check_parts(archive: zipfile.ZipFile) -> None:
    """Refuse a workbook of which any part would be too much to read, before anything reads it.

    Whatever its name: a sheet is the part that the workbook says, also one that is called `sheet1.dat`.
    """
    for part in archive.infolist():
        tags = next(limit for folder, limit in _MAX_TAGS.items() if part.filename.startswith(folder))
        if part.file_size > _MAX_PART or archive.read(part).count(b"<") > tags:
            raise FileRefusedError("Il foglio è enorme: togli le righe e le colonne vuote, e i formati superflui.")


def _merged(match: re.Match[bytes]) -> Unita:
    first, last = (column_index_from_string(match[n].decode()) for n in (1, 3))
    return Unita(first, last, int(match[2]), int(match[4]))


def _xlsx_rows(sheet: Any) -> Iterator[tuple[int, list[Cella]]]:
    try:
        for number, row in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS), start=1):
            if number > MAX_SCANNED:
                raise FileRefusedError(f"Il foglio ha più di {MAX_SCANNED} righe: togli quelle vuote in fondo.")
            cells = [_cella(c) for c in row]
            if not all(cell.is_empty for cell in cells):
                yield number, cells
    except _STUMBLES as error:
        raise FileRefusedError(_BROKEN) from error


def _cella(cell: Any) -> Cella:
    value = cell.value
    if isinstance(value, dt.date) and _hides_day(str(cell.number_format)):
        value = GiornoNascosto(value.year, value.month, value.day)
    return Cella(value, cell.data_type == "f", cell.data_type == "e")


def _hides_day(number_format: str) -> bool:
    letters = _NOT_LETTERS.sub("", number_format).lower()
    return "y" in letters and "d" not in letters


def _decoded(contenuto: bytes) -> str:
    """The text of a .csv: UTF-8, UTF-16 with its mark, or what Excel writes on an Italian Windows."""
    if contenuto[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "cp1252"] if b"\0" not in contenuto else []
    for encoding in encodings:
        try:
            return contenuto.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise FileRefusedError(_OTHER)


def _csv_rows(content: str) -> Iterator[tuple[int, list[Cella]]]:
    head = content.split("\n", 1)[0]
    delimiter = max(";,\t", key=head.count)
    lines = csv.reader(io.StringIO(content, newline=""), delimiter=delimiter)
    try:
        for row in lines:
            cells = [Cella(value or None, value.startswith("=")) for value in row[:MAX_COLUMNS]]
            if not all(cell.is_empty for cell in cells):
                yield lines.line_num, cells
    except csv.Error as error:
        raise FileRefusedError(
            f"Il file .csv non si legge alla riga {lines.line_num}: salvalo di nuovo e riprova."
        ) from error
