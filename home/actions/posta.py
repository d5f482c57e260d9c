"""Trying again the e-mails that the outbox gave up; sending them is the outbox's own work."""

import logging

from core.actions.outbox import retry_given_up
from identita.exceptions import UtenteError
from identita.models import User
from identita.permissions import can_manage_utente

logger = logging.getLogger(__name__)


def retry_posta(*, by: User) -> int:
    """Put in line again what was given up, and return how much; raises UtenteError unless `by` manages users."""
    if not can_manage_utente(by):
        raise UtenteError("Le e-mail non partite le riprova un amministratore.")
    retried = retry_given_up()
    logger.info("%s puts %d given-up e-mails in line again", by.get_username(), retried)
    return retried
