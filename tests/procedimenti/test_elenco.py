"""The work list: what each view and filter leaves, in which order, with the whole question in the address."""

import re
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag

from distretti.models import Sezione
from identita.models import User
from procedimenti.enums import Passo, TipoProcedimento
from procedimenti.selectors.lista import PER_PAGINA
from tests.factories import make_iscrizione
from tests.procedimenti.conftest import OGGI, assigned, draft, step
from tests.procedimenti.test_schermate import BASE, desk

# The whole first page, the admin's own questions included: docs/prestazioni.md says what each is for.
QUERIES = 10
pytestmark = [pytest.mark.usefixtures("oggi"), pytest.mark.slow]


def page_of(user: User, query: str = "") -> BeautifulSoup:
    response = desk(user).get(f"{BASE}{query}")
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def names(page: BeautifulSoup) -> list[str]:
    return [a.get_text() for a in page.select(".proc-voce a")]


def link(page: BeautifulSoup, text: str) -> str:
    found = next(a for a in page.select("main a") if a.get_text(strip=True).startswith(text))
    return str(found["href"])


def status(page: BeautifulSoup) -> str:
    found = page.select_one(".proc-alto [role=status]")
    assert isinstance(found, Tag)
    return found.get_text()


@pytest.fixture
def cases(funzionario: User) -> None:
    """Three cases in two sections, of two kinds; the first is the oldest."""
    entry = make_iscrizione("Distretto della Nautica", by=funzionario)
    assigned(funzionario, OGGI.replace(month=9), richiedente="Zeta")
    assigned(funzionario, OGGI.replace(month=10), tipo=TipoProcedimento.CONFERMA, iscrizione=entry, richiedente="Alfa")
    assigned(funzionario, OGGI, tipo=TipoProcedimento.CENSIMENTO, sezione=5, richiedente="Media")


@pytest.mark.usefixtures("cases")
@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", ["Zeta", "Alfa", "Media"]),
        ("?ordine=recenti", ["Media", "Alfa", "Zeta"]),
        ("?ordine=ricevimento", ["Zeta", "Alfa", "Media"]),
        ("?ordine=nome", ["Alfa", "Media", "Zeta"]),
        ("?tipo=conferma", ["Alfa"]),
        ("?sezione=5", ["Media"]),
        ("?sezione=1&ordine=nome", ["Alfa", "Zeta"]),
        ("?vista=miei&tipo=censimento&sezione=5", ["Media"]),
        ("?vista=boh&tipo=boh&sezione=mille&ordine=boh&p=boh", ["Zeta", "Alfa", "Media"]),
        ("?tipo=conferma&sezione=5", []),
        ("?sezione=6", []),
    ],
)
def test_what_a_question_leaves_and_in_which_order(funzionario: User, query: str, shown: list[str]) -> None:
    page = page_of(funzionario, query)
    assert names(page) == shown
    assert status(page) == ("Un procedimento" if len(shown) == 1 else f"{len(shown)} procedimenti")


@pytest.mark.usefixtures("cases")
def test_views_keep_the_filters_and_count_with_them(funzionario: User) -> None:
    page = page_of(funzionario, "?tipo=conferma&ordine=nome")
    assert link(page, "I miei (1)") == "?vista=miei&tipo=conferma&ordine=nome"
    chosen = {str(o["value"]) for o in page.select(".desk-filters option[selected]")}
    assert chosen == {"conferma", "nome"}
    assert page.select_one(".desk-filters [name=vista]")["value"] == "aperti"  # type: ignore[index]


@pytest.mark.usefixtures("cases")
def test_nothing_left_says_which_filter_to_drop(funzionario: User) -> None:
    page = page_of(funzionario, "?tipo=conferma&sezione=5")
    assert "Nessun procedimento con questi filtri." in page.get_text()
    assert link(page, "Tutti i procedimenti, non solo «Conferma»") == "?vista=aperti&sezione=5"
    assert link(page, "Tutte le sezioni, non solo la 5") == "?vista=aperti&tipo=conferma"


def test_only_the_sections_of_the_structure_are_offered(funzionario: User) -> None:
    offered = [o.get_text() for o in page_of(funzionario).select("#filtro-sezione option")]
    assert offered == ["Tutte", *(str(s) for s in Sezione.objects.filter(competenza="ricerca").order_by("codice"))]


def test_pages_keep_the_question(funzionario: User) -> None:
    for number in range(PER_PAGINA + 1):
        draft(funzionario, richiedente=f"Ente {number:02}")
    page = page_of(funzionario, "?vista=bozze&sezione=1&ordine=nome")
    assert link(page, "Pagina successiva") == "?vista=bozze&sezione=1&ordine=nome&p=2"
    last = page_of(funzionario, link(page, "Pagina successiva"))
    assert names(last) == [f"Ente {PER_PAGINA}"]
    assert link(last, "Pagina precedente") == "?vista=bozze&sezione=1&ordine=nome"
    assert link(last, "Aperti") == "?vista=aperti&sezione=1&ordine=nome"


def test_the_concluded_come_last_first_and_offer_no_act(funzionario: User) -> None:
    for name, day in (("Prima", 1), ("Seconda", 2)):
        step(assigned(funzionario, OGGI.replace(day=1), richiedente=name), Passo.RINUNCIA, funzionario,
             OGGI.replace(day=day))  # fmt: skip
    page = page_of(funzionario, "?vista=conclusi")
    assert names(page) == ["Seconda", "Prima"]
    assert names(page_of(funzionario, "?vista=conclusi&ordine=nome")) == ["Prima", "Seconda"]
    assert page.select("[name=caso]") == []


def test_each_row_may_be_chosen_by_a_name_of_its_own(funzionario: User, dirigente: User) -> None:
    istanza = assigned(funzionario)
    page = page_of(funzionario)
    (box,) = page.select("[name=caso]")
    assert box["value"] == f"{istanza.numero}:{istanza.versione}"
    assert box["aria-label"] == f"Scegli Legno di Puglia scarl, {istanza.numero}"
    acts = [re.sub(r"\s+", " ", b.get_text()) for b in page.select(".proc-insieme button")]
    assert acts == ["Prendi in carico", "Avvia l’istruttoria"]
    assert [b.get_text() for b in page_of(dirigente).select(".proc-insieme button")][-1] == "Assegna a…"


@pytest.mark.parametrize("who", ["funzionario", "dirigente"])
def test_the_whole_first_page_costs_ten_queries_for_one_case_and_for_many(
    who: str, request: pytest.FixtureRequest, funzionario: User, django_assert_num_queries: Any
) -> None:
    client = desk(request.getfixturevalue(who))
    for cases in (1, 12):
        for number in range(cases):
            assigned(funzionario, richiedente=f"Ente {number}")
        with django_assert_num_queries(QUERIES):
            client.get(BASE)
        with django_assert_num_queries(QUERIES):
            client.get(f"{BASE}?vista=aperti&tipo=riconoscimento&sezione=1&ordine=nome")


def test_the_concluded_are_counted_with_one_query_more(funzionario: User, django_assert_num_queries: Any) -> None:
    step(assigned(funzionario), Passo.RINUNCIA, funzionario)
    client = desk(funzionario)
    with django_assert_num_queries(QUERIES + 1):
        client.get(f"{BASE}?vista=conclusi")
