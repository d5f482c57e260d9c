"""The documentation of the API as people read it: whole, of this server, and asking nothing of anybody else."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from api.errors import KINDS
from api.openapi.build import build_openapi

pytestmark = pytest.mark.slow

URL = "/api/v1/docs"
BASE = "https://registro.example.it"
GUIDE = Path(__file__).resolve().parents[2] / "docs" / "guida" / "sviluppatore-del-sito.md"


@pytest.fixture
def page(registro: None, client: Client) -> BeautifulSoup:
    answer = client.get(URL)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def test_every_resource_parameter_and_refusal_is_there(page: BeautifulSoup) -> None:
    ids = {str(tag["id"]) for tag in page.select("[id]")}
    assert set(KINDS) <= ids
    assert {"condizioni", "limiti", "novita"} <= ids
    for path, operations in build_openapi()["paths"].items():
        box = page.select_one(f"#{operations['get']['operationId'].replace('_', '-')}")
        assert box is not None, path
        text = box.get_text(" ")
        assert f"/api/v1{path}" in text
        for parameter in operations["get"]["parameters"]:
            assert parameter["name"] in text


def test_every_field_has_its_meaning_also_the_innermost(page: BeautifulSoup) -> None:
    rows = page.select("#show-iscrizione tbody tr")
    fields = {row.select_one("th").contents[0].strip(): row.select("td")[0].get_text() for row in rows}  # type: ignore[union-attr,union-attr]
    assert "sede.comune.nome" in fields
    assert "registro.denominazioni[].denominazione" in fields
    assert all(fields.values())


def test_it_speaks_of_this_server_and_asks_nothing_of_others(page: BeautifulSoup, client: Client) -> None:
    loaded = [
        str(tag.get("src") or tag.get("href")) for tag in page.select("script[src], img[src], link[rel=stylesheet]")
    ]
    assert loaded
    assert all(address.startswith("/") for address in loaded)
    assert not page.select("[style], script:not([src]):not([type])")
    assert "registro.example.it" in page.get_text()


def test_the_three_first_calls_work(page: BeautifulSoup, client: Client) -> None:
    block = page.select_one("pre")
    assert block is not None
    calls = re.findall(r"curl '([^']+)'", block.get_text())
    assert len(calls) == 3
    for call in calls:
        assert call.startswith(f"{BASE}/api/v1/")
        assert client.get(call.removeprefix(BASE)).status_code == 200


def test_the_program_that_synchronises_is_that_of_the_guide(page: BeautifulSoup) -> None:
    """The guide's is run against a real server by its own test."""
    shown = page.select_one("section[aria-labelledby=sincronizzare] code")
    assert shown is not None
    code = shown.get_text().strip().replace(BASE, "http://localhost:8000")
    assert f"```python\n{code}\n```" in GUIDE.read_text(encoding="utf-8")


def test_a_refusal_leads_to_its_place_in_the_page(page: BeautifulSoup, client: Client) -> None:
    refused = client.get("/api/v1/iscrizioni?limit=0").json()
    place = refused["type"].removeprefix(f"{BASE}{URL}#")
    heading = page.select_one(f"#{place}")
    assert heading is not None
    assert refused["title"] in heading.get_text()
