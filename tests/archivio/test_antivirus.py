"""A real clamd is asked about every file; one that does not answer keeps the file in quarantine."""

import io

import pytest
from pytest_django import Settings

from archivio.actions import receive_file, scan_waiting
from archivio.depositi import key_of, store_of
from archivio.enums import Antivirus, Deposito, UsoFile
from archivio.exceptions import FileNotReadyError, FileRefusedError
from archivio.models import FileRicevuto
from archivio.policies import check_ready
from identita.models import User
from tests.archivio import files

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("stores")]


def receive(data: bytes, by: User) -> FileRicevuto:
    return receive_file(stream=io.BytesIO(data), nome="modello.docx", uso=UsoFile.MODELLO, by=by)


def test_a_clean_file_is_clean(funzionario: User, settings: Settings, clamd_address: str) -> None:
    settings.CLAMD_ADDRESS = clamd_address
    assert receive(files.docx(), funzionario).antivirus == Antivirus.PULITO


@pytest.mark.parametrize("inside", [{"word/eicar.txt": files.EICAR}], ids=["inside a document"])
def test_a_threat_is_refused_by_name(
    funzionario: User, settings: Settings, clamd_address: str, inside: dict[str, bytes]
) -> None:
    settings.CLAMD_ADDRESS = clamd_address
    with pytest.raises(FileRefusedError, match="Eicar"):
        receive(files.docx(inside), funzionario)
    assert not FileRicevuto.objects.exists()


def test_a_plain_threat_is_refused(funzionario: User, settings: Settings, clamd_address: str) -> None:
    settings.CLAMD_ADDRESS = clamd_address
    data = files.pdf() + b"\n% " + files.EICAR
    with pytest.raises(FileRefusedError, match="Eicar"):
        receive(data, funzionario)


def test_unscanned_stays_in_quarantine_until_the_antivirus_answers(
    funzionario: User, settings: Settings, clamd_address: str
) -> None:
    settings.CLAMD_ADDRESS = "127.0.0.1:9"
    row = receive(files.docx(), funzionario)
    assert row.antivirus == Antivirus.IN_ATTESA
    with pytest.raises(FileNotReadyError, match="quarantena"):
        check_ready(is_ready=row.is_ready, motivo=row.get_antivirus_display())
    assert not store_of(Deposito.PUBBLICO).exists(key_of(row.contenuto.sha256))
    assert scan_waiting() == 1

    settings.CLAMD_ADDRESS = clamd_address
    assert scan_waiting() == 0
    row.refresh_from_db()
    assert row.antivirus == Antivirus.PULITO
    assert row.contenuto.deposito == Deposito.PUBBLICO
    assert store_of(Deposito.PUBBLICO).exists(key_of(row.contenuto.sha256))


def test_what_turns_out_infected_never_leaves_quarantine(
    funzionario: User, settings: Settings, clamd_address: str
) -> None:
    settings.CLAMD_ADDRESS = "/nowhere/clamd.sock"
    row = receive(files.docx({"word/eicar.txt": files.EICAR}), funzionario)
    settings.CLAMD_ADDRESS = clamd_address
    assert scan_waiting() == 0
    row.refresh_from_db()
    assert (row.antivirus, row.minaccia, row.is_ready) == (Antivirus.INFETTO, "Eicar-Test.UNOFFICIAL", False)
    assert not store_of(Deposito.PUBBLICO).exists(key_of(row.contenuto.sha256))
