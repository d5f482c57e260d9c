"""A small register to visit: entries of two structures, one with its approved profile."""

import datetime as dt
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client

from core.uncertain_dates import in_month, not_known, on_day
from distretti.enums import TipoAtto
from distretti.models import Iscrizione
from home.models import ContenutoPage, HomePage
from identita.models import User
from pubblicazione.actions.moderazione import approve_pagina
from pubblicazione.models import PaginaModerata
from tests.factories import make_atto, make_funzionario, make_iscrizione, make_user

NAUTICA = "Distretto Produttivo della Nautica da Diporto in Puglia"


INLINE = {"a", "b", "em", "i", "small", "span", "strong", "time"}


class Page(HTMLParser):
    """What a test looks at of a page: its text, title, headings, links and forms."""

    def __init__(self, response: Any) -> None:
        super().__init__()
        self.response = response
        self.html = response.content.decode()
        self.links: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: dict[str, list[str]] = {"title": [], "h1": [], "h2": []}
        self._open = ""
        self._text: list[str] = []
        self.feed(self.html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag not in INLINE:
            self._text.append(" ")
        self.tags.append((tag, found))
        if tag == "a" and found.get("href"):
            self.links.append(str(found["href"]))
        if tag in self.words:
            self._open = tag
            self.words[tag].append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == self._open:
            self._open = ""
        if tag not in INLINE:
            self._text.append(" ")

    def handle_data(self, data: str) -> None:
        self._text.append(data)
        if self._open:
            self.words[self._open][-1] += data

    @property
    def text(self) -> str:
        return " ".join("".join(self._text).split())

    @property
    def title(self) -> str:
        return " ".join(self.words["title"][0].split())

    @property
    def h1(self) -> str:
        (only,) = self.words["h1"]
        return " ".join(only.split())


class Visitor:
    """Somebody of the public, who reads pages."""

    def __init__(self) -> None:
        self.client = Client()

    def open(self, path: str, *, status: int = 200, **query: Any) -> Page:
        response = self.client.get(path, query)
        assert response.status_code == status, f"{path} answered {response.status_code}"
        return Page(response)


@pytest.fixture
def visitor(registro: None) -> Visitor:
    return Visitor()


def publish(pagina: PaginaModerata, *, by: User, approver: User) -> None:
    """Write what is on the page in `by`'s name, and approve it in another's."""
    revisione = pagina.save_revision(user=by)
    pagina.get_workflow().start(pagina, by)
    approve_pagina(pagina=pagina, sha256=pagina.sha256_of(revisione), by=approver)


@pytest.fixture
def nautica(funzionario: User) -> Iscrizione:
    """An entry with its seat and an approved profile."""
    iscrizione = make_iscrizione(
        NAUTICA,
        by=funzionario,
        comune="073027",
        decorrenza=on_day(dt.date(2025, 4, 1)),
        sito="https://nautica.example.it/",
    )
    scheda = iscrizione.scheda
    scheda.sintesi = "Cantieri e servizi per chi va per mare."
    scheda.presentazione = "<p>Una rete di <b>cantieri</b> lungo la costa.</p>"
    scheda.filiere = ["nautica"]
    scheda.indicatori = [
        type(scheda).indicatori.rel.related_model(nome="imprese", valore=n, anno=year, fonte="Censimento")
        for n, year in ((1070, 2024), (70, 2009))
    ]
    publish(scheda, by=make_user("redattore", "Redattore – ricerca"), approver=funzionario)
    return iscrizione


@pytest.fixture
def registro_pieno(nautica: Iscrizione, funzionario: User) -> list[str]:
    """Five entries of two structures; returns their codes."""
    agricoltura = make_funzionario("agricoltura")
    made = [
        nautica,
        make_iscrizione(
            "Distretto della Moda",
            by=funzionario,
            comune="075035",
            decorrenza=in_month(2010, 7),
            atto=make_atto(dt.date(2010, 7, 19), numero="1704"),
        ),
        make_iscrizione("Distretto Tecnologico Aerospaziale", by=funzionario, sezione=2, comune="074001"),
        make_iscrizione("Distretto del Cibo Daunia Rurale", by=agricoltura, sezione=6, comune="071024"),
        make_iscrizione(
            "Distretto senza data",
            by=agricoltura,
            sezione=7,
            decorrenza=not_known(al=dt.date(2025, 1, 31)),
            atto=make_atto(
                tipo=TipoAtto.NON_NOTO, organo="", numero="", data_dal=None, data_al=None, data_precisione="non_nota"
            ),
        ),
    ]
    return [iscrizione.codice for iscrizione in made]


@pytest.fixture
def pagina(registro: None) -> ContenutoPage:
    """An editorial page, approved by the amministratore."""
    page = ContenutoPage(title="Chi tiene il registro", slug="chi-tiene-il-registro", live=False)
    HomePage.objects.get().add_child(instance=page)
    page.introduzione, page.testo = "Le due strutture.", "<p>Ricerca e agricoltura.</p>"
    publish(page, by=make_funzionario(username="autore"), approver=make_user("admin", "Amministratore"))
    return page
