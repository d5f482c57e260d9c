"""Requests that no client sends by mistake: forged cursors, keys that no database can be asked for, half addresses."""

import base64
import json
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client

from core.text import read_key
from distretti.models import Iscrizione
from tests.api.conftest import Once, Refused
from tests.api.material import make_small_register
from tests.factories import make_funzionario

pytestmark = pytest.mark.usefixtures("db")

URL = "/api/v1/iscrizioni"


@pytest.fixture(scope="module")
def small_register(once: Once) -> Any:
    """The small register, written once for this file."""
    return once(lambda: make_small_register(make_funzionario()))


def forge(client: Client, url: str, value: Any, key: Any) -> str:
    """Return an address with a cursor of our own making: the mark of its search is in any cursor of it."""
    following = client.get(url).json()["_links"]["next"]
    stem, _, cursor = following.replace("https://registro.example.it", "").rpartition("cursor=")
    mark = json.loads(base64.urlsafe_b64decode(cursor + "=="))[0]
    forged = base64.urlsafe_b64encode(json.dumps([mark, value, key]).encode()).decode().rstrip("=")
    return f"{stem}cursor={forged}"


@pytest.mark.parametrize("value", [1, 1.5, None, True, [], {}, "\x00", "\ud800"])
def test_a_cursor_holds_two_texts_that_a_database_can_be_asked_for(
    small_register: list[Iscrizione], client: Client, refused: Refused, value: Any
) -> None:
    for values in ((value, "RP-1-0001"), ("nautica", value), (value, value)):
        refused(forge(client, f"{URL}?limit=1", *values), 422, "cursor")


@pytest.mark.parametrize(
    "value",
    [
        "ieri",
        "",
        "2025-01-01",
        "2025-01-01T00:00:00 02:00",
        "2025-01-01t00:00:00z",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00",
    ],
)
def test_a_cursor_writes_an_instant_in_one_way(
    small_register: list[Iscrizione], client: Client, refused: Refused, value: str
) -> None:
    refused(forge(client, f"{URL}?limit=1&sort=aggiornato_il", value, "RP-1-0001"), 422, "cursor")


def test_a_cursor_of_ones_own_that_is_well_made_continues_from_there(
    small_register: list[Iscrizione], client: Client
) -> None:
    for url, value in ((f"{URL}?limit=1", ""), (f"{URL}?limit=1&sort=aggiornato_il", "2025-01-01T00:00:00Z")):
        assert client.get(forge(client, url, value, "")).status_code == 200


@pytest.mark.parametrize("codice", ["RP-1-0001%00", "%00", "RP-1-0001%ED%A0%80", "%FF"])
@pytest.mark.parametrize(
    "query", ["", "?alla_data=2025-12-31", "?conosciuta_al=2025-12-31T00:00:00Z", "?anteprima=a:b:c"]
)
def test_a_code_that_no_database_can_be_asked_for_is_unknown(
    small_register: list[Iscrizione], refused: Refused, codice: str, query: str
) -> None:
    refused(f"{URL}/{codice}{query}", 404)


@pytest.mark.parametrize("percorso", ["//[", "//[x]/y", "//a℀b", "http://[", "/pagine/%00", "%00", "/pagine/%FF"])
def test_a_path_that_is_no_address_leads_to_no_page(registro: None, refused: Refused, percorso: str) -> None:
    refused(f"/api/v1/pagine/per-percorso?percorso={quote(percorso, safe='')}", 404)


@pytest.mark.parametrize(
    "url",
    [
        "/pagine/a%00",
        "/registro/%00",
        "/sezioni/%00",
        "/modelli/a%00",
        "/modelli/a/precompilato?iscrizione=%00",
        "/%00",
    ],
)
def test_a_public_address_with_what_is_no_text_is_not_found(registro: None, client: Client, url: str) -> None:
    assert client.get(url).status_code in {404, 422}


@pytest.mark.parametrize(
    ("text", "key"),
    [("12", 12), ("0012", 12), ("²", None), ("٣", None), ("", None), ("-1", None), ("1 ", None), ("9" * 19, None)],
)
def test_a_key_is_written_in_digits_that_a_database_can_hold(text: str, key: int | None) -> None:
    assert read_key(text) == key
