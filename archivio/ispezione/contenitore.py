"""Office documents are zips: here they are opened, counted and refused if they bomb, hide code or hide another file."""

import zipfile
from typing import BinaryIO

from archivio.enums import MIB, TipoFile
from archivio.exceptions import FileRefusedError
from archivio.ispezione.collegamenti import check_links

MAX_ENTRIES = 2_000
MAX_UNPACKED = 200 * MIB
MAX_RATIO = 200
_CHUNK = 64 * 1024
_MAIN_PARTS = {
    TipoFile.DOCX: b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    TipoFile.XLSX: b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
}
_ODT = b"application/vnd.oasis.opendocument.text"
_MACRO_NAMES = ("vbaproject.bin", "vbadata.xml", "basic/", "scripts/", "activex/", "oleobject")
_BROKEN = "Il file è danneggiato: non si riesce ad aprirlo. Salvalo di nuovo e riprova."


def zip_kind(stream: BinaryIO) -> TipoFile:
    """Return which office document this zip is, after having unpacked all of it within bounds.

    Raises FileRefusedError for a bomb, a broken or disguised zip, macros, encrypted parts,
    links opened with the document on other servers, or another kind of zip.
    """
    try:
        with zipfile.ZipFile(stream) as archive:
            _check_entries(archive)
            kind = _kind(archive)
            _unpack_all(archive)
            check_links(archive, kind)
            return kind
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise FileRefusedError(_BROKEN) from error
    except ValueError as error:
        raise FileRefusedError(_BROKEN) from error


def _check_entries(archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES:
        raise FileRefusedError(f"Il file contiene {len(entries)} parti: sono ammesse al massimo {MAX_ENTRIES}.")
    if entries and min(e.header_offset for e in entries) != 0:
        raise FileRefusedError("Il file ne nasconde un altro al suo inizio: non è accettato.")
    if archive.comment:
        raise FileRefusedError("Il file porta dati estranei in coda: salvalo di nuovo e riprova.")
    packed = sum(e.compress_size for e in entries)
    unpacked = sum(e.file_size for e in entries)
    if unpacked > MAX_UNPACKED or unpacked > max(packed, 1) * MAX_RATIO:
        raise FileRefusedError("Il file, aperto, sarebbe enorme (una «bomba»): non è accettato.")
    for entry in entries:
        parts = entry.filename.replace("\\", "/").split("/")
        if entry.filename.startswith(("/", "\\")) or ".." in parts or ":" in parts[0]:
            raise FileRefusedError("Il file contiene percorsi che escono dalla sua cartella: non è accettato.")
        if entry.flag_bits & 0x1:
            raise FileRefusedError("Il file è protetto da password: togli la protezione e riprova.")
        if any(part in entry.filename.lower() for part in _MACRO_NAMES):
            raise FileRefusedError("Il file contiene macro o oggetti incorporati: salvalo senza e riprova.")


def _kind(archive: zipfile.ZipFile) -> TipoFile:
    names = set(archive.namelist())
    if "mimetype" in names and archive.read("mimetype").strip() == _ODT:
        return TipoFile.ODT
    if "[Content_Types].xml" in names:
        declared = archive.read("[Content_Types].xml")
        if b"macroEnabled" in declared:
            raise FileRefusedError("Il file contiene macro: salvalo senza macro e riprova.")
        for kind, main_part in _MAIN_PARTS.items():
            if main_part in declared:
                return kind
    raise FileRefusedError("È un archivio compresso: invia i documenti uno per uno, non in un archivio.")


def _unpack_all(archive: zipfile.ZipFile) -> None:
    """Read every entry: sizes in the directory may lie, the bytes do not; CRCs are checked on the way."""
    total = 0
    for entry in archive.infolist():
        with archive.open(entry) as part:
            first = True
            while chunk := part.read(_CHUNK):
                if first and chunk.startswith((b"PK\x03\x04", b"MZ", b"\x7fELF", b"Rar!", b"7z\xbc\xaf")):
                    raise FileRefusedError("Il file ne contiene un altro al suo interno: toglilo e riprova.")
                first = False
                total += len(chunk)
                if total > MAX_UNPACKED:
                    raise FileRefusedError("Il file, aperto, sarebbe enorme (una «bomba»): non è accettato.")
