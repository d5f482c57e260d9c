"""Who may prepare and approve models: the officers of a structure that keeps a section the model applies to."""

from collections.abc import Iterable
from typing import Any

from identita.enums import Permesso
from modulistica.exceptions import ModulisticaError


def can_manage_modello(user: Any, competenze: Iterable[str]) -> bool:
    """Tell whether `user` approves profiles in one of the competences of the model's sections."""
    return bool(user.is_active) and any(user.has_competenza(c, Permesso.APPROVE_PROFILO) for c in competenze)


def check_manage_modello(user: Any, competenze: Iterable[str]) -> None:
    """Raise ModulisticaError unless `can_manage_modello`."""
    if not can_manage_modello(user, competenze):
        raise ModulisticaError("I modelli li gestisce un funzionario della struttura competente per le loro sezioni.")
