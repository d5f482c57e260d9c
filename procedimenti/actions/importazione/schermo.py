"""Importing from a screen: a file comes in by the inspected door, is tried, and runs if what was shown holds."""

from dataclasses import dataclass
from typing import BinaryIO

from archivio.actions import receive_file
from archivio.depositi import open_bytes
from archivio.enums import UsoFile
from archivio.models import FileRicevuto
from core.italiano import show_number
from distretti.importazione.libro import Libro, open_contenuti
from distretti.importazione.rapporto import Rapporto
from identita.models import User
from procedimenti.actions.importazione.libro import TUTTI_I_FOGLI, Lettura, import_libro, read_libro
from procedimenti.exceptions import ProcedimentoError
from procedimenti.permissions import check_import

# An import holds the register's lock: more rows than these, and everybody would wait for a page.
MAX_RIGHE = 2_000


@dataclass(frozen=True)
class Prova:
    """What a file would do, or did: its differences and faults, and what of it was left aside."""

    file: FileRicevuto
    rapporto: Rapporto
    saltati: list[str]


def receive_libro(*, stream: BinaryIO, nome: str, by: User) -> FileRicevuto:
    """Take in a file to import. Raises ProcedimentoError, FileRefusedError, StoreUnavailableError."""
    competenze = check_import(by)
    # A file that may speak of both structures is read by who sent it alone: neither reads what the other reserves.
    competenza = str(next(iter(competenze))) if len(competenze) == 1 else ""
    return receive_file(stream=stream, nome=nome, uso=UsoFile.IMPORTAZIONE, by=by, competenza=competenza)


def try_libro(*, file: FileRicevuto, by: User) -> Prova:
    """Say what a file would do, and write nothing.

    Raises ProcedimentoError, FileRefusedError, StoreUnavailableError.
    """
    return _run(file, by, prova=True, visto=None)


def run_libro(*, file: FileRicevuto, visto: str, by: User) -> Prova:
    """Import a file, if it does what was shown (`visto`) and nothing else; all or nothing.

    Raises ProcedimentoError, FileRefusedError, StoreUnavailableError.
    """
    return _run(file, by, prova=False, visto=visto)


def _run(file: FileRicevuto, by: User, *, prova: bool, visto: str | None) -> Prova:
    check_import(by)
    if not file.is_ready:
        raise ProcedimentoError(f"{file.nome}: {file.get_antivirus_display()}.")
    with open_bytes(file.contenuto.sha256, deposito=file.contenuto.deposito) as stream:
        libro = open_contenuti([(file.nome, stream.read())], nomi=TUTTI_I_FOGLI)
    lettura = read_libro(libro)
    if lettura.steps > MAX_RIGHE:
        raise ProcedimentoError(
            f"Il file ha {show_number(lettura.steps)} righe: da qui se ne importano al massimo"
            f" {show_number(MAX_RIGHE)}. Dividilo, o chiedi a chi amministra il server di usare"
            " «manage.py import_registro»."
        )
    rapporto = import_libro(lettura=lettura, file=libro.file, prova=prova, chi=by, visto=visto)
    return Prova(file, rapporto, _left_aside(libro, lettura))


def _left_aside(libro: Libro, lettura: Lettura) -> list[str]:
    sheets = [f"Il foglio «{foglio}» non è fra quelli da importare." for foglio in libro.ignorati]
    columns = [
        f"Foglio {nome}: la colonna «{colonna}» non è fra quelle previste."
        for nome, letto in lettura.letti.items()
        for colonna in letto.ignorate
    ]
    return sheets + columns
