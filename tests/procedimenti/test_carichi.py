"""From the dashboard to the work list: each number of the loads leads to as many cases as it says."""

import datetime as dt
from typing import Any

import pytest
from bs4 import Tag

from identita.models import User
from procedimenti.enums import Passo
from procedimenti.selectors.lista import PER_PAGINA
from tests.factories import make_funzionario
from tests.procedimenti.conftest import OGGI, assigned, draft, step
from tests.procedimenti.test_elenco import QUERIES, link, names, page_of, status
from tests.procedimenti.test_schermate import BASE, desk

LOADS = "carichi-e-tempi/"
LATE = OGGI - dt.timedelta(days=200)
pytestmark = [pytest.mark.usefixtures("oggi"), pytest.mark.slow]


@pytest.fixture
def loads(funzionario: User, collega: User) -> None:
    """Two people with late and running cases, more than a page for one; some that nobody took; what does not count."""
    funzionario.first_name, funzionario.last_name = "Giulia", "Amoruso"
    funzionario.save()
    for number in range(3):
        assigned(funzionario, LATE if number else OGGI, richiedente=f"Di Giulia {number}")
    for number in range(PER_PAGINA + 1):
        assigned(collega, LATE if number == 7 else OGGI, richiedente=f"Del collega {number:02}")
    for day in (LATE, OGGI):
        step(draft(funzionario, richiedente="Di nessuno"), Passo.PRESENTAZIONE, funzionario, day)
    draft(funzionario, richiedente="Una bozza")
    step(assigned(funzionario, richiedente="Finita"), Passo.RINUNCIA, funzionario)


def rows(user: User) -> dict[str, list[Tag]]:
    """The rows of the loads, by name, each as its cells."""
    page = page_of(user, LOADS)
    return {str(tr.th.get_text()): tr.select("th, td") for tr in page.select("[aria-labelledby=carichi] tbody tr")}  # type: ignore[union-attr]


def reached(user: User, href: str) -> list[str]:
    """Every case of the list at an address, through all of its pages."""
    found, address = [], href
    while True:
        page = page_of(user, address.removeprefix(BASE))
        found += names(page)
        following = [a for a in page.select("main a") if a.get_text() == "Pagina successiva"]
        if not following:
            return found
        address = str(following[0]["href"])


@pytest.mark.usefixtures("loads")
def test_each_number_leads_to_as_many_cases_as_it_says(funzionario: User) -> None:
    found = rows(funzionario)
    assert list(found) == ["funzionario.ricerca2", "Giulia Amoruso", "Non assegnati"]
    numbers = [[int(td.get_text()) for td in cells[1:]] for cells in found.values()]
    assert numbers == [[PER_PAGINA + 1, 1], [3, 2], [2, 1]]
    for name, open_ones, late in found.values():
        for cell, told in ((name, open_ones), (open_ones, open_ones), (late, late)):
            assert cell.a is not None
            assert len(reached(funzionario, str(cell.a["href"]))) == int(told.get_text())


@pytest.mark.usefixtures("loads")
def test_the_list_says_whose_cases_it_shows_and_how_to_see_those_of_all(funzionario: User) -> None:
    found = rows(funzionario)
    late = str(found["Giulia Amoruso"][2].a["href"])  # type: ignore[index]
    page = page_of(funzionario, late.removeprefix(BASE))
    assert names(page) == ["Di Giulia 1", "Di Giulia 2"]
    assert "Solo quelli di Giulia Amoruso." in page.get_text()
    assert link(page, "I miei (3)") == f"?vista=miei&responsabile={funzionario.pk}"
    assert page.select_one("form [name=responsabile]")["value"] == str(funzionario.pk)  # type: ignore[index]
    everybody = page_of(funzionario, link(page, "Mostra quelli di tutti"))
    assert status(everybody) == "4 procedimenti"
    nobody = page_of(funzionario, "?vista=miei&responsabile=nessuno")
    assert link(nobody, "Quelli di tutti, non solo quelli non assegnati") == "?vista=miei"


def test_a_number_of_none_leads_nowhere(funzionario: User) -> None:
    assigned(funzionario)
    (cells,) = rows(funzionario).values()
    assert (cells[2].get_text(), cells[2].a) == ("0", None)


@pytest.mark.parametrize("said", ["boh", "0", "-1", "１", "999999999", "9999999999", "nessuno "])
def test_a_person_that_is_not_one_is_left_out(funzionario: User, said: str) -> None:
    assigned(funzionario, richiedente="Alfa")
    page = page_of(funzionario, f"?responsabile={said}")
    assert names(page) == ["Alfa"]
    assert "Solo" not in page.select_one("main").get_text()  # type: ignore[union-attr]


def test_nobody_is_named_to_the_other_structure(funzionario: User) -> None:
    mine = assigned(funzionario, richiedente="Alfa")
    other = make_funzionario("agricoltura")
    page = page_of(other, f"?responsabile={mine.responsabile_id}")
    assert funzionario.username not in page.get_text()
    assert names(page) == []
    assert "Solo" not in page.select_one("main").get_text()  # type: ignore[union-attr]


def test_a_person_costs_one_query_more(funzionario: User, django_assert_num_queries: Any) -> None:
    for number in range(3):
        assigned(funzionario, richiedente=f"Ente {number}")
    client = desk(funzionario)
    with django_assert_num_queries(QUERIES + 1):
        client.get(f"{BASE}?responsabile={funzionario.pk}")
