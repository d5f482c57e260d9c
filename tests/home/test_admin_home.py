"""The admin's home tells each person what waits for them, and nothing that they cannot use."""

import datetime as dt
import re
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.test import Client

from core.clock import now, today
from distretti.models import Delega, Iscrizione
from distretti.selectors.lavoro import count_by_sezione
from home.admin.grafico import LABEL, bars_of
from identita.models import User
from pubblicazione.actions.moderazione import approve_pagina, request_modifica, submit_pagina
from tests.factories import make_funzionario, make_iscrizione, make_user

pytestmark = pytest.mark.slow

MOMENT = dt.datetime(2026, 3, 10, 9, tzinfo=dt.UTC)


def home_of(user: User) -> BeautifulSoup:
    client = Client()
    client.force_login(user)
    response = client.get("/admin/")
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def main_text(user: User) -> str:
    main = home_of(user).select_one("main")
    assert main is not None
    return re.sub(r"\s+", " ", main.get_text(" ", strip=True))


def submit(iscrizione: Iscrizione, by: User, sintesi: str = "Barche e navi") -> Any:
    scheda = iscrizione.scheda
    scheda.sintesi = sintesi
    scheda.save_revision(user=by)
    submit_pagina(pagina=scheda, by=by)
    return scheda


@pytest.fixture
def nautica(funzionario: User) -> Iscrizione:
    return make_iscrizione("Distretto della Nautica", by=funzionario)


@pytest.fixture
def delegato(nautica: Iscrizione, funzionario: User) -> User:
    user = make_user("redattore", "Redattore")
    Delega.objects.create(user=user, iscrizione=nautica, dal=today(), conferita_da=funzionario, conferita_il=now())
    return user


def test_an_editor_sees_his_schede_alone_and_where_each_stands(
    nautica: Iscrizione, delegato: User, funzionario: User
) -> None:
    make_iscrizione("Distretto della Moda", by=funzionario)
    assert "Le mie schede" in main_text(delegato)
    assert "Distretto della Nautica" in main_text(delegato)
    assert "Distretto della Moda" not in main_text(delegato)
    assert "Bozza" in main_text(delegato)

    scheda = submit(nautica, delegato)
    assert "In moderazione" in main_text(delegato)
    request_modifica(pagina=scheda, testo="Manca l'anno di fondazione.", by=funzionario)
    text = main_text(delegato)
    assert "Modifiche richieste" in text
    assert "Manca l'anno di fondazione." in text
    scheda = submit(nautica, delegato, "Barche dal 1990")
    approve_pagina(pagina=scheda, sha256=scheda.sha256_of(scheda.get_latest_revision()), by=funzionario)
    assert "Pubblicata" in main_text(delegato)


def test_an_editor_with_nothing_is_told_whom_to_ask(registro: None) -> None:
    text = main_text(make_user("redattore", "Redattore"))
    assert "Distretto" not in text.replace("Registro dei distretti", "")
    assert "delega" in text.lower()


def test_an_officer_sees_what_waits_oldest_first_with_its_age(nautica: Iscrizione, funzionario: User) -> None:
    moda = make_iscrizione("Distretto della Moda", by=funzionario)
    autore = make_user("autore", "Redattore – ricerca")
    with time_machine.travel(MOMENT, tick=False):
        submit(moda, autore)
    with time_machine.travel(MOMENT + dt.timedelta(days=2), tick=False):
        submit(nautica, autore)
    with time_machine.travel(MOMENT + dt.timedelta(days=3), tick=False):
        text = main_text(funzionario)
    assert "Da fare" in text
    assert text.index("Distretto della Moda") < text.index("Distretto della Nautica")
    assert "3 giorni" in text
    assert "2 testi in moderazione" in text


def test_the_other_structure_waits_for_nobody_here(nautica: Iscrizione, funzionario: User) -> None:
    submit(nautica, make_user("autore", "Redattore – ricerca"))
    text = main_text(make_funzionario("agricoltura"))
    assert "Niente in attesa" in text
    assert "Distretto della Nautica" not in text


def test_nothing_waiting_recalls_the_last_decision(nautica: Iscrizione, funzionario: User) -> None:
    scheda = submit(nautica, make_user("autore", "Redattore – ricerca"))
    approve_pagina(pagina=scheda, sha256=scheda.sha256_of(scheda.get_latest_revision()), by=funzionario)
    text = main_text(funzionario)
    assert "Niente in attesa" in text
    assert "Distretto della Nautica" in text


def test_the_amministratore_sees_users_and_the_site(registro: None) -> None:
    text = main_text(make_user("admin", "Amministratore"))
    assert "Utenti" in text
    assert "Le mie schede" not in text


def test_a_reader_is_led_to_the_register(nautica: Iscrizione) -> None:
    home = home_of(make_user("lettore", "Lettore"))
    assert home.select_one('main a[href="/admin/registro/"]') is not None


@pytest.mark.parametrize("entries", [0, 1, 3])
def test_counts_by_section_are_right_in_the_chart_and_in_the_table(funzionario: User, entries: int) -> None:
    for n in range(entries):
        make_iscrizione(f"Distretto {n}", by=funzionario, sezione=2)
    conteggi = count_by_sezione()
    assert [c.totale for c in conteggi] == [0, entries, 0, 0, 0, 0, 0]
    bars = bars_of(conteggi).bars
    assert all(bar.attive == 0 for bar in bars if bar.codice != 2)
    assert (bars[1].attive > 0) is bool(entries)
    assert all(bar.fine >= LABEL for bar in bars)
    home = home_of(funzionario)
    assert (home.select_one("svg[role=img]") is not None) is bool(entries)
    assert len(home.select("main table tbody tr")) == 7


def test_a_chart_of_nothing_is_a_chart() -> None:
    assert bars_of([]).altezza == 0


def test_menus_lead_nowhere_shut(funzionario: User) -> None:
    text = home_of(funzionario).get_text()
    for word in ("Report", "What's new", "Editor guide", "Novità di Wagtail"):
        assert word not in text


def test_the_title_of_the_home_begins_with_its_heading(funzionario: User) -> None:
    home = home_of(funzionario)
    [heading] = home.select("h1")
    assert home.title is not None
    assert home.title.get_text(strip=True).startswith(heading.get_text(strip=True))


@pytest.mark.parametrize("path", ["/admin/non-esiste/", "/admin/moderazione/999999/"])
def test_what_is_not_there_is_said_in_our_words(funzionario: User, path: str) -> None:
    client = Client()
    client.force_login(funzionario)
    response = client.get(path)
    assert response.status_code == 404
    main = BeautifulSoup(response.content, "html.parser").select_one("main")
    assert main is not None
    assert [h.get_text() for h in main.select("h1")] == ["Pagina non trovata"]
    assert "riguarda un altro ufficio" in main.get_text()
    assert "Wagtail" not in main.get_text()
    assert main.select_one('a[href="/admin/"]') is not None
