"""Opening an .xlsx or a .csv as numbered rows of cells, within limits; what the cells mean is read elsewhere."""

import csv
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
_MAX_SCANNED = 20_000
# What the parts of a workbook may hold once unpacked: a few thousand rows need a tenth of it, and a part that is small
# on disk must not become gigabytes of objects while it is read.
_MAX_PART = 16 * MIB
_MAX_TAGS = {"xl/worksheets/": 400_000, "": 100_000}
_ZIP, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
# `[^<>]`: no attribute holds a bare `<`, and so a file full of beginnings of tags is scanned once.
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^<>]*?ref="([A-Z]{1,3})([0-9]{1,7}):[A-Z]{1,3}([0-9]{1,7})"')
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
    """A range of merged cells: its first column (from 1), its first and last row."""

    colonna: int
    riga: int
    ultima: int


@dataclass
class Foglio:
    """A sheet: its rows that are not empty, each with its number, and its merged ranges."""

    righe: Iterator[tuple[int, list[Cella]]]
    unite: list[Unita] = field(default_factory=list)


def open_sheet(contenuto: bytes) -> Foglio:
    """Open a file by what it is, whatever its name. Raises FileRefusedError with the reason in Italian."""
    if not contenuto:
        raise FileRefusedError("Il file è vuoto.")
    if len(contenuto) > MAX_BYTES:
        raise FileRefusedError(f"Il file è troppo grande: al massimo {MAX_BYTES // MIB} MB.")
    if contenuto.startswith(_ZIP):
        return _open_xlsx(contenuto)
    if contenuto.startswith(_OLD_EXCEL):
        raise FileRefusedError("È un vecchio .xls, o un file protetto da password: salvalo come .xlsx senza password.")
    return Foglio(_csv_rows(_decoded(contenuto)))


def _open_xlsx(contenuto: bytes) -> Foglio:
    if zip_kind(io.BytesIO(contenuto)) is not TipoFile.XLSX:
        raise FileRefusedError(_OTHER)
    with zipfile.ZipFile(io.BytesIO(contenuto)) as archive:
        _check_parts(archive)
        try:
            book = openpyxl.load_workbook(io.BytesIO(contenuto), read_only=True, keep_links=False)
            sheet: Any = next((s for s in book.worksheets if s.sheet_state == "visible"), None)
        except _STUMBLES as error:
            raise FileRefusedError(_BROKEN) from error
        if sheet is None:
            raise FileRefusedError("Il file non ha fogli visibili.")
        merged = [_merged(match) for match in _MERGED.finditer(archive.read(sheet._worksheet_path))]
    return Foglio(_xlsx_rows(sheet), merged)


def _check_parts(archive: zipfile.ZipFile) -> None:
    """Refuse a workbook of which any part would be too much to read, before anything reads it."""
    for part in archive.infolist():
        if not part.filename.endswith((".xml", ".rels")):
            continue
        tags = next(limit for folder, limit in _MAX_TAGS.items() if part.filename.startswith(folder))
        if part.file_size > _MAX_PART or archive.read(part).count(b"<") > tags:
            raise FileRefusedError("Il foglio è enorme: togli le righe e le colonne vuote, e i formati superflui.")


def _merged(match: re.Match[bytes]) -> Unita:
    return Unita(column_index_from_string(match[1].decode()), int(match[2]), int(match[3]))


def _xlsx_rows(sheet: Any) -> Iterator[tuple[int, list[Cella]]]:
    try:
        for number, row in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS), start=1):
            if number > _MAX_SCANNED:
                raise FileRefusedError(f"Il foglio ha più di {_MAX_SCANNED} righe: togli quelle vuote in fondo.")
            cells = [Cella(c.value, c.data_type == "f", c.data_type == "e") for c in row]
            if not all(cell.is_empty for cell in cells):
                yield number, cells
    except _STUMBLES as error:
        raise FileRefusedError(_BROKEN) from error


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
