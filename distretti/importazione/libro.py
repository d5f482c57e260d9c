"""Opening what is given to import: workbooks, .csv files, folders of them; which sheets they hold, and their bytes."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path, PurePath

from archivio.enums import MIB
from archivio.exceptions import FileRefusedError
from core.canonical import sha256_hex
from core.text import fold
from distretti.elenco.sheets import Foglio, open_book, open_text

MAX_BYTES = 20 * MIB
# Sheets of the model that only explain.
SPIEGAZIONI = ("Istruzioni", "Valori ammessi")


@dataclass(frozen=True)
class FileLetto:
    """A file that was opened, with the SHA-256 by which it will be known again."""

    nome: str
    sha256: str


@dataclass
class Libro:
    """The sheets to import by their name, the files they come from, the sheets that mean nothing to us."""

    fogli: dict[str, Foglio] = field(default_factory=dict)
    file: list[FileLetto] = field(default_factory=list)
    ignorati: list[str] = field(default_factory=list)
    origini: dict[str, str] = field(default_factory=dict)


def open_libro(paths: Iterable[Path], *, nomi: Iterable[str]) -> Libro:
    """Open the files, and the .csv files of the folders; `nomi`: of the sheets that are read.

    Raises FileRefusedError, with the name of the file, and FileNotFoundError.
    """
    return open_contenuti(((path.name, path.read_bytes()) for path in _files(paths)), nomi=nomi)


def open_contenuti(contenuti: Iterable[tuple[str, bytes]], *, nomi: Iterable[str]) -> Libro:
    """Open files by their name and bytes, as `open_libro` does. Raises FileRefusedError, with the name of the file."""
    libro, known = Libro(), {fold(nome): nome for nome in nomi}
    for file, contenuto in contenuti:
        try:
            sheets = _sheets(PurePath(file), contenuto)
        except FileRefusedError as error:
            raise FileRefusedError(f"{file}: {error.messaggio}") from error
        libro.file.append(FileLetto(file, sha256_hex(contenuto)))
        for title, foglio in sheets.items():
            nome = known.get(fold(title.strip()))
            if nome is None:
                libro.ignorati += [title] if title not in SPIEGAZIONI else []
            elif nome in libro.fogli:
                raise FileRefusedError(f"{file}: il foglio {nome} è già in {libro.origini[nome]}.")
            else:
                libro.fogli[nome], libro.origini[nome] = foglio, file
    if not libro.fogli:
        raise FileRefusedError(f"Non c’è nessuno dei fogli da importare: {', '.join(known.values())}.")
    return libro


def _files(paths: Iterable[Path]) -> list[Path]:
    found: list[Path] = []
    for path in paths:
        found += sorted(path.glob("*.[cC][sS][vV]")) if path.is_dir() else [path]
    return found


def _sheets(path: PurePath, contenuto: bytes) -> dict[str, Foglio]:
    if path.suffix.lower() == ".csv":
        return {path.stem: open_text(contenuto, max_bytes=MAX_BYTES)}
    return open_book(contenuto, max_bytes=MAX_BYTES)
