"""Every public page: one h1, Italian, strict policy, no cookie, an ETag; and kind words when something is missing."""

import logging
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client

from home.models import ContenutoPage
from home.views import iniziale
from tests.home.conftest import Page, Visitor

pytestmark = pytest.mark.slow

PATHS = (
    "/",
    "/registro",
    "/registro?q=moda",
    "/sezioni/1",
    "/sezioni/3",
    "/registro/RP-1-0001",
    "/registro/RP-7-0001",
    "/pagine",
    "/pagine/chi-tiene-il-registro",
    "/dati",
    "/api/v1/docs",
    "/inesistente",
)


@pytest.mark.parametrize("path", PATHS)
def test_every_page_keeps_the_house_rules(
    registro_pieno: list[str], pagina: ContenutoPage, client: Client, path: str
) -> None:
    response = client.get(path)
    page = Page(response)
    assert page.title.startswith(page.h1)
    assert ("html", {"lang": "it"}) in page.tags
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe-inline" not in policy
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")
    for tag, attributes in page.tags:
        assert "style" not in attributes
        assert not [name for name in attributes if name.startswith("on")]
        if tag == "script":
            assert (attributes.get("src") or "").startswith("/static/") or attributes["type"] == "application/ld+json"
        for name in ("src", "href"):
            address = attributes.get(name) or ""
            if tag != "a" and address.startswith("http"):
                assert address.startswith("https://registro.example.it/"), address


@pytest.mark.parametrize("path", PATHS[:-1])
def test_an_unchanged_page_is_answered_304(
    registro_pieno: list[str], pagina: ContenutoPage, client: Client, path: str
) -> None:
    etag = client.get(path).headers["ETag"]
    again = client.get(path, headers={"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")


def test_public_pages_are_only_read(registro_pieno: list[str], client: Client) -> None:
    for path in ("/", "/registro", "/registro/RP-1-0001"):
        assert client.post(path).status_code == 405


def test_the_admin_keeps_a_policy_of_its_own(registro: None, client: Client) -> None:
    policy = client.get("/admin/login/").headers["Content-Security-Policy"]
    assert "script-src 'self' 'unsafe-inline'" in policy
    assert "frame-ancestors 'self'" in policy


def test_the_colour_is_a_style_sheet(registro: None, client: Client) -> None:
    response = client.get("/colore.css")
    assert response.headers["Content-Type"].startswith("text/css")
    assert response.content == b":root{--colore:#0059b3}\n"


def test_a_page_that_was_never_there_offers_the_search(visitor: Visitor) -> None:
    page = visitor.open("/inesistente", status=404)
    assert sum(attrs.get("type") == "search" for _tag, attrs in page.tags) == 1, "one box to search with, not two"
    assert page.h1 == "Pagina non trovata"
    assert ("form", "search") in [(tag, attributes.get("role")) for tag, attributes in page.tags]


def test_a_wrong_address_that_names_an_entry_leads_to_it(visitor: Visitor, registro_pieno: list[str]) -> None:
    page = visitor.open("/distretti/rp-1-0001.html", status=404)
    assert "il codice RP-1-0001 è nel registro" in page.text
    assert "/registro/RP-1-0001" in page.links


def test_a_code_that_never_was_is_said_so(visitor: Visitor) -> None:
    page = visitor.open("/registro/RP-1-9999", status=404)
    assert "Nessuna voce del registro ha mai avuto il codice RP-1-9999" in page.text


def test_a_fault_of_ours_has_a_reference_that_the_log_has_too(
    registro: None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> Any:
        raise RuntimeError("guasto di prova")

    monkeypatch.setattr(iniziale, "sezioni", broken)
    with caplog.at_level(logging.ERROR):
        response = Client(raise_request_exception=False).get("/")
    page = Page(response)
    assert response.status_code == 500
    assert page.h1 == "Qualcosa non ha funzionato"
    reference = page.html.split('class="riferimento">')[1].split("<")[0]
    assert reference in caplog.text
    assert "guasto di prova" in caplog.text


def test_a_database_that_does_not_answer_says_to_come_back(registro: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked() -> Any:
        raise OperationalError("database is locked")

    monkeypatch.setattr(iniziale, "sezioni", locked)
    response = Client(raise_request_exception=False).get("/")
    assert response.status_code == 503
    assert "momentaneamente occupato" in Page(response).h1
    assert response.headers["Retry-After"] == "30"


def test_search_engines_find_every_entry_and_leave_the_office_alone(
    visitor: Visitor, registro_pieno: list[str], pagina: ContenutoPage
) -> None:
    robots = visitor.client.get("/robots.txt").content.decode()
    assert "Disallow: /admin/" in robots
    assert "Sitemap: https://registro.example.it/sitemap.xml" in robots
    sitemap = visitor.client.get("/sitemap.xml").content.decode()
    for path in ("/", "/registro/RP-1-0001", "/registro/RP-7-0001", "/sezioni/7", "/pagine/chi-tiene-il-registro"):
        assert f"<loc>https://registro.example.it{path}</loc>" in sitemap
