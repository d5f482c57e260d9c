"""Who may do what, inside the wall of competence (design law 3); in which state lives in policies."""

from typing import Any, Protocol

from distretti.exceptions import NotPermittedError
from identita.enums import Competenza, Permesso


class Actor(Protocol):
    """Whoever acts: a user, or the system itself."""

    def has_competenza(self, competenza: Competenza, permesso: Permesso) -> bool: ...


def _check(actor: Actor, competenza: Competenza, permesso: Permesso, who: str) -> None:
    if not actor.has_competenza(competenza, permesso):
        raise NotPermittedError(f"{who} per «{competenza.label}».")


def check_record_annotazione(actor: Actor, competenza: Competenza) -> None:
    """Raise NotPermittedError unless `actor` may append to the ledger for entries of `competenza`."""
    _check(actor, competenza, Permesso.RECORD_ANNOTAZIONE, "Può registrare annotazioni solo chi è abilitato")


class Scheda(Protocol):
    """What these rules need of the page of an entry."""

    def grants(self, user: Any, permesso: Permesso) -> bool: ...


def check_upload_elenco(actor: Any, scheda: Scheda) -> None:
    """Raise NotPermittedError unless `actor` may write for this entry, by role or by delega."""
    if not scheda.grants(actor, Permesso.SUBMIT_PROFILO):
        raise NotPermittedError("Può caricare l’elenco degli aderenti solo chi cura la scheda di questa voce.")


def check_manage_delega(actor: Actor, competenza: Competenza) -> None:
    """Raise NotPermittedError unless `actor` may grant and end deleghe for entries of `competenza`."""
    _check(actor, competenza, Permesso.MANAGE_DELEGA, "Può conferire e terminare deleghe solo chi è abilitato")
