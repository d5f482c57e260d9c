"""The offices of an entry at the desk: added, ended, removed if wrong; the public scheda follows."""

import json

import pytest
from django.test import Client

from distretti.models import Carica, Iscrizione
from identita.models import User
from pubblicazione.models import Documento
from tests.factories import make_iscrizione

pytestmark = pytest.mark.slow

ORGANI = "/admin/registro/RP-1-0001/organi/"
PRESIDENTE = {"nome": "Anna  Esempio", "ruolo": "Presidente", "organo": "Consiglio direttivo", "dal": "01/02/2024"}


@pytest.fixture
def nautica(funzionario: User) -> Iscrizione:
    return make_iscrizione("Distretto della Nautica", by=funzionario)


def send(officer: Client, address: str = ORGANI, **data: str) -> str:
    return str(officer.post(address, data, follow=True).content.decode())


def public_organi() -> list[tuple[str, str | None]]:
    body = json.loads(bytes(Documento.objects.get(risorsa="iscrizioni").corpo))
    return [(o["nome"], o["al"]) for o in body["registro"]["organi"]]


def test_an_office_is_added_and_public(officer: Client, nautica: Iscrizione) -> None:
    assert "Nessuna carica registrata." in officer.get(ORGANI).content.decode()
    assert "Registrato: Anna Esempio, Presidente." in send(officer, **PRESIDENTE, rappresentante_legale="on")
    assert public_organi() == [("Anna Esempio", None)]
    assert "rappresentante legale" in officer.get(ORGANI).content.decode()


def test_an_office_ends_on_its_day(officer: Client, nautica: Iscrizione) -> None:
    send(officer, **PRESIDENTE)
    address = f"{ORGANI}{Carica.objects.get().pk}/"
    assert "La carica è cominciata il 1º febbraio 2024" in send(officer, address, passo="termina", al="31/01/2024")
    assert "Scrivi un giorno che esiste" in send(officer, address, passo="termina", al="31/02/2025")
    assert "Terminata la carica: Anna Esempio, Presidente." in send(officer, address, passo="termina", al="30/06/2025")
    assert public_organi() == [("Anna Esempio", "2025-06-30")]


def test_a_mistake_leaves_no_trace(officer: Client, nautica: Iscrizione) -> None:
    send(officer, **PRESIDENTE)
    assert "Eliminata la carica registrata per errore" in send(
        officer, f"{ORGANI}{Carica.objects.get().pk}/", passo="elimina"
    )
    assert public_organi() == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"nome": ""}, "Questo dato serve."),
        ({"ruolo": " "}, "Questo dato serve."),
        ({"al": "01/01/2020"}, "La carica finisce prima di cominciare"),
        ({"nome": "x" * 400}, "Al massimo"),
    ],
)
def test_what_is_wrong_is_said_and_the_rest_stays(
    officer: Client, nautica: Iscrizione, changes: dict[str, str], said: str
) -> None:
    text = send(officer, **{**PRESIDENTE, **changes})
    assert said in text
    assert "Consiglio direttivo" in text
    assert not Carica.objects.exists()


def test_a_second_legal_representative_is_refused(officer: Client, nautica: Iscrizione) -> None:
    send(officer, **PRESIDENTE, rappresentante_legale="on")
    text = send(officer, **{**PRESIDENTE, "nome": "Bruno Esempio"}, rappresentante_legale="on")
    assert "è già un rappresentante legale" in text


def test_an_office_of_another_entry_is_not_found(officer: Client, nautica: Iscrizione, funzionario: User) -> None:
    send(officer, **PRESIDENTE)
    make_iscrizione("Distretto della Moda", by=funzionario)
    assert officer.get(f"/admin/registro/RP-1-0002/organi/{Carica.objects.get().pk}/").status_code == 404


@pytest.mark.parametrize("campo", ["nome", "ruolo", "organo"])
def test_what_nobody_sees_is_not_written(officer: Client, nautica: Iscrizione, campo: str) -> None:
    assert "caratteri che non si vedono" in send(officer, **{**PRESIDENTE, campo: "Anna\x01\u202e"})
    assert not Carica.objects.exists()
