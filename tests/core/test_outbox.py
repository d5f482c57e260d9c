"""A message leaves once, after its cause, and again only when nobody can say that it left."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.core import mail

from core.actions import outbox
from core.actions.outbox import due_emails, enqueue_email, send_email
from core.clock import now
from core.models import MAX_TENTATIVI, Messaggio

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(dt.datetime(2025, 3, 3, 9, tzinfo=dt.UTC), tick=False) as traveller:
        yield traveller


@pytest.fixture
def broken_server(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Any) -> int:
        raise OSError("server di posta irraggiungibile")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)


def enqueue(chiave: str = "prova:1") -> Messaggio:
    enqueue_email(chiave=chiave, to="anna@example.it", subject="Da approvare: Nautica", body="Leggi qui.\n")
    return Messaggio.objects.get(chiave=chiave)


def test_a_message_is_sent_once() -> None:
    messaggio = enqueue()
    for _ in range(2):
        for pk in due_emails():
            send_email(pk=pk)
    send_email(pk=messaggio.pk)
    [sent] = mail.outbox
    assert (sent.to, sent.subject, sent.body) == (["anna@example.it"], "Da approvare: Nautica", "Leggi qui.\n")
    assert Messaggio.objects.get().inviato_il is not None


def test_the_same_cause_writes_one_message() -> None:
    assert enqueue().pk == enqueue().pk
    assert len(due_emails()) == 1


def test_the_message_says_that_a_machine_wrote_it_and_keeps_its_name_when_sent_again() -> None:
    names = set()
    for messaggio in (enqueue(), enqueue()):
        Messaggio.objects.update(inviato_il=None, tentativi=0, riprova_dal=now())
        send_email(pk=messaggio.pk)
        headers = mail.outbox[-1].extra_headers
        assert headers["Auto-Submitted"] == "auto-generated"
        names.add(headers["Message-ID"])
    assert len(names) == 1
    assert names.pop().endswith("@registro.example.it>")


@pytest.mark.usefixtures("broken_server")
def test_a_failed_message_waits_longer_each_time_and_says_why(clock: time_machine.Traveller) -> None:
    messaggio = enqueue()
    waits = []
    for _ in range(MAX_TENTATIVI):
        with pytest.raises(OSError, match="irraggiungibile"):
            send_email(pk=messaggio.pk)
        messaggio.refresh_from_db()
        waits.append(messaggio.riprova_dal - now())
        assert due_emails() == []
        clock.move_to(messaggio.riprova_dal)
    minutes = [int(wait.total_seconds() // 60) for wait in waits]
    assert minutes == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 1440]
    assert messaggio.ultimo_errore == "OSError: server di posta irraggiungibile"
    assert messaggio.inviato_il is None
    assert due_emails() == [], "after the last attempt it is given up"


def test_after_a_failure_the_next_turn_sends_it(clock: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch) -> None:
    messaggio = enqueue()
    with monkeypatch.context() as patched:
        patched.setattr("django.core.mail.EmailMessage.send", lambda self: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            send_email(pk=messaggio.pk)
    clock.shift(dt.timedelta(minutes=1))
    for pk in due_emails():
        send_email(pk=pk)
    assert len(mail.outbox) == 1
    messaggio.refresh_from_db()
    assert messaggio.ultimo_errore == ""


def test_two_senders_never_hold_the_same_message(monkeypatch: pytest.MonkeyPatch) -> None:
    messaggio = enqueue()
    claim = outbox._claim
    other: list[Messaggio | None] = []

    def claim_while_another_does(queryset: Any, **values: Any) -> int:
        monkeypatch.undo()
        other.append(claim(messaggio.pk))
        return int(queryset.update(**values))

    monkeypatch.setattr("core.models.MessaggioQuerySet.update", claim_while_another_does)
    assert claim(messaggio.pk) is None
    assert other == [messaggio]


def test_a_machine_that_stops_after_sending_sends_again_later(
    clock: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    messaggio = enqueue()
    assert outbox._claim(messaggio.pk) == messaggio
    assert due_emails() == [], "not at once: another sender may be at work"
    clock.shift(dt.timedelta(minutes=1))
    assert due_emails() == [messaggio.pk]
