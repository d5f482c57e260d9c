"""The mail that bears a personal link: who reads the database has no link, who gets the mail has the right one."""

import datetime as dt
import email
import json
import socketserver
import threading
from collections.abc import Iterator
from email import policy
from importlib import import_module
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.core import mail
from django.db import connection
from django.test import Client
from pytest_django import Settings

from core.actions.outbox import drain_emails, retry_given_up
from core.clock import now
from core.models import MAX_TENTATIVI, Messaggio
from core.segreto import Segreto
from identita.models import User
from procedimenti.models import ComponenteNucleo, SedutaNucleo
from tests.procedimenti.nucleo.conftest import opened, sent, token_of, waiting

pytestmark = pytest.mark.usefixtures("oggi")


class _Session(socketserver.StreamRequestHandler):
    """One conversation of a mail server that knows the little that Django says."""

    server: "PostOffice"

    def say(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")

    def handle(self) -> None:
        self.say("220 posta")
        while line := self.rfile.readline().decode().strip():
            if line.upper() != "DATA":
                self.say("221 bye" if line.upper() == "QUIT" else "250 ok")
                continue
            self.say("354 go")
            raw = b"".join(iter(self.rfile.readline, b".\r\n"))
            text = email.message_from_bytes(raw, policy=policy.default).get_content()
            self.server.read.append(text)
            self.say(self.server.answer(text))


class PostOffice(socketserver.ThreadingTCPServer):
    """A real mail server on a port of this machine; while it `refuses` it quotes what it did not like."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Session)
        self.read: list[str] = []
        self.refuses = False

    def answer(self, text: str) -> str:
        return f"554 blocked: {text.split('/nucleo/')[1].split()[0]}" if self.refuses else "250 ok"

    def tokens(self) -> list[str]:
        """The links in what was read, in order."""
        return [text.split("/nucleo/")[1].split()[0] for text in self.read]


@pytest.fixture
def office(settings: Settings) -> Iterator[PostOffice]:
    with PostOffice() as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address[:2]
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        yield server
        server.shutdown()


@pytest.fixture
def seduta(funzionario: User, nucleo: list[ComponenteNucleo]) -> SedutaNucleo:
    return opened(funzionario, waiting(funzionario))


@pytest.fixture
def messaggio(nucleo: list[ComponenteNucleo], seduta: SedutaNucleo) -> Messaggio:
    """The one message to Carla, a member who votes; those of the others have left."""
    mine = Messaggio.objects.get(chiave=f"nucleo:{nucleo[2].link.get(seduta=seduta).pk}")
    Messaggio.objects.exclude(pk=mine.pk).update(inviato_il=now())
    return mine


def whole_database() -> str:
    """Every value of every table, as who reads a copy of it has them."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found += [str(row) for row in cursor.fetchall()]
    return "\n".join(found)


def signature(token: str) -> str:
    return token.partition("~")[2]


def test_who_reads_the_database_cannot_vote_for_another(
    office: PostOffice, messaggio: Messaggio, nucleo: list[ComponenteNucleo], seduta: SedutaNucleo
) -> None:
    token = token_of(nucleo[2], seduta)
    before = whole_database()
    assert "Carla Terza" in before
    assert signature(token) not in before
    half = token.partition("~")[0]
    assert Client().get(f"/nucleo/{half}").status_code == 404, "half a link opens nothing"
    assert drain_emails().fatti == 1
    assert office.tokens() == [token]
    assert Client().get(f"/nucleo/{office.tokens()[0]}").status_code == 200
    after = whole_database()
    assert signature(token) not in after
    assert half not in after, "once sent, not even the half stays"
    messaggio.refresh_from_db()
    assert set(messaggio.contenuto) == {"to", "subject", "body"}
    assert "/nucleo/[collegamento " in messaggio.contenuto["body"]


def test_a_refusal_that_quotes_the_link_is_not_quoted_and_the_next_turn_sends_the_right_one(
    office: PostOffice, messaggio: Messaggio, nucleo: list[ComponenteNucleo], seduta: SedutaNucleo
) -> None:
    office.refuses, token = True, token_of(nucleo[2], seduta)
    turno = drain_emails()
    messaggio.refresh_from_db()
    [told] = turno.falliti.values()
    for words in (messaggio.ultimo_errore, told):
        assert "SMTPDataError: (554, b'blocked: [collegamento " in words
        assert signature(token) not in words
    assert signature(token) not in whole_database()
    office.refuses = False
    with time_machine.travel(messaggio.riprova_dal, tick=False):
        assert drain_emails().fatti == 1
    assert office.tokens() == [token, token]


def test_one_given_up_bears_the_right_link_when_it_is_tried_again(
    office: PostOffice, messaggio: Messaggio, nucleo: list[ComponenteNucleo], seduta: SedutaNucleo
) -> None:
    token = token_of(nucleo[2], seduta)
    Messaggio.objects.filter(pk=messaggio.pk).update(tentativi=MAX_TENTATIVI)
    assert retry_given_up() == 1
    assert drain_emails().fatti == 1
    assert office.tokens() == [token]


class _PowerCutError(BaseException):
    """The machine stops: nothing that follows is run."""


def test_a_machine_that_stops_between_the_sending_and_its_note_sends_the_same_link(
    office: PostOffice,
    messaggio: Messaggio,
    nucleo: list[ComponenteNucleo],
    seduta: SedutaNucleo,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    token, send = token_of(nucleo[2], seduta), mail.EmailMessage.send

    def send_and_stop(self: Any, *args: Any) -> None:
        send(self, *args)
        raise _PowerCutError

    with monkeypatch.context() as cut:
        cut.setattr("django.core.mail.EmailMessage.send", send_and_stop)
        with pytest.raises(_PowerCutError):
            drain_emails()
    messaggio.refresh_from_db()
    assert messaggio.inviato_il is None
    assert signature(token) not in whole_database()
    with time_machine.travel(messaggio.riprova_dal + dt.timedelta(seconds=1), tick=False):
        assert drain_emails().fatti == 1
    assert office.tokens() == [token, token]


def test_the_name_of_a_case_cannot_lead_the_link_elsewhere(funzionario: User, nucleo: list[ComponenteNucleo]) -> None:
    """What an applicant writes is in the message too: the sign that the link replaces is drawn after."""
    guess = Segreto.draw("registro.nucleo").posto
    opened(funzionario, waiting(funzionario, f"https://male.example/{guess}"))
    bodies = [m.body for m in sent() if "/nucleo/" in m.body]
    assert len(bodies) == len(nucleo)
    for body in bodies:
        assert guess in body
        assert body.count("~") == 1


def test_a_message_written_before_this_keeps_no_link_and_still_leaves_with_it(
    office: PostOffice, messaggio: Messaggio, nucleo: list[ComponenteNucleo], seduta: SedutaNucleo
) -> None:
    token = token_of(nucleo[2], seduta)
    migration = import_module("procedimenti.migrations.0017_posta_senza_collegamenti")
    migration.backwards(apps, None)
    messaggio.refresh_from_db()
    assert f"/nucleo/{token}\n" in messaggio.contenuto["body"], "as it was written then"
    already = Messaggio.objects.create(
        canale="email", chiave="nucleo:0", contenuto=messaggio.contenuto, creato_il=now(), riprova_dal=now(),
        inviato_il=now(), ultimo_errore=f"blocked {token}",
    )  # fmt: skip
    migration.forwards(apps, None)
    assert signature(token) not in whole_database()
    already.refresh_from_db()
    assert token.partition("~")[0] not in json.dumps(already.contenuto) + already.ultimo_errore
    assert drain_emails().fatti == 1
    assert office.tokens() == [token]
