"""A published picture is seen at the address that documents give; its original, and any other file, is not."""

import re
from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client

from archivio.models import Immagine
from home.actions.demo.immagini import create_immagine
from identita.models import User


@pytest.fixture
def immagine(funzionario: User) -> Immagine:
    cache.clear()  # Wagtail keeps renditions there, also those of a test that was rolled back
    return create_immagine(titolo="Il cantiere", tema="sole", alt="Un cantiere navale", by=funzionario)


def test_a_rendition_is_seen_by_anybody(client: Client, immagine: Immagine) -> None:
    shown = immagine.show("max-400x400|format-webp")
    answer = client.get(urlsplit(shown["url"]).path)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/webp"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer.getvalue()[8:12] == b"WEBP"


def test_the_original_is_not(client: Client, immagine: Immagine) -> None:
    assert client.get(immagine.file.url).status_code == 404


@pytest.mark.parametrize("nome", ["images/prova.webp", "riservato/prova.pdf"])
def test_a_file_that_is_no_rendition_is_not(client: Client, registro: None, nome: str) -> None:
    stored = default_storage.save(nome, ContentFile(b"riservato"))
    assert client.get(f"/media/{stored}").status_code == 404
    assert client.get(f"/media/images/../{stored}").status_code == 404


def test_a_picture_whose_bytes_are_lost_is_not_found(client: Client, immagine: Immagine) -> None:
    shown = immagine.show("max-400x400|format-webp")
    default_storage.delete(immagine.renditions.get().file.name)
    assert client.get(urlsplit(shown["url"]).path).status_code == 404


def test_nobody_guesses_the_address_of_a_picture_that_only_a_draft_shows(immagine: Immagine) -> None:
    for spec in ("max-165x165", "max-1600x1600|format-webp|webpquality-80"):
        assert re.match(r"^/media/images/[0-9a-f]{12}[.-]", urlsplit(immagine.show(spec)["url"]).path), spec
