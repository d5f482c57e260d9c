"""The editorial pages on the API: by number, by path, after a redirect, and once they were taken off line."""

import pytest
from django.test import Client
from wagtail.contrib.redirects.models import Redirect

from home.models import ContenutoPage
from identita.models import User
from pubblicazione.actions.ritiro import withdraw_pubblicazione
from tests.api.material import make_pagina
from tests.factories import make_funzionario, make_user

URL = "/api/v1/pagine"
BASE = "https://registro.example.it"
PERCORSO = "/pagine/chi-tiene-il-registro"


@pytest.fixture
def amministratore(registro: None) -> User:
    return make_user("admin", "Amministratore")


@pytest.fixture
def pagina(amministratore: User) -> ContenutoPage:
    return make_pagina(make_funzionario(username="autore"), amministratore)


def test_a_page_is_read_with_whole_addresses_in_its_text(pagina: ContenutoPage, client: Client) -> None:
    body = client.get(f"{URL}/{pagina.pk}").json()
    assert (body["id"], body["titolo"], body["percorso"]) == (pagina.pk, "Chi tiene il registro", PERCORSO)
    assert body["profilo"]["testo"] == f'<p>Vedi <a href="{BASE}/">qui</a>.</p>'
    assert body["_links"] == {"self": f"{BASE}{URL}/{pagina.pk}", "pagina": f"{BASE}{PERCORSO}"}


def test_the_list_says_of_each_what_it_is_about(pagina: ContenutoPage, client: Client) -> None:
    items = client.get(URL).json()["items"]
    item = next(i for i in items if i["id"] == pagina.pk)
    assert item["introduzione"] == "Le due strutture."
    assert "profilo" not in item


@pytest.mark.parametrize(
    "percorso", [PERCORSO, f"{PERCORSO}/", "/pagine/chi%2Dtiene-il-registro", f"{PERCORSO}?da=posta", PERCORSO[1:]]
)
def test_a_page_is_found_by_the_path_in_an_address(pagina: ContenutoPage, client: Client, percorso: str) -> None:
    assert client.get(f"{URL}/per-percorso", {"percorso": percorso}).json()["id"] == pagina.pk


def test_an_old_path_leads_to_the_page_of_today(pagina: ContenutoPage, client: Client) -> None:
    Redirect.add_redirect(old_path="/vecchio-sito/registro", redirect_to=pagina)
    body = client.get(f"{URL}/per-percorso", {"percorso": "/vecchio-sito/registro/"}).json()
    assert body["percorso"] == PERCORSO


def test_a_page_taken_off_line_is_gone_and_the_feed_says_so(
    pagina: ContenutoPage, client: Client, amministratore: User
) -> None:
    withdraw_pubblicazione(pagina=pagina, motivo="Superata", by=amministratore)
    for address in (f"{URL}/{pagina.pk}", f"{URL}/per-percorso?percorso={PERCORSO}"):
        gone = client.get(address)
        assert gone.status_code == 410
        assert gone.json()["title"] == "Ritirato"
        assert "Superata" not in gone.content.decode()
    items = client.get("/api/v1/variazioni?risorsa=pagine&limit=100").json()["items"]
    own = [i for i in items if i["chiave"] == str(pagina.pk)]
    assert [(i["operazione"], i["_links"]["self"]) for i in own][-1] == ("delete", None)
    assert pagina.pk not in [i["id"] for i in client.get(URL).json()["items"]]


@pytest.mark.parametrize(
    ("address", "status"),
    [
        (f"{URL}/999999", 404),
        (f"{URL}/uno", 404),
        (f"{URL}/{'9' * 30}", 404),
        (f"{URL}/per-percorso", 422),
        (f"{URL}/per-percorso?percorso=", 422),
        (f"{URL}/per-percorso?percorso=/x&percorso=/y", 422),
        (f"{URL}/per-percorso?percorso=/non-c-e", 404),
        (f"{URL}?q=testo", 422),
    ],
)
def test_a_wrong_question_is_answered_plainly(registro: None, client: Client, address: str, status: int) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer.headers["Content-Type"]) == (status, "application/problem+json")
