"""Cursors written by hand: whatever they hold, they are those of the register or are refused."""

import base64
import json
from typing import Any

import pytest
from django.test import Client

from api.cursor import make_cursor
from core.canonical import digest
from distretti.models import Iscrizione
from tests.api.conftest import Once
from tests.api.material import make_small_register
from tests.factories import make_funzionario

pytestmark = pytest.mark.usefixtures("db")

URL = "/api/v1/iscrizioni"


@pytest.fixture(scope="module")
def small_register(once: Once) -> Any:
    """The small register, written once for this file."""
    return once(lambda: make_small_register(make_funzionario()))


def forge(sort: str, value: object, chiave: object = "RP-1-0001", **more: str) -> str:
    """Write a cursor of the search by `sort`, its mark included, with any value."""
    mark = digest({"risorsa": "iscrizioni", "sort": sort, **more})[:16]
    raw = json.dumps([mark, value, chiave]).encode()
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


@pytest.mark.parametrize("sort", ["aggiornato_il", "-aggiornato_il"])
@pytest.mark.parametrize(
    "value",
    [
        "2025-01-01t00:00:00z",
        "2025-01-01T00:00:00 02:00",
        "2025-01-01T00:00:00",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00",
        "ieri",
        "",
        1,
        None,
        "2025-01-01T00:00:00Z\x00",
    ],
)
def test_an_instant_that_the_register_does_not_write_is_refused(
    small_register: list[Iscrizione], client: Client, sort: str, value: object
) -> None:
    response = client.get(f"{URL}?sort={sort}&cursor={forge(sort, value)}")
    assert response.status_code == 422
    assert response.json()["errors"][0]["parametro"] == "cursor"


@pytest.mark.parametrize("value", ["", " ", "-1 a", "10001 a", "1.5 a", "\u0661 a", f"{'9' * 50} a", 7, ["1"]])
def test_a_weight_that_no_document_has_is_refused(
    small_register: list[Iscrizione], client: Client, value: object
) -> None:
    cursor = forge("pertinenza", value, q="moda")
    assert client.get(f"{URL}?q=moda&cursor={cursor}").status_code == 422


@pytest.mark.parametrize("value", ["0", "0 ", "10000 zzz", "9 \U0001f600"])
def test_a_weight_that_a_document_might_have_finds_what_follows(
    small_register: list[Iscrizione], client: Client, value: str
) -> None:
    assert client.get(f"{URL}?q=moda&cursor={forge('pertinenza', value, q='moda')}").status_code == 200


@pytest.mark.parametrize("sort", ["denominazione", "-denominazione", "codice", "-codice"])
def test_any_text_is_a_place_in_an_alphabetical_order(
    small_register: list[Iscrizione], client: Client, sort: str
) -> None:
    for value in ("", "z" * 1000, "\U0001f600", "'--", "%"):
        assert client.get(f"{URL}?sort={sort}&cursor={forge(sort, value)}").status_code == 200


@pytest.mark.parametrize("value", ["9" * 100, "-5", " 7 ", "1_0", "x", "9" * 5000])
def test_a_number_of_the_feed_of_any_length(registro: None, client: Client, value: str) -> None:
    cursor = make_cursor(query={"risorsa": "esportazioni"}, after=(value, ""))
    assert client.get(f"/api/v1/esportazioni?cursor={cursor}").status_code in {200, 422}


@pytest.mark.parametrize("sort", ["aggiornato_il", "-aggiornato_il"])
def test_pages_of_a_past_day_follow_each_other_by_instant_too(
    small_register: list[Iscrizione], client: Client, sort: str
) -> None:
    first = client.get(f"{URL}?alla_data=2025-06-01&limit=1&sort={sort}").json()
    following = client.get(first["_links"]["next"].removeprefix("https://registro.example.it"))
    assert following.status_code == 200, following.content
    assert following.json()["items"][0]["codice"] != first["items"][0]["codice"]
