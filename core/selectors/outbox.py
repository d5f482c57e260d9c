"""What the outbox gave up; what it should send is asked by `core.actions.outbox` itself."""

import datetime as dt
from dataclasses import dataclass

from core.models import Canale, Messaggio

# How `core.actions.outbox` notes that the mail server took none of the addresses.
_REFUSED = "SMTPRecipientsRefused"


@dataclass(frozen=True)
class EmailFerma:
    """An e-mail that is not tried any more: to whom, since when, and whether the server refused the very address."""

    to: str
    creata_il: dt.datetime
    rifiutata: bool


def given_up_emails() -> list[EmailFerma]:
    """Return the e-mails given up, oldest first; their text stays where it is."""
    rows = Messaggio.objects.given_up().filter(canale=Canale.EMAIL)
    found = rows.values_list("contenuto__to", "creato_il", "ultimo_errore")
    return [EmailFerma(to, created, error.startswith(_REFUSED)) for to, created, error in found]
