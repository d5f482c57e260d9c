"""The figures of the register are those of its documents."""

from django.test import Client

from distretti.models import Iscrizione
from identita.models import User
from tests.api.conftest import Refused
from tests.api.material import make_elenco


def test_entries_and_members_are_counted(small_register: list[Iscrizione], funzionario: User, client: Client) -> None:
    make_elenco(small_register[0], funzionario, versione=1, rows=[("A", "")])
    make_elenco(small_register[0], funzionario, versione=2, rows=[("A", ""), ("B", "")])
    make_elenco(small_register[1], funzionario, versione=1, rows=[("C", "")])
    body = client.get("/api/v1/statistiche").json()
    assert body["iscrizioni"]["totale"] == 5
    assert body["iscrizioni"]["per_stato"] == {"attiva": 5}
    assert body["iscrizioni"]["per_sezione"] == {"1": 3, "2": 1, "6": 1}
    assert body["iscrizioni"]["per_provincia"] == {"BA": 1, "LE": 1, "TA": 2}
    assert body["aderenti"] == {"totale": 3, "elenchi": 2}


def test_an_empty_register_counts_nothing(registro: None, client: Client, refused: Refused) -> None:
    body = client.get("/api/v1/statistiche").json()
    assert body["iscrizioni"]["totale"] == body["aderenti"]["totale"] == 0
    refused("/api/v1/statistiche?sezione=1", 422, "sezione")
