"""Questions to the models' addresses that few clients ask: each has a plain answer, none breaks the server."""

from typing import Any

import pytest
from django.test import Client

from identita.models import User
from modulistica.models import Modello
from tests.archivio import files
from tests.modulistica.conftest import START, publish

BASE = "/modelli/programma-di-sviluppo"
FILE = f"{BASE}/v1/Programma.docx"


@pytest.fixture(autouse=True)
def published(local_stores: Any, modello: Modello, funzionario: User, other: User) -> None:
    publish(modello, funzionario, other, dal=START)


@pytest.mark.parametrize("day", ["20250331", "2025-W10-1", "", "2025-03-31\0", " 2025-03-31", "٢٠٢٥-03-31"])
def test_a_day_is_written_in_one_way(client: Client, day: str) -> None:
    assert client.get(BASE, {"alla_data": day}).status_code == 422


def test_a_day_to_come_leads_to_the_version_that_will_be_in_force(client: Client) -> None:
    assert client.get(BASE, {"alla_data": "2999-01-01"})["Location"].endswith(f"{BASE}/v1/Programma.pdf")


@pytest.mark.parametrize("header", ["bytes=٣-٥", "bytes=0-" + "9" * 5000, "bytes=" + "9" * 5000 + "-", "bytes=-", "x"])
def test_a_range_that_is_none_gives_the_whole_file(client: Client, header: str) -> None:
    answer = client.get(FILE, headers={"Range": header})
    assert (answer.status_code, answer.getvalue()) == (200, files.docx({"word/m.xml": b"a"}))


def test_who_asks_only_for_headers_is_told_of_the_whole_file(client: Client) -> None:
    """A range counts in a GET only (RFC 9110 §14.2)."""
    answer = client.head(FILE, headers={"Range": "bytes=0-3"})
    assert (answer.status_code, answer.get("Content-Range")) == (200, None)


def test_who_has_any_copy_is_told_that_it_is_good(client: Client) -> None:
    """`*` is any current representation (RFC 9110 §13.1.2)."""
    assert client.get(FILE, headers={"If-None-Match": "*"}).status_code == 304


@pytest.mark.parametrize("path", [f"{BASE}/v1/%00.docx", f"{BASE}/v1/Programma%00.docx"])
def test_a_name_that_no_file_can_have_is_not_found(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(("query", "charset"), [("%00", "utf-8"), ("RP-1-0001%00", "utf-8"), ("%2B2AA-", "utf-7")])
def test_a_code_that_no_entry_can_have_is_not_found(client: Client, query: str, charset: str) -> None:
    """Whoever asks may write in UTF-7, which can tell half of a surrogate pair."""
    path = f"{BASE}/precompilato?iscrizione={query}"
    assert client.get(path, CONTENT_TYPE=f"text/plain; charset={charset}").status_code == 404
