"""The first page says what the register is, counts it, and leads into it."""

import pytest
from pytest_django import DjangoAssertNumQueries

from home.models import ContenutoPage, ImpostazioniSito
from tests.home.conftest import NAUTICA, Visitor

pytestmark = pytest.mark.slow


def test_it_counts_what_the_documents_say(visitor: Visitor, registro_pieno: list[str]) -> None:
    page = visitor.open("/")
    assert page.h1 == "Registro dei distretti"
    assert "iscrizioni attive 5" in page.text
    assert "Dati aggiornati al" in page.text
    assert "Nessun elenco di aderenti è ancora approvato" in page.text


def test_each_section_says_its_number_its_entries_and_who_keeps_it(visitor: Visitor, registro_pieno: list[str]) -> None:
    page = visitor.open("/")
    assert "Sezione 1: Distretti produttivi 2 voci Sezione Ricerca e Relazioni Internazionali" in page.text
    assert "Sezione 6: Distretti del cibo 1 voce Struttura regionale competente per l’agricoltura" in page.text
    assert "Sezione 3: Distretti transnazionali nessuna voce" in page.text
    assert [link for link in page.links if link.startswith("/sezioni/")] == [f"/sezioni/{n}" for n in range(1, 8)]


def test_latest_acts_are_in_order_of_date_and_leave_out_unknown_dates(
    visitor: Visitor, registro_pieno: list[str]
) -> None:
    text = visitor.open("/").text.split("Ultimi atti")[1]
    assert text.index(NAUTICA) < text.index("Distretto della Moda")
    assert "Distretto senza data" not in text


def test_an_empty_register_is_not_an_error(visitor: Visitor) -> None:
    page = visitor.open("/")
    assert "Nessun atto è ancora stato registrato" in page.text


def test_services_and_pages_are_shown_only_if_they_exist(visitor: Visitor, pagina: ContenutoPage) -> None:
    before = visitor.open("/")
    assert "Richiedi l’iscrizione" not in before.text
    assert "/pagine/chi-tiene-il-registro" in before.links
    ImpostazioniSito.objects.update(iscrizione_url="https://istanze.example.it/")
    assert "https://istanze.example.it/" in visitor.open("/").links


def test_the_demo_says_so_on_every_page(visitor: Visitor, pagina: ContenutoPage) -> None:
    assert "Dati dimostrativi" not in visitor.open("/").text
    ImpostazioniSito.objects.update(dati_dimostrativi=True)
    for path in ("/", "/registro", "/sezioni/1", "/pagine/chi-tiene-il-registro"):
        assert "questo non è il registro ufficiale" in visitor.open(path).text


def test_it_costs_few_queries(
    visitor: Visitor, registro_pieno: list[str], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(8):
        visitor.open("/")
