"""Who may do what, inside the wall of competence (design law 3); in which state lives in policies."""

from typing import Protocol

from distretti.exceptions import NotPermittedError
from identita.enums import Competenza, Permesso


class Actor(Protocol):
    """Whoever acts: a user, or the system itself."""

    def has_competenza(self, competenza: Competenza, permesso: Permesso) -> bool: ...


def can_record_annotazione(actor: Actor, competenza: Competenza) -> bool:
    """Tell whether `actor` may append to the ledger for entries of `competenza`."""
    return actor.has_competenza(competenza, Permesso.RECORD_ANNOTAZIONE)


def check_record_annotazione(actor: Actor, competenza: Competenza) -> None:
    """Raise NotPermittedError unless `can_record_annotazione`."""
    if not can_record_annotazione(actor, competenza):
        raise NotPermittedError(f"Può registrare annotazioni solo chi è abilitato per «{competenza.label}».")
