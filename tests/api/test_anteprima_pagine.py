"""The preview of a page of the site: its draft alone, for an hour, by number and by path, also before any approval."""

import datetime as dt
from typing import Any
from urllib.parse import quote

import pytest
import time_machine
from django.core.wsgi import get_wsgi_application
from django.test import Client

from api.cache.fast_reads import FastReads
from core.clock import now
from distretti.models import Iscrizione
from home.models import ContenutoPage, HomePage
from identita.models import User
from pubblicazione.actions.ritiro import withdraw_pubblicazione
from pubblicazione.models import PaginaModerata
from pubblicazione.selectors import last_sequenza, make_token
from tests.api.conftest import Refused
from tests.api.material import make_pagina
from tests.api.test_anteprima import ReadOnce
from tests.api.wire import ask
from tests.factories import make_funzionario, make_user

pytestmark = pytest.mark.slow

URL = "/api/v1/pagine"
PERCORSO = "/pagine/chi-tiene-il-registro"


@pytest.fixture
def amministratore(registro: None) -> User:
    return make_user("admin", "Amministratore")


@pytest.fixture
def pagina(amministratore: User) -> ContenutoPage:
    return make_pagina(make_funzionario(username="autore"), amministratore)


def save(page: PaginaModerata, **fields: str) -> str:
    """Save a draft and return the text that opens it."""
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision()
    token = make_token(page)
    assert token is not None
    return quote(token)


def test_the_draft_takes_the_place_of_the_text_and_of_nothing_else(pagina: ContenutoPage, client: Client) -> None:
    before = client.get(f"{URL}/{pagina.pk}").json()
    token = save(pagina, title="Chi lo tiene", introduzione="Tre strutture.")
    by_number = client.get(f"{URL}/{pagina.pk}?anteprima={token}")
    by_path = client.get(f"{URL}/per-percorso?percorso={PERCORSO}/&anteprima={token}")
    for response in (by_number, by_path):
        assert response.status_code == 200
        assert response.headers["Cache-Control"] == "no-store"
        assert response.headers["X-Robots-Tag"] == "noindex"
        assert not {"ETag", "X-Accel-Expires"} & set(response.headers)
        shown = response.json()
        assert (shown["titolo"], shown["profilo"]["introduzione"]) == ("Chi lo tiene", "Tre strutture.")
        assert shown["profilo"]["testo"] == before["profilo"]["testo"]
        assert shown["profilo"]["pubblicato_il"] is None
        assert (set(shown), shown["_links"]) == (set(before), before["_links"])
    assert client.get(f"{URL}/{pagina.pk}").json() == before


def test_nothing_keeps_it(one_connection: None, pagina: ContenutoPage) -> None:
    layer = FastReads(get_wsgi_application(), ReadOnce(last_sequenza))
    answer = ask(layer, f"{URL}/{pagina.pk}?anteprima={save(pagina, introduzione='Bozza')}")
    assert answer.content["profilo"]["introduzione"] == "Bozza"
    assert answer.headers["cache-control"] == "no-store"
    assert not layer._answers


def test_a_page_never_approved_is_seen_by_its_preview_alone(
    amministratore: User, client: Client, refused: Refused
) -> None:
    nuova = ContenutoPage(title="Nuova", slug="nuova", live=False)
    HomePage.objects.get().add_child(instance=nuova)
    token = save(nuova, introduzione="Mai approvata")
    for address in (f"{URL}/{nuova.pk}?", f"{URL}/per-percorso?percorso=/pagine/nuova&"):
        assert client.get(f"{address}anteprima={token}").json()["profilo"]["introduzione"] == "Mai approvata"
        refused(address.rstrip("?&"), 404)


def test_a_page_taken_off_line_has_a_preview_while_it_is_written_again(
    pagina: ContenutoPage, amministratore: User, client: Client
) -> None:
    withdraw_pubblicazione(pagina=pagina, motivo="Superata", by=amministratore)
    token = save(ContenutoPage.objects.get(pk=pagina.pk), introduzione="Da capo")
    assert client.get(f"{URL}/{pagina.pk}").status_code == 410
    assert client.get(f"{URL}/{pagina.pk}?anteprima={token}").json()["profilo"]["introduzione"] == "Da capo"


def test_the_home_page_has_one_too(registro: None, client: Client) -> None:
    token = save(HomePage.objects.get(), introduzione="Benvenuti")
    shown = client.get(f"{URL}/per-percorso?percorso=/&anteprima={token}").json()
    assert (shown["percorso"], shown["profilo"]["introduzione"]) == ("/", "Benvenuti")


def test_it_holds_for_an_hour(pagina: ContenutoPage, client: Client, refused: Refused) -> None:
    start = now()
    with time_machine.travel(start, tick=False) as clock:
        address = f"{URL}/{pagina.pk}?anteprima={save(pagina, introduzione='Bozza')}"
        clock.move_to(start + dt.timedelta(minutes=59, seconds=58))
        assert client.get(address).status_code == 200
        clock.move_to(start + dt.timedelta(hours=1, seconds=2))
        assert "è scaduta" in refused(address, 422, "anteprima")["detail"]


def test_it_opens_one_page_only(
    pagina: ContenutoPage, small_register: list[Iscrizione], client: Client, refused: Refused
) -> None:
    home, entry = HomePage.objects.get(), small_register[0]
    of_page, of_home = save(pagina, introduzione="Bozza"), save(home, introduzione="Casa")
    of_entry = save(entry.scheda, sintesi="Barche")
    for address, token in (
        (f"{URL}/{pagina.pk}?", of_home),
        (f"{URL}/{pagina.pk}?", of_entry),
        (f"{URL}/per-percorso?percorso=/&", of_page),
        (f"/api/v1/iscrizioni/{entry.codice}?", of_page),
    ):
        assert "è di un’altra pagina" in refused(f"{address}anteprima={token}", 422, "anteprima")["detail"]


@pytest.mark.parametrize("token", ["x", "a:b:c", "a%20b", "", "x" * 301])
def test_what_no_editor_gave_is_refused(pagina: ContenutoPage, refused: Refused, token: str) -> None:
    refused(f"{URL}/{pagina.pk}?anteprima={token}", 422, "anteprima")
    refused(f"{URL}/per-percorso?percorso={PERCORSO}&anteprima={token}", 422, "anteprima")


def test_it_opens_nothing_that_is_no_page_of_the_site(
    pagina: ContenutoPage, small_register: list[Iscrizione], refused: Refused
) -> None:
    scheda: Any = small_register[0].scheda
    of_entry, token = save(scheda, sintesi="Barche"), save(pagina, introduzione="Bozza")
    refused(f"{URL}/{scheda.pk}?anteprima={of_entry}", 404)
    for address in (f"{URL}/999999?", f"{URL}/uno?", f"{URL}/{'9' * 30}?", f"{URL}/per-percorso?percorso=/no&"):
        refused(f"{address}anteprima={token}", 404)
    refused(f"{URL}?anteprima={token}", 422, "anteprima")


@pytest.mark.parametrize("percorso", ["//[", "/%2500", "/%25ED%25A0%2580", "http://[x]/", "////"])
def test_a_path_that_is_none_finds_nothing(pagina: ContenutoPage, client: Client, percorso: str) -> None:
    token = save(pagina, introduzione="Bozza")
    assert client.get(f"{URL}/per-percorso?percorso={percorso}").status_code in {200, 404}
    assert client.get(f"{URL}/per-percorso?percorso={percorso}&anteprima={token}").status_code in {404, 422}
