"""The order by pertinence on the API: how far it reaches is said, and pages give each entry once beyond it too."""

import datetime as dt

import pytest
from django.test import Client

from distretti.models import Iscrizione
from pubblicazione.models import Documento, DocumentoParola
from pubblicazione.schemas import MAX_CANDIDATI, PESO_TESTO
from tests.api.conftest import codes

URL = "/api/v1/iscrizioni"
MAP = "/api/v1/iscrizioni.geojson"
BASE = "https://registro.example.it"


@pytest.fixture
def many(small_register: list[Iscrizione]) -> int:
    """So many copies of an entry, with a word of its name in their text, that they go beyond the limit; how many."""
    item = bytes(Documento.objects.get(risorsa="iscrizioni", chiave="RP-1-0001").estratto)
    copies = [
        Documento(
            risorsa="iscrizioni",
            chiave=code,
            corpo=b"{}",
            corpo_gzip=b"",
            estratto=item.replace(b"RP-1-0001", code.encode()),
            sha256="0" * 64,
            sequenza=0,
            aggiornato_il=dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
            ordine=f"copia {code}",
        )
        for code in (f"RP-1-{n}" for n in range(1000, 1000 + MAX_CANDIDATI))
    ]
    Documento.objects.bulk_create(copies)
    keys = Documento.objects.filter(ordine__startswith="copia ").values_list("pk", flat=True)
    DocumentoParola.objects.bulk_create(
        DocumentoParola(documento_id=pk, radice="nautic", peso=PESO_TESTO) for pk in keys
    )
    return MAX_CANDIDATI + 1


def test_it_is_said_how_far_it_reaches(small_register: list[Iscrizione], client: Client) -> None:
    for url in (URL, MAP):
        assert client.get(f"{url}?q=nautica").json()["pertinenza"] == {"limite": 2000, "superato": False}
        assert client.get(f"{url}?q=zebra").json()["pertinenza"] == {"limite": 2000, "superato": False}
        assert "pertinenza" not in client.get(f"{url}?q=nautica&sort=codice").json()
        assert "pertinenza" not in client.get(url).json()
    assert "pertinenza" not in client.get(f"{URL}?q=nautica&alla_data=2025-06-01").json()


def test_a_ranked_list_first_asks_whether_all_may_be_ranked(
    small_register: list[Iscrizione], client: Client, django_assert_num_queries: object
) -> None:
    with django_assert_num_queries(2):  # type: ignore[operator]
        client.get(f"{URL}?q=nautica")


def test_beyond_it_every_entry_follows_once(many: int, client: Client) -> None:
    url, seen = f"{URL}?q=nautica&limit=100&fields=codice", []
    while url:
        body = client.get(url.removeprefix(BASE)).json()
        assert body["pertinenza"] == {"limite": 2000, "superato": True}
        seen += codes(body)
        url = body["_links"]["next"]
    # The one that has the word in its name comes first, though by name it would be the last.
    assert seen == ["RP-1-0001", *(f"RP-1-{n}" for n in range(1000, 1000 + MAX_CANDIDATI))]
    assert len(client.get(f"{MAP}?q=nautica").json()["features"]) == 1000
