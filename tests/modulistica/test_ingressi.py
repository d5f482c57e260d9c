"""What must not come in through the models' screens: refused with its reason, nothing half stored."""

import errno
import io
import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.test import Client
from pytest_django import Settings

from archivio.actions import scan_waiting
from archivio.depositi import keys
from archivio.enums import REGOLE_USO, Deposito, UsoFile
from archivio.models import Contenuto, FileRicevuto
from core.clock import today
from home.management.commands.tick import Command
from identita.models import User
from modulistica.actions.versione import draft_versione
from modulistica.models import FileVersione, Modello, VersioneModello
from site_registro.settings.stores import file_stores
from tests.archivio import files

CARICA = "/admin/modelli/programma-di-sviluppo/v1/carica/"
JSON = {"Accept": "application/json"}


def nothing_came_in() -> bool:
    rows = FileRicevuto.objects.exists() or Contenuto.objects.exists() or FileVersione.objects.exists()
    return not rows and not [key for d in Deposito for key in keys(d)]


@pytest.fixture
def draft(modello: Modello, funzionario: User) -> VersioneModello:
    return draft_versione(modello=modello, in_vigore_dal=today(), by=funzionario)


@pytest.fixture
def officer(draft: VersioneModello, funzionario: User) -> Client:
    client = Client()
    client.force_login(funzionario)
    return client


def send(client: Client, data: bytes, nome: str = "modello.docx") -> tuple[int, str]:
    answer = client.post(CARICA, {"file": SimpleUploadedFile(nome, data)}, headers=JSON)
    return answer.status_code, answer.json()["file"][0]["esito"]


@pytest.mark.usefixtures("stores")
@pytest.mark.parametrize(
    ("data", "nome", "reason"),
    [
        (b"", "vuoto.pdf", "vuoto"),
        (b"\0" * (REGOLE_USO[UsoFile.MODELLO].max_bytes + 1), "grande.pdf", "supera 20 MB"),
        (files.pdf(password="x"), "protetto.pdf", "protetto"),
        (files.docx()[:-30], "rotto.docx", "danneggiato"),
        (files.EICAR, "eicar.pdf", "tipo di file"),
        (files.zipped({"eicar.com": files.EICAR}), "eicar.docx", "archivio compresso"),
        (files.zipped({f"{n}": b"" for n in range(10_000)}), "mille.docx", "10000 parti"),
        (files.pdf() + files.zipped({"a": b"b"}), "doppio.pdf", "insieme"),
        (files.docx({"../../x": b"x"}), "percorsi.docx", "escono"),
        (files.png(), "logo.pdf", "tipo di file"),
        (files.docx({"word/vbaProject.bin": b"x"}), "macro.docx", "macro"),
    ],
    ids=lambda v: v if isinstance(v, str) and "." in v else "",
)
def test_a_bad_file_is_refused_with_its_reason(officer: Client, data: bytes, nome: str, reason: str) -> None:
    status, said = send(officer, data, nome)
    assert status == 422
    assert reason in said
    assert nothing_came_in()


@pytest.mark.slow
@pytest.mark.usefixtures("stores")
@pytest.mark.parametrize(
    "data",
    [files.docx({"word/e.txt": files.EICAR}), files.pdf() + b"\n% " + files.EICAR],
    ids=["inside a document", "behind a PDF"],
)
def test_a_virus_is_refused_by_name(officer: Client, settings: Settings, clamd_address: str, data: bytes) -> None:
    settings.CLAMD_ADDRESS = clamd_address
    status, said = send(officer, data)
    assert status == 422
    assert "Eicar" in said
    assert nothing_came_in()


@pytest.mark.usefixtures("stores")
@pytest.mark.parametrize(
    ("given", "kept"),
    [("../../../etc/passwd", "passwd.pdf"), ("..\\..\\avvio.bat", "avvio.pdf"), ("a\x00b.pdf", "ab.pdf")],
)
def test_a_path_in_a_name_leads_nowhere(officer: Client, given: str, kept: str) -> None:
    sent = SimpleUploadedFile("x", files.pdf())
    sent._name = given  # type: ignore[attr-defined] # Django itself would already take the folders off
    officer.post(CARICA, {"file": sent}, headers=JSON)
    assert FileVersione.objects.get().nome == kept


def test_a_store_that_does_not_answer_is_a_503_and_nothing_is_lost(
    officer: Client, settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "pubblico").write_text("a file where a folder should be: as a disk that is gone")
    settings.STORAGES = {**settings.STORAGES, **file_stores({}, tmp_path)}
    status, said = send(officer, files.docx())
    assert status == 503
    assert "riprova tra qualche minuto" in said
    assert not FileRicevuto.objects.exists()
    (tmp_path / "pubblico").unlink()
    assert send(officer, files.docx())[0] == 200


@pytest.mark.slow
def test_what_the_store_could_not_take_is_tried_again_by_the_worker(
    officer: Client, settings: Settings, tmp_path: Path, clamd_address: str
) -> None:
    settings.STORAGES = {**settings.STORAGES, **file_stores({}, tmp_path)}
    settings.CLAMD_ADDRESS = "/nowhere/clamd.sock"
    assert "quarantena" in send(officer, files.docx())[1]
    (tmp_path / "pubblico").write_text("as a disk that is gone")
    settings.CLAMD_ADDRESS = clamd_address
    assert scan_waiting() == 1
    (tmp_path / "pubblico").unlink()
    Command(stdout=io.StringIO(), stderr=io.StringIO()).handle(every=None)
    row = FileRicevuto.objects.get()
    assert row.is_ready
    assert row.contenuto.deposito == Deposito.PUBBLICO
    assert scan_waiting() == 0


LITTLE = 64 * 1024


class LittleFile(io.FileIO):
    """A file on a disk that has no more room than LITTLE."""

    def write(self, data: Any) -> int:
        if self.tell() + len(data) > LITTLE:
            raise OSError(errno.ENOSPC, "No space left on device")
        return super().write(data)


@pytest.fixture
def little_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A real disk of LITTLE bytes; where nobody may mount one, files that behave as if they were on it."""
    place = tmp_path / "disco"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={LITTLE}", "tmpfs", str(place)]
    mounted = subprocess.run(mount, capture_output=True, check=False).returncode == 0  # noqa: S603 - our own command
    if not mounted:
        monkeypatch.setattr("archivio.depositi.open", LittleFile, raising=False)
        usual = tempfile.TemporaryFile
        on_it = lambda: LittleFile(tmp_path / "copia", "w+") if tempfile.tempdir == str(place) else usual()  # noqa: E731
        monkeypatch.setattr(tempfile, "TemporaryFile", on_it)
    yield place
    if mounted:
        subprocess.run(["umount", "-l", str(place)], check=True)  # noqa: S603, S607 - our own command


@pytest.mark.slow
def test_a_full_disk_is_a_503_and_nothing_half_stored_stays(
    officer: Client, settings: Settings, little_disk: Path
) -> None:
    settings.STORAGES = {**settings.STORAGES, **file_stores({}, little_disk)}
    status, said = send(officer, files.docx({"word/n.xml": os.urandom(200_000)}))
    assert status == 503
    assert "Nulla è andato perso" in said
    assert nothing_came_in()
    assert not [p for p in little_disk.rglob("*") if p.is_file()]
    assert send(officer, files.docx())[0] == 200


@pytest.mark.slow
@pytest.mark.usefixtures("local_stores")
def test_no_room_to_look_at_a_file_is_a_503(
    officer: Client, little_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(little_disk))
    assert send(officer, files.docx({"word/n.xml": os.urandom(200_000)}))[0] == 503
    assert nothing_came_in()


@pytest.mark.slow
@pytest.mark.usefixtures("local_stores")
def test_no_room_even_to_receive_a_large_file_is_a_503_in_italian(
    officer: Client, draft: VersioneModello, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Django writes an upload over 2.5 MB to a temporary file before any view sees it."""
    received: list[TemporaryUploadedFile] = []

    class OnFullDisk(TemporaryUploadedFile):
        def __init__(self, *args: Any) -> None:
            super().__init__(*args)
            received.append(self)
            self.close()
            self.file = Path("/dev/full").open("wb", buffering=0)  # noqa: SIM115 - closed with the upload

        def temporary_file_path(self) -> str:
            return "/nowhere"

    monkeypatch.setattr("django.core.files.uploadhandler.TemporaryUploadedFile", OnFullDisk)
    status, said = send(officer, files.docx({"word/n.xml": os.urandom(3_000_000)}))
    assert received
    assert (status, said) == (503, "in questo momento non c’è spazio per conservare il file: nulla è stato caricato."
                              " Riprova più tardi.")  # fmt: skip
    page = officer.post(CARICA, {"file": SimpleUploadedFile("modello.docx", os.urandom(3_000_000))})
    assert page.status_code == 503
    assert "Riprova fra mezzo minuto" in page.content.decode()
    assert nothing_came_in()


class Cut(io.RawIOBase):
    """A connection that breaks after some bytes."""

    def __init__(self, data: bytes, *, breaks: bool) -> None:
        self._stream, self._breaks = io.BytesIO(data), breaks

    def read(self, size: int = -1) -> bytes:
        found = self._stream.read(size)
        if not found and self._breaks:
            raise OSError("connection reset")
        return found


@pytest.mark.usefixtures("stores")
@pytest.mark.parametrize("breaks", [False, True], ids=["ends early", "breaks"])
def test_an_upload_cut_in_the_middle_leaves_nothing(draft: VersioneModello, funzionario: User, *, breaks: bool) -> None:
    client = Client(enforce_csrf_checks=breaks)  # the check reads the form, and so meets the broken connection first
    client.force_login(funzionario)
    whole = files.pdf()
    head = b'--BBBB\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n'
    body = head + whole[: len(whole) // 2]
    wire: Any = {"CONTENT_LENGTH": str(len(head) + len(whole) + 10), "wsgi.input": Cut(body, breaks=breaks)}
    answer = client.post(CARICA, b"", content_type="multipart/form-data; boundary=BBBB", **wire)
    assert answer.status_code == (403 if breaks else 302)
    assert breaks or "Scegli almeno un file" in client.get(answer["Location"]).content.decode()
    assert nothing_came_in()
