"""Members, acts and annotations of an entry, in pages."""

import datetime as dt

import pytest
from django.test import Client

from core.uncertain_dates import on_day
from distretti.actions.iscrizione import record_annotazione
from distretti.enums import TipoAnnotazione
from distretti.models import Iscrizione
from identita.models import User
from tests.api.conftest import Refused
from tests.api.material import make_elenco
from tests.factories import make_atto, make_iscrizione

URL = "/api/v1/iscrizioni/RP-1-0001"
BASE = "https://registro.example.it"


@pytest.fixture
def nautica(funzionario: User) -> Iscrizione:
    iscrizione = make_iscrizione(by=funzionario)
    atto = make_atto(dt.date(2025, 5, 20), "200")
    for n in range(3):
        record_annotazione(
            iscrizione=iscrizione,
            tipo=TipoAnnotazione.VARIAZIONE,
            decorrenza=on_day(dt.date(2025, 8, 1) - dt.timedelta(days=n)),
            atto=atto,
            dati={"sito": f"https://{n}.example.it"},
            by=funzionario,
        )
    return iscrizione


def test_annotazioni_come_in_the_order_in_which_they_became_true(nautica: Iscrizione, client: Client) -> None:
    body = client.get(f"{URL}/annotazioni?limit=3").json()
    assert [a["seq"] for a in body["items"]] == [1, 4, 3]
    following = client.get(body["_links"]["next"].removeprefix(BASE)).json()
    assert [a["seq"] for a in following["items"]] == [2]
    assert following["_links"]["next"] is None


def test_an_act_is_listed_once_with_what_it_orders(nautica: Iscrizione, client: Client) -> None:
    items = client.get(f"{URL}/atti").json()["items"]
    assert [(a["numero"], a["annotazioni"]) for a in items] == [("100", [1]), ("200", [4, 3, 2])]
    first = client.get(f"{URL}/atti?limit=1").json()
    second = client.get(first["_links"]["next"].removeprefix(BASE)).json()
    assert first["items"] + second["items"] == items


def test_without_an_approved_list_there_are_no_members(nautica: Iscrizione, client: Client) -> None:
    body = client.get(f"{URL}/aderenti").json()
    assert (body["items"], body["totale"], body["al"]) == ([], 0, None)


def test_members_are_those_of_the_last_approved_list(nautica: Iscrizione, funzionario: User, client: Client) -> None:
    make_elenco(nautica, funzionario, versione=1, rows=[("Cantieri Vecchi", "")])
    make_elenco(nautica, funzionario, versione=2, rows=[("Cantieri A", "02612340739"), ("Velerie B", "")])
    body = client.get(f"{URL}/aderenti?limit=1").json()
    assert [a["denominazione"] for a in body["items"]] == ["Cantieri A"]
    assert (body["totale"], body["al"]) == (2, "2024-12-31")
    following = client.get(body["_links"]["next"].removeprefix(BASE)).json()
    assert [a["denominazione"] for a in following["items"]] == ["Velerie B"]


def test_the_tax_code_of_a_person_is_not_public(nautica: Iscrizione, funzionario: User, client: Client) -> None:
    make_elenco(nautica, funzionario, versione=1, rows=[("Ente", "02612340739"), ("Persona", "RSSMRA80A01A662A")])
    content = client.get(f"{URL}/aderenti", headers={"Accept-Encoding": "identity"}).content.decode()
    assert "02612340739" in content
    assert "RSSMRA80A01A662A" not in content


def test_a_cursor_is_of_one_list_only(nautica: Iscrizione, funzionario: User, client: Client, refused: Refused) -> None:
    make_elenco(nautica, funzionario, versione=1, rows=[("A", ""), ("B", "")])
    following = client.get(f"{URL}/aderenti?limit=1").json()["_links"]["next"].removeprefix(BASE)
    make_elenco(nautica, funzionario, versione=2, rows=[("C", ""), ("D", ""), ("E", "")])
    refused(following, 422, "cursor")


@pytest.mark.parametrize("part", ["aderenti", "atti", "annotazioni"])
def test_parts_of_an_unknown_entry_are_not_found(registro: None, refused: Refused, part: str) -> None:
    assert "RP-1-9999" in refused(f"/api/v1/iscrizioni/RP-1-9999/{part}", 404)["detail"]


@pytest.mark.parametrize("part", ["aderenti", "atti", "annotazioni"])
def test_parts_refuse_what_they_do_not_know(nautica: Iscrizione, refused: Refused, part: str) -> None:
    refused(f"{URL}/{part}?q=a", 422, "q")
    refused(f"{URL}/{part}?limit=101", 422, "limit")


@pytest.mark.parametrize("part", ["aderenti", "atti", "annotazioni"])
def test_a_page_of_parts_is_one_query(
    nautica: Iscrizione, client: Client, part: str, django_assert_num_queries: object
) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        client.get(f"{URL}/{part}")
