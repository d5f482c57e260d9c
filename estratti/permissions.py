"""Who issues certified extracts: who records the acts of the structure that keeps the entry."""

from typing import Any

from estratti.exceptions import EstrattoError
from identita.enums import Competenza, Permesso

PERMESSO = Permesso.RECORD_ANNOTAZIONE


def check_issue(user: Any, competenza: Competenza | str) -> None:
    """Raise EstrattoError unless `user` may issue extracts of the entries of a structure."""
    if not (user.is_active and user.has_competenza(competenza, PERMESSO)):
        raise EstrattoError("Gli estratti li rilascia chi registra gli atti della struttura che tiene la voce.")
