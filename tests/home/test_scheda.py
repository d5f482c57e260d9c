"""The scheda of an entry shows what the register says of it, and says what is not known."""

import json

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from distretti.models import Iscrizione
from home.views.scheda import canonical_code
from tests.home.conftest import NAUTICA, Visitor

pytestmark = pytest.mark.slow


def test_an_approved_profile_is_shown_with_the_facts(visitor: Visitor, nautica: Iscrizione) -> None:
    page = visitor.open("/registro/RP-1-0001")
    assert page.h1 == NAUTICA
    assert page.title.startswith(NAUTICA)
    for words in (
        "Codice RP-1-0001",
        "1. Distretti produttivi",
        "Iscritto nel registro dal 1º aprile 2025",
        "Una rete di cantieri lungo la costa.",
        "1.070 Imprese, 2024 Fonte: Censimento",
        "2009: 70",
        "Sede Taranto",
        "Deliberazione della Giunta regionale n. 100, 1º aprile 2025",
    ):
        assert words in page.text


def test_what_is_not_known_is_written(visitor: Visitor, registro_pieno: list[str]) -> None:
    page = visitor.open("/registro/RP-7-0001")
    for words in ("Sede non nota", "Forma giuridica non nota", "data non nota, entro il 31 gennaio 2025"):
        assert words in page.text


def test_an_entry_without_a_profile_is_sober_and_whole(visitor: Visitor, registro_pieno: list[str]) -> None:
    page = visitor.open("/registro/RP-1-0002")
    assert "Il distretto non ha ancora una presentazione approvata" in page.text
    assert "Ultimo aggiornamento approvato nessuno" in page.text


def test_it_tells_machines_where_the_data_are(visitor: Visitor, nautica: Iscrizione) -> None:
    page = visitor.open("/registro/RP-1-0001")
    assert '<link rel="canonical" href="https://registro.example.it/registro/RP-1-0001">' in page.html
    assert "https://registro.example.it/api/v1/iscrizioni/RP-1-0001" in page.links
    block = page.html.split('<script type="application/ld+json">')[1].split("</script>")[0]
    assert json.loads(block)["name"] == NAUTICA
    assert "<" not in block


@pytest.mark.parametrize("written", ["rp-1-0001", "RP-1-1", "rp1-0001", "RP_1_0001"])
def test_other_ways_to_write_the_code_lead_to_its_address(nautica: Iscrizione, client: Client, written: str) -> None:
    response = client.get(f"/registro/{written}?da=posta")
    assert (response.status_code, response.headers["Location"]) == (301, "/registro/RP-1-0001?da=posta")


@pytest.mark.parametrize(
    ("path", "where"),
    [
        ("/registro/", "/registro"),
        ("/registro/RP-1-0001/", "/registro/RP-1-0001"),
        ("/registro/?q=moda", "/registro?q=moda"),
        ("/sezioni/1/", "/sezioni/1"),
    ],
)
def test_a_slash_too_many_is_dropped(nautica: Iscrizione, client: Client, path: str, where: str) -> None:
    response = client.get(path)
    assert (response.status_code, response.headers["Location"]) == (301, where)


@pytest.mark.parametrize(
    ("text", "code"), [("RP-6-12345", "RP-6-12345"), ("rp 2 7", "RP-2-0007"), ("RP-8-1", None), ("x", None)]
)
def test_canonical_code(text: str, code: str | None) -> None:
    assert canonical_code(text) == code


def test_it_costs_few_queries(
    visitor: Visitor, nautica: Iscrizione, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(4):
        visitor.open("/registro/RP-1-0001")


def test_a_past_day_shows_the_entry_as_it_was(visitor: Visitor, nautica: Iscrizione) -> None:
    page = visitor.open("/registro/RP-1-0001?alla_data=2025-04-01")
    assert "Così risultava il 1º aprile 2025" in page.text
    assert "Torna alla scheda di oggi" in page.text
    assert '<meta name="robots" content="noindex">' in page.html
    assert "Una rete di cantieri lungo la costa." not in page.text, "that profile was approved later"
    assert "/registro/RP-1-0001?alla_data=2025-04-01" in page.text, "it is cited with its day"


def test_before_its_first_act_an_entry_was_not_there(visitor: Visitor, nautica: Iscrizione) -> None:
    page = visitor.open("/registro/RP-1-0001?alla_data=2025-03-31")
    assert "Il 31 marzo 2025 questo distretto non risultava ancora riconosciuto né iscritto." in page.text


def test_what_may_have_been_is_said(visitor: Visitor, registro_pieno: list[str]) -> None:
    page = visitor.open("/registro/RP-7-0001?alla_data=2020-01-01")
    assert "Alcuni fatti hanno però una data incerta" in page.text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ieri", "«ieri» non è una data"),
        ("2025-02-30", "«2025-02-30» non è una data"),
        ("20250401", "«20250401» non è una data"),
        ("2999-01-01", "Il registro di un giorno che deve ancora venire non si conosce"),
    ],
)
def test_a_day_that_cannot_be_is_told_over_the_scheda_of_today(
    nautica: Iscrizione, client: Client, text: str, said: str
) -> None:
    response = client.get("/registro/RP-1-0001", {"alla_data": text})
    content = response.content.decode()
    assert response.status_code == 400
    assert said in content
    assert "Una rete di <b>cantieri</b> lungo la costa." in content
