"""What is due happens at its hour, each thing by itself, and a failure is told by the exit code."""

import datetime as dt
import io
import os
import signal
import threading
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.core.management.base import CommandError

from core.clock import now
from core.models import Messaggio
from distretti.models import DistrettoPage
from home.management.commands import tick
from identita.models import User
from pubblicazione.actions import moderazione
from pubblicazione.actions.moderazione import approve_pagina
from pubblicazione.models import PubblicazioneProgrammata
from tests.factories import make_iscrizione, make_user
from tests.pubblicazione.conftest import write_and_submit

DOMANI = dt.timedelta(days=1)


def run(**options: Any) -> str:
    out = io.StringIO()
    call_command("tick", stdout=out, **options)
    return out.getvalue()


@pytest.fixture(autouse=True)
def _own_stores(local_stores: object) -> None:
    """The register as files is written to folders of the test's own."""


@pytest.fixture
def two_approved_for_tomorrow(funzionario: User) -> list[DistrettoPage]:
    redattore = make_user("redattore", "Redattore – ricerca")
    schede = [make_iscrizione(name, by=funzionario).scheda for name in ("Nautica", "Moda")]
    for scheda in schede:
        sha256 = write_and_submit(scheda, redattore)
        approve_pagina(pagina=scheda, sha256=sha256, by=funzionario, dal=now() + DOMANI)
    Messaggio.objects.update(inviato_il=now())
    return schede


@pytest.fixture
def tomorrow(two_approved_for_tomorrow: list[DistrettoPage]) -> Iterator[None]:
    with time_machine.travel(now() + DOMANI + dt.timedelta(minutes=1)):
        yield


def live() -> set[str]:
    return set(DistrettoPage.objects.live().values_list("title", flat=True))


def test_nothing_due_nothing_done(two_approved_for_tomorrow: list[DistrettoPage]) -> None:
    assert run() == "file del registro: 3 fatte, 0 non riuscite\n"
    assert run() == ""
    assert live() == set()


def test_publications_come_out_at_their_hour_and_are_told(tomorrow: None) -> None:
    assert "pubblicazioni a una data: 2 fatte, 0 non riuscite" in run(once=True)
    assert live() == {"Nautica", "Moda"}
    assert {m.subject for m in mail.outbox} == {"Pubblicata: Nautica", "Pubblicata: Moda"}
    assert run() == "", "what is done is done once"


def test_one_that_fails_does_not_stop_the_others(
    tomorrow: None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    publish = moderazione._publish_sigillo

    def fail_on_nautica(**kwargs: Any) -> None:
        if kwargs["sigillo"].pagina.title == "Nautica":
            raise RuntimeError("disco pieno")
        publish(**kwargs)

    with monkeypatch.context() as patched:
        patched.setattr(moderazione, "_publish_sigillo", fail_on_nautica)
        with pytest.raises(CommandError, match="Non riuscite: 1") as refused:
            run()
    assert refused.value.returncode == 1
    assert "disco pieno" in caplog.text
    assert live() == {"Moda"}
    assert PubblicazioneProgrammata.objects.pending().count() == 1
    run()
    assert live() == {"Nautica", "Moda"}, "the next minute it is tried again"


def test_a_job_that_cannot_begin_does_not_stop_the_others(tomorrow: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> Any:
        raise RuntimeError("tabella mancante")

    monkeypatch.setattr(tick, "JOBS", (("rotto", broken), *tick.JOBS))
    with pytest.raises(CommandError):
        run()
    assert live() == {"Nautica", "Moda"}


def test_every_repeats_until_it_is_stopped(tomorrow: None, monkeypatch: pytest.MonkeyPatch) -> None:
    rounds: list[int] = []

    def count() -> Any:
        rounds.append(1)
        if len(rounds) == 2:
            os.kill(os.getpid(), signal.SIGTERM)
        return tick.Turno()

    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    monkeypatch.setattr(tick, "JOBS", (("conta", count),))
    monkeypatch.setattr(tick, "close_old_connections", lambda: None)  # the test's own transaction lives on this one
    monkeypatch.setattr(threading.Event, "wait", lambda self, timeout=None: self.is_set())
    try:
        run(every=60)
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
    assert len(rounds) == 2


def test_every_wants_a_time(db: None) -> None:
    with pytest.raises(CommandError, match="almeno un secondo"):
        run(every=0)
