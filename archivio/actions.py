"""The one door by which every file comes in, and the way out of quarantine; bytes first, then the row."""

import contextlib
import hashlib
import tempfile
from collections.abc import Callable
from typing import IO, Any, BinaryIO

from django.conf import settings
from django.core.files.base import File
from django.db import transaction

from archivio.depositi import open_bytes, put, write_locally
from archivio.enums import REGOLE_USO, Antivirus, Deposito, TipoFile, UsoFile
from archivio.exceptions import FileRefusedError, StoreUnavailableError
from archivio.ispezione.antivirus import AntivirusUnavailableError, scan
from archivio.ispezione.firma import load_roots, signature_report
from archivio.ispezione.nome import clean_name
from archivio.ispezione.origine import origin_of
from archivio.ispezione.tipo import inspect
from archivio.models import Contenuto, FileRicevuto
from archivio.policies import check_size
from archivio.selectors import waiting_files
from core.clock import now

_CHUNK = 256 * 1024
Step = Callable[[str], None]


def _no_step(_name: str) -> None:
    return None


def _any_kind(_tipo: TipoFile) -> None:
    return None


def receive_file(
    *,
    stream: BinaryIO,
    nome: str,
    uso: UsoFile,
    by: Any,
    competenza: str = "",
    accept: Callable[[TipoFile], None] = _any_kind,
    step: Step = _no_step,
) -> FileRicevuto:
    """Take in one file for `uso`: inspected, scanned, its signatures read, stored under its SHA-256, then recorded.

    Raises FileRefusedError (nothing is kept) and StoreUnavailableError (nothing is recorded: try again).
    `accept` is asked once the kind is known, before anything is kept, and refuses by raising.
    `step` is told each step as it ends, so that tests can stop the machine there.
    """
    regola = REGOLE_USO[uso]
    with tempfile.TemporaryFile() as copy:
        sha256, dimensione = _copy(stream, copy, uso)
        tipo = inspect(copy, regola.tipi)
        accept(tipo)
        antivirus = _refuse_infected(copy)
        firma, origine = _signatures(copy, tipo), _origin(copy, tipo)
        step("inspected")
        deposito = Deposito.RISERVATO if antivirus is Antivirus.IN_ATTESA else regola.deposito
        put(copy, sha256, deposito=deposito)
        step("stored")
        said = {"tipo": tipo, "uso": uso, "antivirus": antivirus, "firma": firma, "origine": origine}
        with transaction.atomic():
            row = FileRicevuto.objects.create(
                contenuto=_contenuto(sha256, deposito, dimensione),
                nome=clean_name(nome, tipo),
                competenza=competenza,
                antivirus_il=now() if antivirus is Antivirus.PULITO else None,
                caricato_da=by,
                caricato_il=now(),
                **said,
            )
        step("recorded")
        return row


def _copy(source: BinaryIO, target: BinaryIO, uso: UsoFile) -> tuple[str, int]:
    """Copy at most what the use admits, hashing on the way; returns SHA-256 and size."""
    found, size = hashlib.sha256(), 0
    while chunk := source.read(_CHUNK):
        size += len(chunk)
        check_size(uso=uso, dimensione=size)
        found.update(chunk)
        write_locally(target, chunk)
    check_size(uso=uso, dimensione=size)
    return found.hexdigest(), size


def check_file(stream: BinaryIO, *, dimensione: int, uso: UsoFile) -> None:
    """Inspect a file that Wagtail's own door keeps, where there is no quarantine: unscanned it does not enter.

    Raises FileRefusedError and StoreUnavailableError.
    """
    check_size(uso=uso, dimensione=dimensione)
    inspect(stream, REGOLE_USO[uso].tipi)
    stream.seek(0)
    if _refuse_infected(stream) is Antivirus.IN_ATTESA:
        raise StoreUnavailableError("In questo momento l’antivirus non risponde: il file non è caricato. Riprova.")
    stream.seek(0)


def _refuse_infected(stream: BinaryIO) -> Antivirus:
    antivirus, minaccia = _scan(stream)
    if antivirus is Antivirus.INFETTO:
        raise FileRefusedError(f"L’antivirus ha trovato una minaccia ({minaccia}): il file non è stato accettato.")
    return antivirus


def _scan(stream: BinaryIO | File[Any]) -> tuple[Antivirus, str]:
    """Ask the antivirus, if one is configured; one that does not answer leaves the file waiting: fail closed."""
    if not settings.CLAMD_ADDRESS:
        return Antivirus.NON_CONFIGURATO, ""
    try:
        return scan(stream, settings.CLAMD_ADDRESS)
    except AntivirusUnavailableError:
        return Antivirus.IN_ATTESA, ""


def _signatures(stream: BinaryIO, tipo: TipoFile) -> dict[str, Any]:
    if tipo not in {TipoFile.PDF, TipoFile.P7M}:
        return {}
    stream.seek(0)
    return signature_report(stream.read(), tipo, roots=load_roots(settings.FIRMA_RADICI), on=now())


def _origin(stream: BinaryIO, tipo: TipoFile) -> str:
    if tipo not in {TipoFile.DOCX, TipoFile.ODT, TipoFile.XLSX}:
        return ""
    stream.seek(0)
    return str(origin_of(stream.read()) or "")


def _contenuto(sha256: str, deposito: Deposito, dimensione: int) -> Contenuto:
    contenuto, _created = Contenuto.objects.get_or_create(
        sha256=sha256, deposito=deposito, defaults={"dimensione": dimensione, "creato_il": now()}
    )
    return contenuto


def keep_made(stream: IO[bytes], *, deposito: Deposito) -> Contenuto:
    """Store bytes that the register itself made, and record that they lie there. Raises StoreUnavailableError."""
    stream.seek(0)
    found = hashlib.sha256()
    while chunk := stream.read(_CHUNK):
        found.update(chunk)
    sha256, dimensione = found.hexdigest(), stream.tell()
    put(stream, sha256, deposito=deposito)
    return _contenuto(sha256, deposito, dimensione)


def scan_waiting() -> int:
    """Scan what waits in quarantine and let out what is clean; returns how many files still wait.

    A file whose bytes cannot be read stays where it is: `verify_files` names it, the others go on.
    """
    for row in waiting_files():
        contenuto = row.contenuto
        with contextlib.suppress(StoreUnavailableError):
            with open_bytes(contenuto.sha256, deposito=contenuto.deposito) as stream:
                antivirus, minaccia = _scan(stream)
                if antivirus is Antivirus.PULITO:
                    put(stream, contenuto.sha256, deposito=REGOLE_USO[UsoFile(row.uso)].deposito)
            if antivirus is not Antivirus.IN_ATTESA:
                _settle(row, antivirus, minaccia)
    return waiting_files().count()


@transaction.atomic
def _settle(row: FileRicevuto, antivirus: Antivirus, minaccia: str) -> None:
    if antivirus is not Antivirus.INFETTO:
        deposito = REGOLE_USO[UsoFile(row.uso)].deposito
        row.contenuto = _contenuto(row.contenuto.sha256, deposito, row.contenuto.dimensione)
    row.antivirus, row.minaccia, row.antivirus_il = antivirus, minaccia, now()
    row.save(update_fields=["contenuto", "antivirus", "minaccia", "antivirus_il"])
