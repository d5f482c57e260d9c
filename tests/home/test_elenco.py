"""A person searches the register: what is found is counted, can be narrowed, dropped, shared and taken away."""

import csv
import io

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from identita.models import User
from tests.factories import make_iscrizione
from tests.home.conftest import NAUTICA, Page, Visitor

pytestmark = pytest.mark.slow


def names(page: Page) -> list[str]:
    found = page.html.split('class="voce-nome">')[1:]
    return [piece.split(">", 1)[1].split("</a>")[0] for piece in found]


def test_everything_is_listed_by_name(visitor: Visitor, registro_pieno: list[str]) -> None:
    page = visitor.open("/registro")
    assert "5 risultati" in page.text
    assert names(page) == [
        "Distretto del Cibo Daunia Rurale",
        "Distretto della Moda",
        NAUTICA,
        "Distretto senza data",
        "Distretto Tecnologico Aerospaziale",
    ]


def test_a_card_says_where_what_and_how_many(visitor: Visitor, registro_pieno: list[str]) -> None:
    page = visitor.open("/registro", q="nautica")
    assert "1 risultato per «nautica»" in page.text
    for words in ("RP-1-0001", "Distretti produttivi", "Taranto 1.070 imprese (2024)", "Cantieri e servizi"):
        assert words in page.text
    assert "Iscritto dal 1º aprile 2025" in page.text


def test_filters_add_up_inside_a_facet_and_narrow_between_them(visitor: Visitor, registro_pieno: list[str]) -> None:
    assert len(names(visitor.open("/registro", sezione=["1", "2"]))) == 3
    assert names(visitor.open("/registro", sezione=["1", "2"], provincia="LE")) == ["Distretto della Moda"]
    page = visitor.open("/registro", provincia="LE")
    assert "Filtri (1)" in page.text
    assert "Taranto 1" in page.text, "a facet ignores its own filter"


def test_every_criterion_can_be_dropped_alone(visitor: Visitor, registro_pieno: list[str]) -> None:
    page = visitor.open("/registro", q="distretto", sezione=["1", "2"], sort="codice")
    assert "/registro?q=distretto&sezione=2&sort=codice" in page.links
    assert "/registro?sezione=1&sezione=2&sort=codice" in page.links


def test_an_empty_result_says_what_to_drop(visitor: Visitor, registro_pieno: list[str]) -> None:
    page = visitor.open("/registro", sezione="1", provincia="FG")
    assert "Nessun distretto con questi filtri" in page.text
    assert "Distretti produttivi – 1 risultato" in page.text
    assert "Foggia – 2 risultati" in page.text


def test_words_that_are_nowhere_lead_back_to_the_whole_list(visitor: Visitor, registro_pieno: list[str]) -> None:
    page = visitor.open("/registro", q="zzz")
    assert "Nessun distretto con queste parole" in page.text
    assert "«zzz» – 5 risultati" in page.text


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"provincia": "XX"}, "Il filtro «Provincia della sede» non ha il valore «XX»"),
        ({"provinca": "BA"}, "L’indirizzo contiene «provinca», che questa pagina non conosce"),
        ({"sort": "prezzo"}, "L’ordine «prezzo» non esiste"),
        ({"pagina": "zero"}, "«zero» non è un numero di pagina"),
        ({"q": "a" * 300}, "Le parole cercate erano troppe"),
    ],
)
def test_what_cannot_be_understood_is_said_and_the_rest_is_shown(
    visitor: Visitor, registro_pieno: list[str], query: dict[str, str], words: str
) -> None:
    assert words in visitor.open("/registro", status=200, **query).text


def test_counters_of_visits_say_nothing(visitor: Visitor, registro_pieno: list[str]) -> None:
    assert "non conosce" not in visitor.open("/registro", utm_source="posta").text


def test_broken_bytes_are_no_error(registro_pieno: list[str], client: Client) -> None:
    assert client.get("/registro?q=%00%ff&provincia=%ff").status_code == 200


def test_pages_follow_each_other_and_beyond_the_last_is_the_last(visitor: Visitor, funzionario: User) -> None:
    for n in range(45):
        make_iscrizione(f"Distretto {n:02d}", by=funzionario)
    first = visitor.open("/registro")
    assert "45 risultati, pagina 1 di 3" in first.text
    assert "/registro?pagina=2" in first.links
    assert names(visitor.open("/registro", pagina="3")) == [f"Distretto {n}" for n in range(40, 45)]
    assert "pagina 3 di 3" in visitor.open("/registro", pagina="99").text


def test_the_file_holds_this_query_and_no_cell_runs(visitor: Visitor, nautica: object, funzionario: User) -> None:
    make_iscrizione("=HYPERLINK(1)", by=funzionario)
    response = visitor.client.get("/registro.csv", {"sort": "-denominazione"})
    text = b"".join(response).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert [row["denominazione"] for row in rows] == ["'=HYPERLINK(1)", NAUTICA]
    assert rows[1]["imprese"] == "1070"
    assert rows[1]["iscritto_dal"] == "2025-04-01"
    assert rows[1]["pagina"] == "https://registro.example.it/registro/RP-1-0001"
    only = b"".join(visitor.client.get("/registro.csv", {"q": "nautica"})).decode("utf-8-sig")
    assert len(only.splitlines()) == 2


def test_a_date_known_to_the_month_is_not_made_a_day(visitor: Visitor, registro_pieno: list[str]) -> None:
    text = b"".join(visitor.client.get("/registro.csv")).decode("utf-8-sig")
    by_name = {row["denominazione"]: row for row in csv.DictReader(io.StringIO(text), delimiter=";")}
    assert by_name["Distretto della Moda"]["iscritto_dal"] == "2010-07"
    assert by_name["Distretto senza data"]["iscritto_dal"] == ""


def test_a_section_lists_its_own_entries(visitor: Visitor, registro_pieno: list[str]) -> None:
    page = visitor.open("/sezioni/1")
    assert page.h1 == "Distretti produttivi"
    assert names(page) == ["Distretto della Moda", NAUTICA]
    assert "Sezione Ricerca e Relazioni Internazionali" in page.text
    assert "/registro.csv?sezione=1" in page.links


def test_section_five_says_that_it_counts_and_does_not_recognise(visitor: Visitor) -> None:
    page = visitor.open("/sezioni/5")
    assert "il censimento non è un riconoscimento" in page.text
    assert "Nessuna voce in questa sezione" in page.text


def test_where_taking_one_filter_away_is_not_enough_nobody_is_told_to_use_fewer_words(visitor: Visitor) -> None:
    page = visitor.open("/registro", sezione="3", provincia="BT")
    assert "Nessun distretto con questi filtri" in page.text
    assert "meno parole" not in page.text
    assert "Nemmeno togliendone uno solo si trova qualcosa: guarda tutto l’elenco" in page.text
    assert "meno parole" in visitor.open("/registro", q="zzz", provincia="BT").text


def test_it_costs_few_queries(
    visitor: Visitor, registro_pieno: list[str], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    visitor.open("/registro")
    with django_assert_max_num_queries(9):
        visitor.open("/registro", q="distretto", sezione="1")
