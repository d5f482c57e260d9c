"""The page of an entry: its whole life, the facts of today, the proof of its rows; and what only its structure sees."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client

from core.uncertain_dates import on_day
from distretti.actions.iscrizione import record_annotazione
from distretti.actions.persone import grant_delega, record_carica
from distretti.actions.rettifica import record_rettifica
from distretti.enums import TipoAnnotazione
from distretti.models import Iscrizione
from identita.models import User
from tests.distretti.admin.conftest import Signed
from tests.factories import make_atto, make_iscrizione, make_user

pytestmark = pytest.mark.slow

PAGE = "/admin/registro/RP-1-0001/"


@pytest.fixture
def nautica(funzionario: User) -> Iscrizione:
    made = make_iscrizione("Distretto della Nautica", by=funzionario)
    variazione = record_annotazione(
        iscrizione=made,
        tipo=TipoAnnotazione.VARIAZIONE,
        decorrenza=on_day(dt.date(2025, 5, 3)),
        atto=make_atto(dt.date(2025, 5, 2), "210", burp_numero="40", burp_link="https://burp.example.it/40"),
        dati={"denominazione": "Nautica di Pulia", "pec": "nautica@pec.example.it"},
        by=funzionario,
    )
    dati = {"denominazione": "Nautica di Puglia"}
    record_rettifica(annotazione=variazione, by=funzionario, motivo="Nome trascritto male", dati=dati)
    grant_delega(user=make_user("rita.delegata"), iscrizione=made, by=funzionario)
    record_carica(iscrizione=made, by=funzionario, nome="Ada Rossi", ruolo="Presidente")
    return made


def test_the_whole_life_is_read_in_order(officer: Client, nautica: Iscrizione) -> None:
    text = officer.get(PAGE).content.decode()
    places = [text.index(f'id="annotazione-{seq}"') for seq in (1, 2, 3)]
    assert places == sorted(places)
    for row in nautica.annotazioni.all():
        assert row.impronta[:12] in text
        assert f'data-w-clipboard-value-param="{row.impronta}"' in text
    assert "Dal 3 maggio 2025" in text
    assert 'href="https://burp.example.it/40"' in text
    assert 'Corretta dalla <a href="#annotazione-3">rettifica n. 3</a>' in text


def test_the_facts_of_today_people_and_links(officer: Client, nautica: Iscrizione) -> None:
    text = officer.get(PAGE).content.decode()
    for words in ("nautica@pec.example.it", "Ada Rossi, Presidente", "rita.delegata", "da funzionario.ricerca"):
        assert words in text
    assert 'href="https://registro.example.it/registro/RP-1-0001"' in text
    assert 'href="https://registro.example.it/api/v1/iscrizioni/RP-1-0001"' in text
    assert f'href="/admin/pages/{nautica.scheda.pk}/edit/"' in text


@pytest.mark.parametrize("username", ["funzionario.agricoltura", "lettore"])
def test_outside_the_competence_only_public_facts_are_seen(signed: Signed, nautica: Iscrizione, username: str) -> None:
    response = signed(username).get(PAGE)
    text = response.content.decode()
    assert response.status_code == 200
    assert "Nautica di Puglia" in text
    for reserved in ("rita.delegata", "funzionario.ricerca", f"/admin/pages/{nautica.scheda.pk}/edit/"):
        assert reserved not in text


def test_an_honest_chain_is_verified(officer: Client, nautica: Iscrizione) -> None:
    text = officer.get(PAGE).content.decode()
    assert "Catena verificata" in text
    assert "Le 3 annotazioni sono quelle registrate" in text


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("UPDATE distretti_annotazione SET testo = 'Altro' WHERE seq = 2", "annotazione 2: il contenuto"),
        ("UPDATE distretti_atto SET numero = '9' WHERE numero = '210'", "annotazione 2: l’atto"),
        ("DELETE FROM distretti_annotazione WHERE seq = 2", "annotazione 3: nella catena manca la riga accanto"),
        ("UPDATE distretti_annotazione SET impronta = 'x' WHERE seq = 3", "la riga dopo non cita la sua impronta"),
        ("UPDATE distretti_iscrizione SET pec = 'a@b.it'", "«pec» non è quello che risulta"),
    ],
)
def test_tampering_is_seen_on_the_page(
    officer: Client, nautica: Iscrizione, funzionario: User, tamper: Callable[[str], None], statement: str, named: str
) -> None:
    make_iscrizione("Distretto della Moda", by=funzionario)
    tamper(statement)
    text = officer.get(PAGE).content.decode()
    assert "Catena interrotta" in text
    assert named in text
    assert "Catena verificata" not in text


def test_an_unknown_code_is_not_found(officer: Client) -> None:
    assert officer.get("/admin/registro/RP-1-9999/").status_code == 404
