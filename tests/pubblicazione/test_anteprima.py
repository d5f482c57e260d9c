"""The editor's button that shows the draft on the front end: for whom, of what, and only where there is a front end."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from distretti.models import DistrettoPage
from home.models import ContenutoPage, HomePage
from identita.models import User
from pubblicazione.selectors import make_token, read_token
from tests.factories import make_user
from tests.pubblicazione.conftest import write, write_and_submit
from tests.pubblicazione.editor import edit_url

pytestmark = pytest.mark.slow

BUTTON = "Guardala sul sito regionale"


def address(scheda: DistrettoPage) -> str:
    return reverse("moderazione:anteprima", args=[scheda.pk])


def test_the_button_leads_to_the_draft_on_the_front_end(scheda: DistrettoPage, redattore: User, client: Client) -> None:
    write(scheda, redattore)
    client.force_login(redattore)
    page = client.get(edit_url(scheda)).content.decode()
    assert BUTTON in page
    assert address(scheda) in page
    response = client.get(address(scheda))
    assert response.status_code == 302
    start, token = response["Location"].split("?anteprima=")
    assert start == "https://sito.example.it/distretti/RP-1-0001"
    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "no-referrer"
    scheda.refresh_from_db()
    assert read_token(token, pagina=scheda) == scheda.latest_revision


def test_who_decides_sees_it_while_it_is_in_moderation(
    scheda: DistrettoPage, redattore: User, funzionario: User, client: Client
) -> None:
    write_and_submit(scheda, redattore)
    client.force_login(funzionario)
    assert BUTTON in client.get(edit_url(scheda)).content.decode()
    assert client.get(address(scheda)).status_code == 302


@pytest.mark.parametrize("group", ["Redattore – agricoltura", "Funzionario – agricoltura", "Lettore", "Redattore"])
def test_for_others_it_does_not_exist(scheda: DistrettoPage, redattore: User, client: Client, group: str) -> None:
    write(scheda, redattore)
    client.force_login(make_user("altri", group))
    assert client.get(address(scheda)).status_code == 404


def test_without_a_front_end_there_is_no_button(
    scheda: DistrettoPage, redattore: User, client: Client, settings: Settings
) -> None:
    write(scheda, redattore)
    settings.ANTEPRIMA_URL = ""
    client.force_login(redattore)
    assert BUTTON not in client.get(edit_url(scheda)).content.decode()
    assert client.get(address(scheda)).status_code == 404


def test_a_page_of_the_site_opens_at_its_path_there(registro: None, client: Client) -> None:
    home = HomePage.objects.get()
    pagina = ContenutoPage(title="Chi siamo", slug="perché-noi", live=False)
    home.add_child(instance=pagina)
    client.force_login(make_user("anna", "Amministratore"))
    for page, path in ((home, "/"), (pagina, "/pagine/perch%C3%A9-noi")):
        page.save_revision()
        address = reverse("moderazione:anteprima", args=[page.pk])
        shown = client.get(edit_url(page)).content.decode()
        assert BUTTON in shown
        assert address in shown
        start, token = client.get(address)["Location"].split("?anteprima=")
        assert start == f"https://sito.example.it{path}"
        page.refresh_from_db()
        assert read_token(token, pagina=page) == page.latest_revision


def test_a_page_of_the_site_may_open_by_its_number(registro: None, settings: Settings) -> None:
    settings.ANTEPRIMA_PAGINA_URL = "https://sito.example.it/bozze/{id}?t={token}"
    home = HomePage.objects.get()
    assert home.indirizzo_anteprima == f"https://sito.example.it/bozze/{home.pk}?t={{token}}"


def test_a_page_with_no_place_there_has_no_button(registro: None, client: Client, settings: Settings) -> None:
    settings.ANTEPRIMA_PAGINA_URL = ""
    home = HomePage.objects.get()
    home.save_revision()
    client.force_login(make_user("anna", "Amministratore"))
    assert BUTTON not in client.get(edit_url(home)).content.decode()
    assert client.get(reverse("moderazione:anteprima", args=[home.pk])).status_code == 404
    assert client.get(reverse("moderazione:anteprima", args=[10**6])).status_code == 404


def test_who_does_not_write_the_site_does_not_open_its_drafts(registro: None, client: Client) -> None:
    home = HomePage.objects.get()
    home.save_revision()
    client.force_login(make_user("rita", "Redattore – ricerca"))
    assert client.get(reverse("moderazione:anteprima", args=[home.pk])).status_code == 404


def test_without_a_draft_there_is_nothing_to_open(scheda: DistrettoPage) -> None:
    scheda.latest_revision_id = None
    assert make_token(scheda) is None


def test_it_only_reads(scheda: DistrettoPage, redattore: User, client: Client) -> None:
    write(scheda, redattore)
    client.force_login(redattore)
    assert client.post(address(scheda)).status_code == 405
