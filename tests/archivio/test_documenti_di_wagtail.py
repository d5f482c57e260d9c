"""Wagtail's own door for documents, which anybody may download: it lets in what ours would, and replaces nothing."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings
from wagtail.models import Collection

from archivio.models import DocumentoArchiviato
from home.actions.permessi import collection_name
from identita.models import User
from tests.archivio.files import pdf
from tests.factories import make_user


@pytest.fixture
def redattore(registro: None, client: Client) -> User:
    user = make_user("redattore", "Redattore – ricerca")
    client.force_login(user)
    return user


def upload(client: Client, address: str, name: str, data: bytes) -> Any:
    sent = SimpleUploadedFile(name, data)
    collection = Collection.objects.get(name=collection_name("ricerca")).pk
    posted = {"title": "Uno", "file": sent, "collection": collection, "files[]": SimpleUploadedFile(name, data)}
    posted |= {"document-chooser-upload-title": "Uno", "document-chooser-upload-file": SimpleUploadedFile(name, data)}
    posted["document-chooser-upload-collection"] = collection
    return client.post(f"/admin/documents/{address}", posted, headers={"X-Requested-With": "XMLHttpRequest"})


@pytest.mark.parametrize("address", ["add/", "multiple/add/", "chooser/create/"])
def test_a_document_is_inspected_at_each_of_its_doors(redattore: User, client: Client, address: str) -> None:
    for name, data in (
        ("virus.exe", b"MZ\x90\x00" * 99),
        ("pagina.html", b"<script>alert(1)</script>"),
        ("x.pdf", b""),
    ):
        upload(client, address, name, data)
        assert not DocumentoArchiviato.objects.exists(), name
    upload(client, address, "atto.pdf", pdf())
    assert DocumentoArchiviato.objects.count() == 1


def test_without_its_antivirus_no_document_enters(redattore: User, client: Client, settings: Settings) -> None:
    settings.CLAMD_ADDRESS = "/dev/null/nessun-antivirus"
    assert "antivirus non risponde" in upload(client, "add/", "atto.pdf", pdf()).content.decode()
    assert not DocumentoArchiviato.objects.exists()


def test_the_file_of_a_document_is_not_replaced(redattore: User, client: Client) -> None:
    upload(client, "add/", "atto.pdf", pdf())
    (made,) = DocumentoArchiviato.objects.all()
    data = {"title": "Due", "collection": made.collection_id, "file": SimpleUploadedFile("altro.pdf", pdf())}
    assert client.post(f"/admin/documents/edit/{made.pk}/", data).status_code == 302
    kept = DocumentoArchiviato.objects.get()
    assert (kept.title, kept.file.name) == ("Due", made.file.name)
