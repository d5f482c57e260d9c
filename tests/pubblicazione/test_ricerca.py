"""Counts and facets say what a person would find by following them."""

import pytest
from pytest_django import DjangoAssertNumQueries

from core.canonical import canonical_bytes
from pubblicazione.actions.documento import store_documento
from pubblicazione.ricerca import all_documenti, count_documenti, facets_of, numbered_page
from pubblicazione.schemas import Rendering
from pubblicazione.selectors import Query

FACETS = ("sezione", "provincia")


@pytest.fixture
def documenti(db: None) -> None:
    places = [("1", "BA"), ("1", "BA"), ("1", "LE"), ("2", "LE"), ("6", "TA")]
    for n, (sezione, provincia) in enumerate(places, start=1):
        filtri = {"sezione": [sezione], "provincia": [provincia]}
        corpo = canonical_bytes({"n": n})
        store_documento(
            rendering=Rendering(risorsa="prova", chiave=f"P{n}", corpo=corpo, ordine=f"nome {n}", filtri=filtri)
        )


def found(query: Query) -> list[str]:
    return [d.chiave for d in all_documenti(query)]


def test_a_facet_ignores_its_own_filter_and_obeys_the_others(documenti: None) -> None:
    facets = facets_of(Query(risorsa="prova", filtri={"sezione": ["1"]}), FACETS)
    assert facets == {"sezione": {"1": 3, "2": 1, "6": 1}, "provincia": {"BA": 2, "LE": 1}}


def test_values_of_one_facet_add_up_and_of_two_narrow(documenti: None) -> None:
    assert found(Query(risorsa="prova", filtri={"sezione": ["1", "2"]})) == ["P1", "P2", "P3", "P4"]
    query = Query(risorsa="prova", filtri={"sezione": ["1", "2"], "provincia": ["LE"]})
    assert found(query) == ["P3", "P4"]
    assert count_documenti(query) == 2


def test_facets_without_filters_cost_one_query(
    documenti: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        facets_of(Query(risorsa="prova"), FACETS)
    with django_assert_num_queries(2):
        facets_of(Query(risorsa="prova", filtri={"sezione": ["1"]}), FACETS)


def test_numbered_pages_cover_the_list_once(documenti: None) -> None:
    query = Query(risorsa="prova", sort="-codice", limit=2)
    pages = [[d.chiave for d in numbered_page(query, number=n)] for n in (1, 2, 3, 4)]
    assert pages == [["P5", "P4"], ["P3", "P2"], ["P1"], []]
