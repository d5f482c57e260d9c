"""Vocabularies: codes with their names, closed ones included."""

import datetime as dt

import pytest
from django.test import Client

from distretti.actions.documenti import store_vocabolari
from distretti.models import Filiera
from distretti.schemas.vocabolario import NOMI
from pubblicazione.selectors import last_sequenza
from tests.api.conftest import Refused

URL = "/api/v1/vocabolari"


@pytest.mark.parametrize("nome", NOMI)
def test_each_vocabulary_has_values(registro: None, client: Client, nome: str) -> None:
    body = client.get(f"{URL}/{nome}").json()
    assert body["nome"] == nome
    assert body["titolo"]
    assert body["fonte"]
    assert all(v["codice"] and v["nome"] for v in body["items"])
    assert len({v["codice"] for v in body["items"]}) == len(body["items"]) > 0


def test_comuni_have_province_and_point(registro: None, client: Client) -> None:
    items = client.get(f"{URL}/comuni").json()["items"]
    assert len(items) == 257
    taranto = next(v for v in items if v["codice"] == "073027")
    assert (taranto["nome"], taranto["provincia"], taranto["lat"]) == ("Taranto", "TA", 40.46438)


def test_a_value_no_longer_in_use_stays_with_its_date(registro: None, client: Client) -> None:
    Filiera.objects.filter(codice="nautica").update(valido_al=dt.date(2025, 12, 31))
    store_vocabolari()
    nautica = next(v for v in client.get(f"{URL}/filiere").json()["items"] if v["codice"] == "nautica")
    assert nautica["valido_al"] == "2025-12-31"


def test_vocabularies_that_say_the_same_stay_the_same(registro: None) -> None:
    before = last_sequenza()
    store_vocabolari()
    assert last_sequenza() == before


def test_an_unknown_vocabulary_names_those_that_exist(registro: None, refused: Refused) -> None:
    assert "filiere" in refused(f"{URL}/colori", 404)["detail"]
    refused(f"{URL}/filiere?q=a", 422, "q")
