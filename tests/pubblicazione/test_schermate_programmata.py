"""Approving for a date, on the screens of moderation: chosen, seen, called off, late."""

import datetime as dt

import pytest
import time_machine
from django.test import Client
from django.utils.timezone import localtime

from core.clock import now
from distretti.models import DistrettoPage
from identita.models import User
from pubblicazione.actions.moderazione import (
    approve_pagina,
    publish_due,
    submit_pagina,
)
from pubblicazione.models import PubblicazioneProgrammata, Sigillo
from tests.pubblicazione.conftest import write_and_submit
from tests.pubblicazione.schermate import ELENCO, decide, read, screen

pytestmark = pytest.mark.slow


def test_approving_at_a_date_needs_a_future_one(
    scheda: DistrettoPage, redattore: User, funzionario: User, client: Client
) -> None:
    sha256 = write_and_submit(scheda, redattore)
    for dal, error in (
        ("", "Scrivi il giorno e l’ora in cui il testo diventa pubblico."),
        ("domani", "Scrivi il giorno e l’ora, per esempio"),
        ("2020-01-01T10:00", "La data di pubblicazione deve essere futura."),
        ("2062-01-01T10:00", "La data di pubblicazione è fra più di due anni: controlla l’anno."),
    ):
        assert error in decide(client, funzionario, scheda, sha256=sha256, decisione="programma", dal=dal)
    assert not Sigillo.objects.exists()


def test_a_publication_at_a_date_is_seen_and_called_off(
    scheda: DistrettoPage, redattore: User, funzionario: User, collega: User, client: Client
) -> None:
    sha256 = write_and_submit(scheda, redattore)
    dal = localtime(now() + dt.timedelta(days=3)).replace(hour=10, minute=0)
    page = decide(client, funzionario, scheda, sha256=sha256, decisione="programma", dal=dal.strftime("%Y-%m-%dT%H:%M"))
    assert "alle 10:00." in page
    assert "Approvate per una data" in read(client, collega, ELENCO)
    page = read(client, collega, screen(scheda))
    assert "è approvata e aspetta la sua data" in page
    assert "Un testo approvato da funzionario.ricerca sarà pubblico" in page
    assert "Che cosa cambierà per il pubblico" in page
    response = client.post(screen(scheda, "annulla/"), follow=True)
    assert "La pubblicazione di «Distretto della Nautica» è annullata." in response.content.decode()
    assert PubblicazioneProgrammata.objects.get().annullata_da == collega
    response = client.post(screen(scheda, "annulla/"), follow=True)
    assert "Non c’è una pubblicazione da annullare" in response.content.decode()
    assert "Approvate per una data" not in read(client, collega, ELENCO)
    submit_pagina(pagina=scheda, by=redattore)
    page = read(client, collega, screen(scheda))
    assert "<b>funzionario.ricerca</b> ha approvato: pubblica il" in page
    assert "<b>funzionario.ricerca2</b> ha annullato la pubblicazione programmata" in page
    assert client.get(screen(scheda, "annulla/")).status_code == 405


def test_a_publication_that_missed_its_date_stands_out(
    scheda: DistrettoPage, redattore: User, funzionario: User, client: Client
) -> None:
    dal = now() + dt.timedelta(hours=1)
    approve_pagina(pagina=scheda, sha256=write_and_submit(scheda, redattore), by=funzionario, dal=dal)
    assert "In ritardo" not in read(client, funzionario, ELENCO)
    with time_machine.travel(dal + dt.timedelta(minutes=2), tick=False):
        assert "In ritardo" not in read(client, funzionario, ELENCO), "the next minute will publish it"
    with time_machine.travel(dal + dt.timedelta(minutes=6), tick=False):
        page = read(client, funzionario, ELENCO)
        assert "In ritardo: doveva esserlo" in page
        assert "La pubblicazione automatica è ferma: avvisa chi gestisce il sistema." in page
        publish_due()
        assert "In ritardo" not in read(client, funzionario, ELENCO)
