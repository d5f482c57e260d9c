"""Messages sent long ago are taken away; what was not sent is never lost that way."""

import datetime as dt
import io
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.core.management.base import CommandError

from core.actions.outbox import drain_emails, enqueue_email
from core.models import Messaggio

START = dt.datetime(2026, 3, 1, 9, tzinfo=dt.UTC)


def prune(**options: Any) -> str:
    call_command("prune_messaggi", stdout=(out := io.StringIO()), **options)
    return out.getvalue()


@pytest.fixture
def three(db: None) -> None:
    """One sent long ago, one sent lately, one that waits since long ago."""
    with time_machine.travel(START, tick=False):
        enqueue_email(chiave="vecchio", to="anna@example.it", subject="Vecchio", body="…")
        drain_emails()
        enqueue_email(chiave="attende", to="anna@example.it", subject="Attende", body="…")
        Messaggio.objects.filter(chiave="attende").update(riprova_dal=START + dt.timedelta(days=9_999))
    with time_machine.travel(START + dt.timedelta(days=400), tick=False):
        enqueue_email(chiave="recente", to="anna@example.it", subject="Recente", body="…")
        drain_emails()


def test_only_what_was_sent_long_ago_is_taken_away(three: None) -> None:
    with time_machine.travel(START + dt.timedelta(days=401), tick=False):
        assert "sarebbero tolti: 1." in prune(dry_run=True)
        assert Messaggio.objects.count() == 3
        assert "Messaggi tolti: 1." in prune()
    assert set(Messaggio.objects.values_list("chiave", flat=True)) == {"attende", "recente"}


def test_a_day_at_least(db: None) -> None:
    with pytest.raises(CommandError, match="almeno un giorno"):
        prune(days=0)
