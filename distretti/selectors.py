"""Reads of the register that no single object answers: the head of the chain."""

from distretti.models import Annotazione
from distretti.models.annotazione import IMPRONTA_ZERO


def head_of_chain() -> tuple[int, str]:
    """Return the number and hash of the last annotation; (0, zeros) for an empty ledger."""
    last = Annotazione.objects.order_by("-seq").values_list("seq", "impronta").first()
    return last or (0, IMPRONTA_ZERO)
