"""What the API's tests share: a small register, and how a refusal is read."""

import json
from collections.abc import Iterator
from typing import Any, Protocol

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client

from distretti.models import Ateco, Comune, DistrettoIndicatore, Filiera, Iscrizione
from identita.models import User
from tests.api.material import make_elenco, make_immagine, make_modello, make_pagina, publish
from tests.factories import make_funzionario, make_iscrizione, make_user


class Refused(Protocol):
    def __call__(self, url: str, status: int, parametro: str | None = None) -> dict[str, Any]: ...


@pytest.fixture
def refused(client: Client) -> Refused:
    """Ask an address and check that it is refused in the one shape; returns the problem."""

    def ask(url: str, status: int, parametro: str | None = None) -> dict[str, Any]:
        response = client.get(url)
        assert response.status_code == status, response.content
        assert response.headers["Content-Type"] == "application/problem+json"
        body: dict[str, Any] = response.json()
        assert body["status"] == status
        assert body["type"].startswith("https://registro.example.it/api/v1/docs#")
        assert body["detail"]
        if parametro is not None:
            assert [e["parametro"] for e in body["errors"]] == [parametro]
        return body

    return ask


@pytest.fixture
def small_register(funzionario: User) -> list[Iscrizione]:
    """Five entries: three of section 1 (two in TA, one in BA), one of section 2 without a seat, one of section 6."""
    agricoltura = make_funzionario("agricoltura")
    return [
        make_iscrizione("Distretto della Nautica", by=funzionario, comune="073027"),
        make_iscrizione("Distretto della Moda", by=funzionario, comune="073013"),
        make_iscrizione("Distretto dell'Edilizia di qualità", by=funzionario, comune="072006"),
        make_iscrizione("Distretto della Meccatronica", by=funzionario, sezione=2),
        make_iscrizione("Distretto del Cibo del Salento", by=agricoltura, sezione=6, comune="075035"),
    ]


def codes(body: dict[str, Any]) -> list[str]:
    return [item["codice"] for item in body["items"]]


@pytest.fixture
def rich_register(small_register: list[Iscrizione], funzionario: User) -> None:
    """A register in which every part of an entry has something to say."""
    nautica = small_register[0]
    scheda = nautica.scheda
    scheda.filiere.set([Filiera.objects.get(codice="nautica")])
    scheda.ateco.set([Ateco.objects.get(codice="30.11")])
    scheda.territorio.set(Comune.objects.filter(codice="073027"))
    scheda.indicatori.set([DistrettoIndicatore(nome="imprese", valore=120, anno=2024, fonte="Relazione annuale")])
    foto = make_immagine("cantiere", "Un cantiere")
    blocks: list[dict[str, Any]] = [
        {"type": "testo", "value": "<p>La nostra storia.</p>"},
        {"type": "immagine", "value": {"immagine": foto.pk, "didascalia": "Il varo"}},
        {"type": "citazione", "value": {"testo": "Il mare", "autore": ""}},
    ]
    publish(scheda, funzionario, sintesi="Barche", immagine=foto, logo=foto, corpo=json.dumps(blocks))
    nautica.cariche.create(ruolo="Presidente", nome="Anna Esempio", rappresentante_legale=True)
    approver = make_funzionario(username="funzionario.ricerca2")
    make_modello(funzionario, approver)
    make_pagina(funzionario, make_user("amministratore", "Amministratore"))
    make_elenco(nautica, funzionario, versione=1, rows=[("Cantieri A", "02612340739"), ("Velerie B", "")])


@pytest.fixture
def one_connection(db: None) -> Iterator[None]:
    """Keep the test's own connection open between requests, as Django's test client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)
