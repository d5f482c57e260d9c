"""How many files at once, and what happens while a file of the quarantine has gone missing."""

import io

import pytest
from pytest_django import Settings

from archivio.actions import receive_file, scan_waiting
from archivio.depositi import key_of, store_of
from archivio.enums import Deposito, UsoFile
from archivio.exceptions import FileRefusedError
from archivio.policies import check_count, check_ready
from identita.models import User
from tests.archivio import files


def test_more_files_than_the_use_admits_are_refused() -> None:
    check_count(uso=UsoFile.ATTO, quanti=1)
    with pytest.raises(FileRefusedError, match="al massimo 1"):
        check_count(uso=UsoFile.ATTO, quanti=2)


def test_a_clean_file_may_go_out() -> None:
    check_ready(is_ready=True, motivo="")


def test_a_file_missing_from_quarantine_stops_nothing_else(funzionario: User, settings: Settings, stores: str) -> None:
    settings.CLAMD_ADDRESS = "/nowhere/clamd.sock"
    row = receive_file(stream=io.BytesIO(files.docx()), nome="a.docx", uso=UsoFile.MODELLO, by=funzionario)
    store_of(Deposito.RISERVATO).delete(key_of(row.contenuto.sha256))
    assert scan_waiting() == 1
