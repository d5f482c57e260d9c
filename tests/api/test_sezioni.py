"""The seven sections: who keeps them, how many entries they have, and the head of the chain."""

import datetime as dt
from typing import Any

from django.test import Client

from core.uncertain_dates import on_day
from distretti.actions.iscrizione import record_annotazione
from distretti.enums import TipoAnnotazione
from distretti.models import Iscrizione
from distretti.selectors import head_of_chain
from identita.models import User
from pubblicazione.models import Variazione
from tests.api.conftest import Refused
from tests.factories import make_atto

URL = "/api/v1/sezioni"


def test_an_empty_register_has_its_seven_sections(registro: None, client: Client) -> None:
    body = client.get(URL).json()
    assert [s["codice"] for s in body["items"]] == [1, 2, 3, 4, 5, 6, 7]
    assert {s["totale"] for s in body["items"]} == {0}
    assert body["testa"] == {"seq": 0, "impronta": "0" * 64}
    assert body["_links"] == {"self": "https://registro.example.it/api/v1/sezioni", "next": None}


def test_a_section_says_who_keeps_it_and_counts_its_entries(small_register: list[Iscrizione], client: Client) -> None:
    body = client.get(f"{URL}/6").json()
    assert body["nome"] == "Distretti del cibo"
    assert body["competenza"]["codice"] == "agricoltura"
    assert (body["totale"], body["conteggi"]["attiva"], body["conteggi"]["revocata"]) == (1, 1, 0)
    seq, impronta = head_of_chain()
    assert client.get(URL).json()["testa"] == {"seq": seq, "impronta": impronta}
    assert "testa" not in body


def test_counts_follow_the_state_of_the_entries(
    small_register: list[Iscrizione], funzionario: User, client: Client
) -> None:
    record_annotazione(
        iscrizione=small_register[0],
        tipo=TipoAnnotazione.REVOCA,
        decorrenza=on_day(dt.date(2025, 4, 1)),
        atto=make_atto(),
        by=funzionario,
    )
    body = client.get(f"{URL}/1").json()
    assert (body["conteggi"]["attiva"], body["conteggi"]["revocata"], body["totale"]) == (2, 1, 3)


def test_an_annotation_that_moves_no_count_does_not_change_the_section(
    small_register: list[Iscrizione], funzionario: User, client: Client
) -> None:
    before = client.get(URL).json()["testa"]
    record_annotazione(
        iscrizione=small_register[0],
        tipo=TipoAnnotazione.VARIAZIONE,
        decorrenza=on_day(dt.date(2025, 4, 1)),
        atto=make_atto(),
        dati={"sito": "https://nautica.example.it"},
        by=funzionario,
    )
    assert Variazione.objects.order_by("-sequenza")[0].risorsa == "iscrizioni"
    assert client.get(URL).json()["testa"]["seq"] == before["seq"] + 1


def test_sections_cost_one_query(
    small_register: list[Iscrizione], client: Client, django_assert_num_queries: Any
) -> None:
    for url in (URL, f"{URL}/1"):
        with django_assert_num_queries(1):
            client.get(url)


def test_there_is_no_eighth_section(registro: None, refused: Refused) -> None:
    assert "da 1 a 7" in refused(f"{URL}/8", 404)["detail"]
    refused(f"{URL}?stato=attiva", 422, "stato")
    refused(f"{URL}/1?q=a", 422, "q")
