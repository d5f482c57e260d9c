"""The outbox: a message is written with its cause and sent later; who is told what is decided by who writes it.

Delivery is at least once. A message is claimed before it is sent (its next turn moves into the future, in a
transaction of its own), so two senders never hold the same one; if the machine stops between the sending and
its note, the message goes out again at its next turn, with the same Message-ID, by which mail servers know it.

An address that opens by itself is never written in a message: its body has a sign there, and beside it, until it has
left, the half from which the address is made at the moment of sending (`core.segreto`). Once sent, that goes too.
"""

import datetime as dt
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage

from core.canonical import sha256_hex
from core.clock import now
from core.models import Canale, Messaggio
from core.segreto import Segreto
from core.turno import Turno, run_each

_MAX_DELAY = dt.timedelta(days=1)


class EmailRefusedError(Exception):
    """An e-mail did not leave; says what the server answered, without what the e-mail alone may say."""


def enqueue_email(*, chiave: str, to: str, subject: str, body: str, segreto: Segreto | None = None) -> None:
    """Write an e-mail to send after commit; the same `chiave` again writes nothing.

    The token of `segreto` takes the place of its `posto` in the body as it leaves, and is in no row.
    Must run inside the transaction of the act that caused it.
    """
    contenuto: dict[str, Any] = {"to": to, "subject": subject, "body": body}
    if segreto is not None:
        contenuto["segreto"] = {"sale": segreto.sale, "meta": segreto.meta}
    enqueue(canale=Canale.EMAIL, chiave=chiave, contenuto=contenuto)


def enqueue(*, canale: Canale, chiave: str, contenuto: dict[str, Any]) -> None:
    """Write what must leave by a channel after commit; the same `chiave` again writes nothing."""
    at = now()
    values = {"canale": canale, "contenuto": contenuto, "creato_il": at, "riprova_dal": at}
    Messaggio.objects.get_or_create(chiave=chiave, defaults=values)


def retry_given_up() -> int:
    """Put every e-mail that was given up in line again, as if never tried; return how many."""
    rows = Messaggio.objects.given_up().filter(canale=Canale.EMAIL)
    return rows.order_by().update(tentativi=0, riprova_dal=now())


def due(canale: Canale) -> list[int]:
    """Return the keys of the messages of a channel whose turn has come, oldest first."""
    return list(Messaggio.objects.due(now(), canale).values_list("pk", flat=True))


def due_emails() -> list[int]:
    """Return the keys of the e-mails whose turn has come, oldest first."""
    return due(Canale.EMAIL)


def _delay(attempts: int) -> dt.timedelta:
    """Return how long to wait after so many attempts: a minute, then twice as long each time, a day at most."""
    return min(dt.timedelta(minutes=2 ** (attempts - 1)), _MAX_DELAY)


def _claim(pk: int, canale: Canale = Canale.EMAIL) -> Messaggio | None:
    """Take the message for this sender alone, or return None if another has it or nothing is left to do."""
    at = now()
    messaggio = Messaggio.objects.due(at, canale).filter(pk=pk).first()
    if messaggio is None:
        return None
    attempts = messaggio.tentativi + 1
    mine = Messaggio.objects.filter(pk=pk, tentativi=messaggio.tentativi, inviato_il__isnull=True)
    return messaggio if mine.update(tentativi=attempts, riprova_dal=at + _delay(attempts)) else None


def _segreto(messaggio: Messaggio) -> Segreto | None:
    half = messaggio.contenuto.get("segreto")
    return Segreto(**half) if half else None


def _email(messaggio: Messaggio) -> EmailMessage:
    content, segreto = messaggio.contenuto, _segreto(messaggio)
    host = urlsplit(settings.PUBLIC_BASE_URL).hostname
    headers = {"Message-ID": f"<{sha256_hex(messaggio.chiave.encode())}@{host}>", "Auto-Submitted": "auto-generated"}
    body = content["body"].replace(segreto.posto, segreto.token) if segreto else content["body"]
    return EmailMessage(subject=content["subject"], body=body, to=[content["to"]], headers=headers)


def _send(messaggio: Messaggio) -> None:
    """Send an e-mail; a server that quotes its secret address as it refuses is not quoted in turn."""
    try:
        _email(messaggio).send()
    except Exception as error:
        segreto, said = _segreto(messaggio), f"{type(error).__name__}: {error}"
        if segreto and segreto.token in said:
            raise EmailRefusedError(said.replace(segreto.token, segreto.posto)) from None
        raise


def send_email(*, pk: int) -> None:
    """Send one e-mail of the outbox, unless another sender has it; a failure is noted on it and raised.

    Must run outside any transaction: a mail server's slowness must not hold a lock of the database.
    """
    deliver(pk=pk, canale=Canale.EMAIL, send=_send)


def deliver(*, pk: int, canale: Canale, send: Callable[[Messaggio], object]) -> None:
    """Let `send` take one message out, as `send_email` does with an e-mail."""
    messaggio = _claim(pk, canale)
    if messaggio is None:
        return
    try:
        send(messaggio)
    except Exception as error:
        Messaggio.objects.filter(pk=pk).update(ultimo_errore=f"{type(error).__name__}: {error}"[:500])
        raise
    kept = {name: value for name, value in messaggio.contenuto.items() if name != "segreto"}
    Messaggio.objects.filter(pk=pk).update(inviato_il=now(), ultimo_errore="", contenuto=kept)


def drain_emails() -> Turno:
    """Send every e-mail whose turn has come; must run outside any transaction."""
    return run_each(due_emails(), lambda pk: send_email(pk=pk), name=lambda pk: f"e-mail {pk}")
