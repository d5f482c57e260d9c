"""What the regional website reads: entries, pages of them, and refusals it can understand."""

import json

import pytest
from django.test import Client

from identita.models import User
from tests.factories import make_iscrizione


def test_an_entry_is_public_from_the_moment_it_is_recorded(funzionario: User, client: Client) -> None:
    make_iscrizione("Distretto della Nautica", by=funzionario, comune="073027")
    response = client.get("/api/v1/iscrizioni/RP-1-0001")
    assert response.status_code == 200
    body = response.json()
    assert body["denominazione"] == "Distretto della Nautica"
    assert body["sede"]["provincia"] == "TA"
    assert body["profilo"] is None
    assert body["iscritto_dal"] == {"dal": "2025-04-01", "al": "2025-04-01", "precisione": "giorno"}


def test_the_same_etag_is_answered_304(funzionario: User, client: Client) -> None:
    make_iscrizione(by=funzionario)
    etag = client.get("/api/v1/iscrizioni/RP-1-0001").headers["ETag"]
    again = client.get("/api/v1/iscrizioni/RP-1-0001", headers={"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")


def test_pages_follow_each_other_without_gaps(funzionario: User, client: Client) -> None:
    for n in range(7):
        make_iscrizione(f"Distretto {n}", by=funzionario)
    url, seen = "/api/v1/iscrizioni?limit=3", []
    while url:
        body = client.get(url.removeprefix("https://registro.example.it")).json()
        seen += [item["codice"] for item in body["items"]]
        url = body["_links"]["next"]
    assert seen == [f"RP-1-000{n}" for n in range(1, 8)]


def test_search_knows_italian_and_ignores_accents(funzionario: User, client: Client) -> None:
    make_iscrizione("Distretto dell'Edilizia di qualità", by=funzionario)
    make_iscrizione("Distretto della Moda", by=funzionario)
    found = client.get("/api/v1/iscrizioni", {"q": "qualita edilizie"}).json()["items"]
    assert [i["denominazione"] for i in found] == ["Distretto dell'Edilizia di qualità"]


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("inesistente=1", "inesistente"),
        ("limit=0", "limit"),
        ("limit=1000000", "limit"),
        ("limit=dieci", "limit"),
        ("sezione=8", "sezione"),
        ("sort=prezzo", "sort"),
        ("cursor=@@", "cursor"),
        ("cursor=WzFd", "cursor"),
        ("q=a&q=b", "q"),
    ],
)
def test_a_wrong_parameter_is_refused_by_name(registro: None, client: Client, query: str, name: str) -> None:
    response = client.get(f"/api/v1/iscrizioni?{query}")
    assert response.status_code == 422
    assert response.headers["Content-Type"] == "application/problem+json"
    assert json.loads(response.content)["errors"][0]["parametro"] == name


def test_an_unknown_code_is_a_404_that_names_it(registro: None, client: Client) -> None:
    response = client.get("/api/v1/iscrizioni/RP-1-9999")
    assert response.status_code == 404
    assert "RP-1-9999" in response.json()["detail"]
