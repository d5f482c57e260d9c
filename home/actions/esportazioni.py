"""Writes the whole register down as files, once for each number of the change feed that is worth it."""

import csv
import datetime as dt
import io
import json
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any, BinaryIO

import openpyxl
from django.conf import settings
from django.db import IntegrityError, transaction

from archivio.actions import keep_made
from archivio.enums import Deposito
from core.clock import now
from core.locks import one_moment
from core.text import defuse_formula
from home.csv_export import ISCRIZIONI
from pubblicazione.models import Esportazione, FormatoEsportazione
from pubblicazione.selectors import last_sequenza
from pubblicazione.selectors.esportazioni import all_bodies, last_esportazione


class _Csv:
    """A line for each entry, as Italian spreadsheets open it."""

    def __init__(self, target: BinaryIO) -> None:
        self._text = io.TextIOWrapper(target, encoding="utf-8-sig", newline="")
        self._writer = csv.writer(self._text, delimiter=";")
        self._writer.writerow(ISCRIZIONI)

    def add(self, body: bytes, content: dict[str, Any]) -> None:
        self._writer.writerow([defuse_formula(str(value(content))) for value in ISCRIZIONI.values()])

    def close(self) -> None:
        self._text.flush()
        self._text.detach()


class _Xlsx:
    """The same lines in a sheet, where nothing runs: every cell is text."""

    def __init__(self, target: BinaryIO) -> None:
        self._target = target
        self._book = openpyxl.Workbook(write_only=True)
        self._book.properties.creator = "Registro dei distretti"
        self._sheet = self._book.create_sheet("Registro")
        self._sheet.freeze_panes = "A2"
        self._sheet.append(list(ISCRIZIONI))

    def add(self, body: bytes, content: dict[str, Any]) -> None:
        self._sheet.append([defuse_formula(str(value(content))) for value in ISCRIZIONI.values()])

    def close(self) -> None:
        self._book.save(self._target)


class _Ndjson:
    """The very bytes that the API answers, an entry a line."""

    def __init__(self, target: BinaryIO) -> None:
        self._target = target

    def add(self, body: bytes, content: dict[str, Any]) -> None:
        self._target.write(body + b"\n")

    def close(self) -> None:
        self._target.flush()


_WRITERS: dict[FormatoEsportazione, Callable[[BinaryIO], Any]] = {
    FormatoEsportazione.NDJSON: _Ndjson,
    FormatoEsportazione.CSV: _Csv,
    FormatoEsportazione.XLSX: _Xlsx,
}


def export_due() -> int:
    """Export if the register moved since the last time and long enough ago; returns how many files were made."""
    last = last_esportazione()
    pause = dt.timedelta(hours=settings.ESPORTAZIONE_ORE)
    if last is not None and (last.sequenza == last_sequenza() or now() - last.creata_il < pause):
        return 0
    return export_registro()


def export_registro() -> int:
    """Write the register as it is now in every format; returns how many files were made, none if they are
    there or the register is empty.

    Bytes first, then the rows: a machine stopped in between leaves bytes that `verify_files` names, and no row.
    Raises StoreUnavailableError.
    """
    with ExitStack() as open_files:
        files = {formato: open_files.enter_context(tempfile.TemporaryFile()) for formato in _WRITERS}
        with one_moment():
            sequenza, voci = last_sequenza(), _write(files)
        if not voci or Esportazione.objects.filter(sequenza=sequenza).exists():
            return 0
        kept = {formato: keep_made(file, deposito=Deposito.PUBBLICO) for formato, file in files.items()}
    said = {"sequenza": sequenza, "voci": voci, "creata_il": now()}
    try:
        with transaction.atomic():
            Esportazione.objects.bulk_create(
                Esportazione(formato=formato, contenuto=contenuto, **said) for formato, contenuto in kept.items()
            )
    except IntegrityError:  # another process was first
        return 0
    return len(kept)


def _write(files: dict[FormatoEsportazione, Any]) -> int:
    writers = [_WRITERS[formato](file) for formato, file in files.items()]
    count = 0
    for body in all_bodies("iscrizioni"):
        content = json.loads(body)
        for writer in writers:
            writer.add(body, content)
        count += 1
    for writer in writers:
        writer.close()
    return count
