"""Editorial pages are read as the amministratore approved them, and only then."""

from django.test import Client

from home.models import ContenutoPage
from home.percorsi import path_key
from tests.home.conftest import Visitor


def test_an_approved_page_is_read_at_its_path(visitor: Visitor, pagina: ContenutoPage) -> None:
    page = visitor.open("/pagine/chi-tiene-il-registro")
    assert page.h1 == "Chi tiene il registro"
    assert "Ricerca e agricoltura." in page.text
    assert "Pagina approvata" in page.text
    assert "/pagine/chi-tiene-il-registro" in visitor.open("/pagine").links


def test_a_draft_is_nowhere(visitor: Visitor, pagina: ContenutoPage) -> None:
    draft = ContenutoPage(title="Bozza", slug="bozza", live=False)
    pagina.add_child(instance=draft)
    draft.testo = "<p>Ancora segreto.</p>"
    draft.save_revision()
    visitor.open("/pagine/chi-tiene-il-registro/bozza", status=404)
    assert "Bozza" not in visitor.open("/pagine").text


def test_the_address_that_editors_see_is_the_public_one(pagina: ContenutoPage) -> None:
    assert pagina.public_url == "https://registro.example.it/pagine/chi-tiene-il-registro"
    assert pagina.full_url == pagina.public_url


def test_a_very_long_path_is_found_too(registro: None) -> None:
    long = "/pagine/" + "a" * 200
    assert len(path_key(long)) <= 100
    assert path_key("/pagine/privacy") == "/pagine/privacy"


def test_what_is_being_written_is_seen_as_the_public_will(pagina: ContenutoPage, client: Client) -> None:
    pagina.testo = "<p>Testo nuovo.</p>"
    request = pagina._get_dummy_headers
    assert request is not None
    response = pagina.make_preview_request()
    html = response.render().content.decode() if hasattr(response, "render") else response.content.decode()
    assert "Testo nuovo." in html
    assert "Il pubblico non vede ancora questo testo" in html
