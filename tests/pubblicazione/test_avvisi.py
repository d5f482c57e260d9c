"""At every step the right people are told, once, in Italian, by the outbox and not by Wagtail."""

import datetime as dt

import pytest
import time_machine
from django.core import mail

from core.clock import now, today
from core.models import Messaggio
from distretti.models import Delega, DistrettoPage
from identita.models import User
from pubblicazione.actions.moderazione import (
    approve_pagina,
    cancel_programmata,
    publish_programmata,
    request_modifica,
    submit_pagina,
    withdraw_pagina,
)
from pubblicazione.selectors import due_programmate
from tests.factories import make_user
from tests.pubblicazione.conftest import write, write_and_submit


def told(prefix: str) -> dict[str, str]:
    """Who was told at a step, with the subject."""
    rows = Messaggio.objects.filter(chiave__startswith=f"{prefix}:")
    return {row.contenuto["to"].removesuffix("@example.it"): row.contenuto["subject"] for row in rows}


def body(prefix: str) -> str:
    return str(Messaggio.objects.filter(chiave__startswith=f"{prefix}:").first().contenuto["body"])  # type: ignore[union-attr]


@pytest.fixture
def everybody(collega: User, altra_struttura: User, amministratore: User) -> None:
    make_user("lettore", "Lettore")
    make_user("dirigente", "Dirigente – ricerca")
    make_user("altro.redattore", "Redattore – ricerca")


def test_a_submission_is_told_to_the_officers_of_the_structure_who_did_not_work_on_it(
    scheda: DistrettoPage, funzionario: User, redattore: User, everybody: None
) -> None:
    write(scheda, funzionario, "Barche")
    write_and_submit(scheda, redattore)
    subject = "Da approvare: Distretto della Nautica"
    assert told("invio") == {"funzionario.ricerca2": subject, "dirigente": subject}
    assert f"https://registro.example.it/admin/moderazione/{scheda.pk}/" in body("invio")
    assert "redattore ha inviato in moderazione «Distretto della Nautica» il " in body("invio")


def test_an_approval_is_told_to_who_wrote_and_submitted(
    scheda: DistrettoPage, funzionario: User, redattore: User, everybody: None
) -> None:
    writer = make_user("scrive", "Redattore – ricerca")
    write(scheda, writer)
    submit_pagina(pagina=scheda, by=redattore)
    approve_pagina(pagina=scheda, sha256=scheda.sha256_of(scheda.get_latest_revision()), by=funzionario)
    subject = "Pubblicata: Distretto della Nautica"
    assert told("approvazione") == {"scrive": subject, "redattore": subject}
    assert "https://registro.example.it/registro/RP-1-0001" in body("approvazione")


def test_a_request_brings_the_officers_words(
    scheda: DistrettoPage, funzionario: User, redattore: User, everybody: None
) -> None:
    write_and_submit(scheda, redattore)
    request_modifica(pagina=scheda, testo="Manca l'anno & la fonte.", by=funzionario)
    assert told("richiesta") == {"redattore": "Modifiche richieste: Distretto della Nautica"}
    assert "Manca l'anno & la fonte." in body("richiesta")


def test_a_withdrawal_is_told_to_the_others_who_worked_on_it(
    scheda: DistrettoPage, funzionario: User, redattore: User, everybody: None
) -> None:
    write(scheda, make_user("scrive", "Redattore – ricerca"))
    submit_pagina(pagina=scheda, by=redattore)
    withdraw_pagina(pagina=scheda, by=redattore)
    assert told("ritiro") == {"scrive": "Ritirata dalla moderazione: Distretto della Nautica"}


def test_a_publication_at_a_date_is_told_when_approved_and_when_it_happens(
    scheda: DistrettoPage, funzionario: User, redattore: User, everybody: None
) -> None:
    with time_machine.travel(dt.datetime(2025, 3, 3, 9, tzinfo=dt.UTC)):
        sha256 = write_and_submit(scheda, redattore)
        dal = dt.datetime(2025, 3, 8, 9, 30, tzinfo=dt.UTC)
        approve_pagina(pagina=scheda, sha256=sha256, by=funzionario, dal=dal)
    assert told("approvazione") == {"redattore": "Approvata, uscirà l’8 marzo 2025: Distretto della Nautica"}
    assert "Sarà pubblica l’8 marzo 2025 alle 10:30." in body("approvazione")
    publish_programmata(programmata=due_programmate(now())[0])
    subject = "Pubblicata: Distretto della Nautica"
    assert told("pubblicazione") == {"redattore": subject, "funzionario.ricerca": subject}


def test_a_publication_called_off_is_told_to_who_submitted_and_approved(
    scheda: DistrettoPage, funzionario: User, redattore: User, collega: User, everybody: None
) -> None:
    sha256 = write_and_submit(scheda, redattore)
    approve_pagina(pagina=scheda, sha256=sha256, by=funzionario, dal=now() + dt.timedelta(days=1))
    cancel_programmata(pagina=scheda, by=collega)
    subject = "Pubblicazione annullata: Distretto della Nautica"
    assert told("annullamento") == {"redattore": subject, "funzionario.ricerca": subject}


def test_who_lost_the_right_to_write_is_told_nothing_more(scheda: DistrettoPage, funzionario: User) -> None:
    delegate = make_user("delegato", "Redattore")
    delega = Delega.objects.create(
        user=delegate, iscrizione=scheda.iscrizione, dal=today(), conferita_da=funzionario, conferita_il=now()
    )
    write_and_submit(scheda, delegate)
    Delega.objects.filter(pk=delega.pk).update(dal=today() - dt.timedelta(days=9), al=today() - dt.timedelta(days=1))
    request_modifica(pagina=scheda, testo="Manca l'anno.", by=funzionario)
    assert told("richiesta") == {}


def test_who_has_no_address_is_skipped_with_a_line_in_the_log(
    scheda: DistrettoPage, funzionario: User, redattore: User, caplog: pytest.LogCaptureFixture
) -> None:
    User.objects.filter(pk=funzionario.pk).update(email="")
    write_and_submit(scheda, redattore)
    assert told("invio") == {}
    assert "no address for funzionario.ricerca" in caplog.text


def test_wagtail_itself_writes_to_nobody(
    scheda: DistrettoPage, funzionario: User, redattore: User, superuser: User
) -> None:
    write_and_submit(scheda, redattore)
    request_modifica(pagina=scheda, testo="Manca l'anno.", by=funzionario)
    sha256 = write_and_submit(scheda, redattore, "Barche dal 2010")
    approve_pagina(pagina=scheda, sha256=sha256, by=funzionario)
    assert mail.outbox == [], "whatever is sent goes through the outbox"


def test_what_is_refused_tells_nobody(scheda: DistrettoPage, funzionario: User, redattore: User) -> None:
    write_and_submit(scheda, redattore)
    before = Messaggio.objects.count()
    with pytest.raises(Exception, match="cambiato"):
        approve_pagina(pagina=scheda, sha256="altro", by=funzionario)
    assert Messaggio.objects.count() == before
