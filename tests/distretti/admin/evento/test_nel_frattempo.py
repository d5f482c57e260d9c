"""What happens to the register, or to the button, between the sentence and its recording."""

import datetime as dt
from unittest.mock import patch

import pytest
from django.db import OperationalError
from django.test import Client

from core.uncertain_dates import on_day
from distretti.actions.evento import record_evento
from distretti.actions.iscrizione import record_annotazione
from distretti.admin.evento import views
from distretti.models import Iscrizione
from identita.models import User
from tests.distretti.admin.conftest import Signed
from tests.distretti.admin.evento.modulo import ATTO, DECORRENZA, VOCE, T, last, record
from tests.distretti.admin.pages import look
from tests.factories import make_atto

pytestmark = pytest.mark.slow


def test_a_double_click_records_once(officer: Client, nautica: Iscrizione) -> None:
    shown, first = record(officer, f"{VOCE}annota/revoca/")
    second = shown.send("registra")
    assert nautica.annotazioni.count() == 2
    assert second.url == first.url == VOCE
    assert "Registrata l’annotazione n. 2" in second.text


def test_a_double_click_served_at_the_same_time_records_once(
    officer: Client, nautica: Iscrizione, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second click finds the way free, and only on recording learns of the first."""
    shown, _page = record(officer, f"{VOCE}annota/variazione/", indirizzo="Via 1")
    found = views.find_submission
    answers = iter([None])
    monkeypatch.setattr(views, "find_submission", lambda chiave: next(answers, found(chiave)))
    page = shown.send("registra")
    assert nautica.annotazioni.count() == 2
    assert page.url == VOCE


def test_a_register_that_moved_meanwhile_is_read_again(officer: Client, nautica: Iscrizione, funzionario: User) -> None:
    shown = look(officer, f"{VOCE}annota/variazione/").send("anteprima", **ATTO, **DECORRENZA, denominazione="Nuovo")
    record_annotazione(
        iscrizione=nautica,
        tipo=T.VARIAZIONE,
        decorrenza=on_day(dt.date(2026, 10, 1)),
        atto=make_atto(),
        dati={"denominazione": "Nome di mezzo"},
        by=funzionario,
    )
    again = shown.send("registra")
    assert "Nel frattempo il registro è cambiato" in again.text
    assert "prima: «Nome di mezzo»" in again.quotes[0]
    again.send("registra")
    assert last().dati == {"denominazione": "Nuovo"}


def test_a_register_that_no_longer_admits_it_says_why(officer: Client, nautica: Iscrizione, funzionario: User) -> None:
    shown = look(officer, f"{VOCE}annota/conferma/").send("anteprima", **ATTO, **DECORRENZA, scade_il="31/10/2029")
    record_evento(
        tipo=T.REVOCA,
        by=funzionario,
        atto=make_atto(),
        decorrenza=on_day(dt.date(2026, 10, 1)),
        dati={},
        iscrizione=nautica,
    )
    back = shown.send("registra")
    assert "La voce è nello stato «Revocata»: ammette solo rettifiche." in back.text
    assert back.values["scade_il"] == ["31/10/2029"]


def test_a_busy_register_is_said_and_nothing_is_lost(officer: Client, nautica: Iscrizione) -> None:
    form = look(officer, f"{VOCE}annota/revoca/")
    with patch.object(views, "preview_evento", side_effect=OperationalError("database is locked")):
        back = form.send("anteprima", **ATTO, **DECORRENZA)
    assert "Il registro è occupato da un’altra registrazione" in back.text
    assert back.values["atto_numero"] == ["412"]


def test_the_key_of_another_person_records_nothing_of_theirs(
    officer: Client, signed: Signed, nautica: Iscrizione
) -> None:
    shown, _page = record(officer, f"{VOCE}annota/variazione/", indirizzo="Via 1")
    forged = look(signed("dirigente.ricerca"), f"{VOCE}annota/variazione/")
    chiave = shown.values["chiave"]
    back = forged.send("anteprima", **ATTO, **DECORRENZA, indirizzo="Via 2", chiave=chiave).send("registra")
    assert "Questo modulo è già stato inviato con altri dati" in back.text
    assert nautica.annotazioni.count() == 2
