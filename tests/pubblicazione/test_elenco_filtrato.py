"""A list filtered by one value is walked along the rows of that value: it gives what filtering by hand gives."""

from dataclasses import replace

import pytest

from pubblicazione.actions.documento import store_documento
from pubblicazione.models import DocumentoFiltro
from pubblicazione.schemas import Rendering
from pubblicazione.selectors import SORTS, Query, page_of_documenti, sort_value

# Key, name, province, filiere: names in another order than keys, two of them alike.
VOCI: tuple[tuple[str, str, str, list[str]], ...] = (
    ("P1", "olio", "BA", ["agro", "olio"]),
    ("P2", "moda", "LE", ["tessile"]),
    ("P3", "acqua", "LE", ["agro"]),
    ("P4", "moda", "LE", ["tessile", "agro"]),
    ("P5", "zeta", "BA", []),
    ("P6", "legno", "LE", ["arredo", "tessile"]),
)
ASKED: tuple[dict[str, list[str]], ...] = (
    {"provincia": ["LE"]},
    {"filiera": ["tessile"]},
    {"provincia": ["LE"], "filiera": ["agro"]},
    {"provincia": ["BA", "LE"], "filiera": ["agro"]},
    {"provincia": ["LE"], "filiera": ["agro", "tessile"]},
    {"filiera": ["nessuna"]},
)


def store(chiave: str, ordine: str, provincia: str, filiere: list[str], *, risorsa: str = "prova") -> None:
    filtri = {"provincia": [provincia], "filiera": filiere}
    corpo = f"{chiave} {ordine}".encode()
    store_documento(rendering=Rendering(risorsa=risorsa, chiave=chiave, corpo=corpo, ordine=ordine, filtri=filtri))


@pytest.fixture
def voci(db: None) -> None:
    for voce in VOCI:
        store(*voce)
    store("P7", "altro", "LE", ["agro"], risorsa="altra")


def by_hand(filtri: dict[str, list[str]]) -> set[str]:
    found = {chiave for chiave, _ordine, _provincia, _filiere in VOCI}
    for chiave, _ordine, provincia, filiere in VOCI:
        has = {"provincia": {provincia}, "filiera": set(filiere)}
        if any(not has[name] & set(values) for name, values in filtri.items()):
            found.remove(chiave)
    return found


def pages_of(query: Query) -> list[str]:
    found: list[str] = []
    while page := page_of_documenti(query):
        shown = page[: query.limit]
        found += [d.chiave for d in shown]
        query = replace(query, after=(sort_value(shown[-1], query.sort), shown[-1].chiave))
    return found


@pytest.mark.parametrize("filtri", ASKED, ids=str)
@pytest.mark.parametrize("limit", [1, 2, 20])
@pytest.mark.parametrize("sort", SORTS)
def test_the_pages_of_a_filtered_list_are_the_list_filtered_by_hand(
    voci: None, sort: str, limit: int, filtri: dict[str, list[str]]
) -> None:
    everything = pages_of(Query(risorsa="prova", sort=sort))

    assert pages_of(Query(risorsa="prova", sort=sort, limit=limit, filtri=filtri)) == [
        chiave for chiave in everything if chiave in by_hand(filtri)
    ]


def test_an_entry_that_changes_its_name_changes_its_place_in_the_filtered_list(voci: None) -> None:
    store("P3", "xilofono", "LE", ["agro"])

    assert pages_of(Query(risorsa="prova", filtri={"provincia": ["LE"]})) == ["P6", "P2", "P4", "P3"]
    assert not DocumentoFiltro.objects.filter(ordine="acqua").exists()
