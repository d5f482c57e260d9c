"""Bytes are stored whole or not at all, proven against the rows, moved without loss: on folders and on a real S3."""

import io
import json
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from pytest_django import Settings

from archivio.actions import receive_file
from archivio.depositi import key_of, store_of
from archivio.enums import Deposito, UsoFile
from archivio.exceptions import StoreUnavailableError
from archivio.models import Contenuto, FileRicevuto
from identita.models import User
from site_registro.settings.stores import file_stores
from tests.archivio import files
from tests.servers.ceph import S3


def receive(by: User, data: bytes | None = None, uso: UsoFile = UsoFile.MODELLO) -> FileRicevuto:
    return receive_file(stream=io.BytesIO(data or files.pdf()), nome="modello.pdf", uso=uso, by=by)


def run(command: str, *args: str) -> tuple[int, str]:
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command(command, *args, stdout=out, stderr=err)
    except SystemExit as stop:
        return int(str(stop.code)), err.getvalue()
    return 0, out.getvalue()


def test_what_was_stored_is_read_back_and_proven(funzionario: User, stores: str) -> None:
    data = files.pdf()
    row = receive(funzionario, data)
    with store_of(row.contenuto.deposito).open(key_of(row.contenuto.sha256)) as stream:
        assert stream.read() == data
    receive(funzionario, data)
    assert run("verify_files") == (0, "Tutti i file sono al loro posto e integri.\n")


def test_missing_altered_and_orphan_files_are_named(funzionario: User, stores: str) -> None:
    rows = [receive(funzionario, files.docx({"word/n.xml": str(n).encode()})) for n in range(2)]
    store = store_of(Deposito.PUBBLICO)
    missing, altered = sorted(row.contenuto.sha256 for row in rows)
    store.delete(key_of(missing))
    store.delete(key_of(altered))
    store.save(key_of(altered), ContentFile(b"altro"))
    store.save("zz/estraneo", ContentFile(b"x"))
    code, text = run("verify_files")
    assert code == 1
    assert f"manca il file {missing}" in text
    assert f"il file {altered} è stato alterato" in text
    assert "file orfano zz/estraneo" in text


def test_a_store_that_does_not_answer_is_told_and_nothing_is_recorded(
    funzionario: User, settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "pubblico").write_text("a file where a folder should be: as a disk that is gone")
    settings.STORAGES = {**settings.STORAGES, **file_stores({}, tmp_path)}
    with pytest.raises(StoreUnavailableError, match="riprova"):
        receive(funzionario)
    assert not FileRicevuto.objects.exists()
    assert not Contenuto.objects.exists()


@pytest.mark.slow
def test_a_disk_with_no_room_is_told_and_nothing_is_left(
    funzionario: User, local_stores: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(_fd: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", no_room)
    with pytest.raises(StoreUnavailableError):
        receive(funzionario)
    assert not [p for p in local_stores.rglob("*") if p.is_file()]


@pytest.mark.slow
def test_an_s3_server_that_is_gone_is_told(
    funzionario: User, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "x")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "x")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    gone = {"S3_ENDPOINT_URL": "http://127.0.0.1:9", "S3_BUCKET_PUBBLICO": "p", "S3_BUCKET_RISERVATO": "r"}
    settings.STORAGES = {**settings.STORAGES, **file_stores(gone, Path("/nowhere"))}
    with pytest.raises(StoreUnavailableError):
        receive(funzionario)


@pytest.mark.slow
def test_files_move_to_another_store_and_an_interrupted_move_goes_on(
    funzionario: User, local_stores: Path, s3: S3, s3_client: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", s3.access_key)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", s3.secret_key)
    rows = [receive(funzionario, files.docx({"word/n.xml": str(n).encode()})) for n in range(3)]
    for bucket in ("traslocopubblico", "traslocoriservato"):
        s3_client.create_bucket(Bucket=bucket)
    names = {"S3_BUCKET_PUBBLICO": "traslocopubblico", "S3_BUCKET_RISERVATO": "traslocoriservato"}
    description = tmp_path / "arrivo.json"
    description.write_text(json.dumps(file_stores({"S3_ENDPOINT_URL": s3.endpoint, **names}, tmp_path)))

    assert run("migrate_storage", "--to", str(description), "--dry-run")[1].startswith("3 file da copiare")
    half_done = key_of(rows[0].contenuto.sha256)
    s3_client.put_object(Bucket="traslocopubblico", Key=half_done, Body=b"half")
    assert run("migrate_storage", "--to", str(description))[1].startswith("3 file copiati")
    assert run("migrate_storage", "--to", str(description))[1].startswith("0 file copiati")
    store_of(Deposito.PUBBLICO).delete(half_done)
    s3_client.delete_object(Bucket="traslocopubblico", Key=half_done)
    assert run("migrate_storage", "--to", str(description))[0] == 1
    with pytest.raises(CommandError, match="non leggibile"):
        call_command("migrate_storage", "--to", str(tmp_path / "manca.json"))


@pytest.mark.slow
def test_a_presigned_address_holds_for_its_seconds_and_only_as_signed(
    funzionario: User, s3_stores: None, s3_client: Any
) -> None:
    row = receive(funzionario, uso=UsoFile.ALLEGATO)
    store = store_of(Deposito.RISERVATO)
    address = store.url(key_of(row.contenuto.sha256))
    with urllib.request.urlopen(address) as answer:  # noqa: S310 - loopback
        assert answer.read() == files.pdf()

    def status(url: str) -> int:
        try:
            with urllib.request.urlopen(url) as answer:  # noqa: S310 - loopback
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code

    assert status(address.replace("Signature=", "Signature=00")) == 403
    assert status(address.split("?")[0]) == 403
    short = store.url(key_of(row.contenuto.sha256), expire=1)  # type: ignore[call-arg]
    time.sleep(2.5)
    assert status(short) == 403


def test_no_credential_stands_in_the_settings() -> None:
    made = file_stores({"S3_ENDPOINT_URL": "http://s3", "S3_BUCKET_PUBBLICO": "a", "S3_BUCKET_RISERVATO": "b"}, Path())
    assert "secret" not in json.dumps(made).lower()
    assert "access_key" not in json.dumps(made).lower()
