"""The preview of a draft for the front end: one draft, one hour, kept by nothing, and nothing public changes."""

import datetime as dt
from typing import Any
from urllib.parse import quote

import pytest
import time_machine
from django.core.signing import TimestampSigner
from django.core.wsgi import get_wsgi_application
from django.test import Client

from api.cache.fast_reads import FastReads, Generation
from core.clock import now
from distretti.models import Iscrizione, SchedaPage
from identita.models import User
from pubblicazione.selectors import last_sequenza, make_token
from tests.api.conftest import Refused
from tests.api.material import publish
from tests.api.wire import ask

pytestmark = pytest.mark.slow

ENTRY = "/api/v1/iscrizioni/RP-1-0001"


def save(scheda: SchedaPage, sintesi: str, by: User) -> str:
    """Save a draft and return the text that opens it."""
    scheda.sintesi = sintesi
    scheda.save_revision(user=by)
    token = make_token(scheda)
    assert token is not None
    return token


class ReadOnce(Generation):
    """Read at the request instead of by a thread."""

    def ensure_polling(self) -> None:
        self.refresh()


@pytest.fixture
def scheda(small_register: list[Iscrizione], funzionario: User) -> SchedaPage:
    found: SchedaPage = small_register[0].scheda
    publish(found, funzionario, sintesi="Barche")
    return found


def show(client: Client, token: str, more: str = "") -> Any:
    return client.get(f"{ENTRY}?anteprima={quote(token)}{more}")


def test_the_draft_takes_the_place_of_the_profile_and_of_nothing_else(
    scheda: SchedaPage, funzionario: User, client: Client
) -> None:
    before = client.get(ENTRY).json()
    response = show(client, save(scheda, "Barche e navi", funzionario))
    assert response.status_code == 200
    shown = response.json()
    assert shown["profilo"]["sintesi"] == "Barche e navi"
    assert shown["profilo"]["pubblicato_il"] is None
    assert shown["registro"] == before["registro"]
    assert set(shown) == set(before)
    assert client.get(ENTRY).json() == before
    assert before["profilo"]["sintesi"] == "Barche"


def test_nothing_keeps_a_draft(one_connection: None, scheda: SchedaPage, funzionario: User) -> None:
    path = f"{ENTRY}?anteprima={quote(save(scheda, 'Barche e navi', funzionario))}"
    layer = FastReads(get_wsgi_application(), ReadOnce(last_sequenza))
    answer = ask(layer, path)
    assert answer.content["profilo"]["sintesi"] == "Barche e navi"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-robots-tag"] == "noindex"
    assert not {"etag", "x-accel-expires", "link"} & set(answer.headers)
    assert not layer._answers


def test_an_earlier_preview_goes_on_showing_its_own_draft(
    scheda: SchedaPage, funzionario: User, client: Client
) -> None:
    first = save(scheda, "Prima", funzionario)
    second = save(scheda, "Seconda", funzionario)
    assert show(client, first).json()["profilo"]["sintesi"] == "Prima"
    assert show(client, second).json()["profilo"]["sintesi"] == "Seconda"


def test_an_entry_never_approved_has_a_preview_too(
    small_register: list[Iscrizione], funzionario: User, client: Client
) -> None:
    assert client.get(ENTRY).json()["profilo"] is None
    token = save(small_register[0].scheda, "Mai approvata", funzionario)
    assert show(client, token).json()["profilo"]["sintesi"] == "Mai approvata"
    assert client.get(ENTRY).json()["profilo"] is None


def test_fields_choose_among_the_draft_too(scheda: SchedaPage, funzionario: User, client: Client) -> None:
    shown = show(client, save(scheda, "Barche e navi", funzionario), "&fields=sintesi").json()
    assert set(shown) == {"codice", "sintesi", "_links"}


def test_a_preview_holds_for_an_hour(scheda: SchedaPage, funzionario: User, refused: Refused, client: Client) -> None:
    start = now()
    with time_machine.travel(start, tick=False) as clock:
        token = save(scheda, "Barche e navi", funzionario)
        clock.move_to(start + dt.timedelta(minutes=59, seconds=58))
        assert show(client, token).status_code == 200
        clock.move_to(start + dt.timedelta(hours=1, seconds=2))
        problem = refused(f"{ENTRY}?anteprima={quote(token)}", 422, "anteprima")
    assert "è scaduta" in problem["detail"]


def test_a_preview_of_another_page_is_refused(
    scheda: SchedaPage, small_register: list[Iscrizione], funzionario: User, refused: Refused
) -> None:
    token = save(small_register[1].scheda, "Abiti", funzionario)
    problem = refused(f"{ENTRY}?anteprima={quote(token)}", 422, "anteprima")
    assert "è di un’altra pagina" in problem["detail"]


def test_a_forged_preview_is_refused(scheda: SchedaPage, funzionario: User, refused: Refused) -> None:
    token = save(scheda, "Barche e navi", funzionario)
    payload, stamp, signature = token.split(":")
    other = TimestampSigner(salt="altro").sign_object([scheda.pk, scheda.latest_revision_id])
    swapped = TimestampSigner(salt="altro").sign_object([scheda.pk, 1]).split(":")[0]
    forged = [
        f"{payload}:{stamp}:{signature[:-1]}{'A' if signature[-1] != 'A' else 'B'}",
        f"{payload}:zzzzzz:{signature}",
        f"{swapped}:{stamp}:{signature}",
        other,
        payload,
        "x",
    ]
    for text in forged:
        problem = refused(f"{ENTRY}?anteprima={quote(text)}", 422, "anteprima")
        assert "non è stata data da questo registro" in problem["detail"]


@pytest.mark.parametrize("text", ["", "a%20b", "%3Cscript%3E", "x" * 301, "%00"])
def test_what_cannot_be_a_preview_is_refused(scheda: SchedaPage, client: Client, text: str) -> None:
    response = client.get(f"{ENTRY}?anteprima={text}")
    assert response.status_code == (400 if text == "%00" else 422)
    assert response.headers["Cache-Control"] == "no-store"


def test_a_preview_of_no_entry_and_of_a_past_day_are_refused(
    scheda: SchedaPage, funzionario: User, refused: Refused
) -> None:
    token = quote(save(scheda, "Barche e navi", funzionario))
    refused(f"/api/v1/iscrizioni/RP-1-0999?anteprima={token}", 404)
    refused(f"{ENTRY}?anteprima={token}&alla_data=2025-04-02", 422, "alla_data")
    refused(f"{ENTRY}?anteprima={token}&anteprima={token}", 422, "anteprima")
    refused(f"/api/v1/iscrizioni?anteprima={token}", 422, "anteprima")


def test_a_draft_that_is_no_more_is_said(scheda: SchedaPage, refused: Refused) -> None:
    gone = TimestampSigner(salt="registro.anteprima").sign_object([scheda.pk, 10**9])
    assert "non c’è più" in refused(f"{ENTRY}?anteprima={quote(gone)}", 422, "anteprima")["detail"]
