"""Roles and what each may do: the one table; inside which competence is a datum of the group."""

from typing import Any

from identita.enums import Competenza, Permesso, Ruolo
from identita.exceptions import ChiaveError, UtenteError

_P = Permesso
_REDATTORE = frozenset({_P.EDIT_PROFILO, _P.SUBMIT_PROFILO})
_FUNZIONARIO = _REDATTORE | {
    _P.APPROVE_PROFILO,
    _P.RECORD_ANNOTAZIONE,
    _P.MANAGE_DELEGA,
    _P.HANDLE_ISTANZA,
    _P.MANAGE_NUCLEO,
    _P.VIEW_REGISTRO,
}

PERMESSI: dict[Ruolo, frozenset[Permesso]] = {
    Ruolo.REDATTORE: _REDATTORE,
    Ruolo.FUNZIONARIO: _FUNZIONARIO,
    Ruolo.DIRIGENTE: _FUNZIONARIO | {_P.ASSIGN_ISTANZA},
    Ruolo.AMMINISTRATORE: frozenset({_P.MANAGE_UTENTE, _P.MANAGE_CHIAVE}),
    Ruolo.LETTORE: frozenset({_P.VIEW_REGISTRO}),
}

# Roles that hold over the whole register; every other role holds inside the competence of its group alone.
# A redattore of no competence holds nothing by role: he writes the entries of which he has a delega.
RUOLI_SENZA_COMPETENZA = frozenset({Ruolo.AMMINISTRATORE, Ruolo.LETTORE})


def holds_in(ruolo: Ruolo, competenza_del_gruppo: str, competenza: Competenza | str) -> bool:
    """Tell whether a role given by a group of `competenza_del_gruppo` (empty: none) holds inside `competenza`."""
    if competenza_del_gruppo:
        return competenza_del_gruppo == str(competenza)
    return ruolo in RUOLI_SENZA_COMPETENZA


def can_manage_utente(user: Any) -> bool:
    """Tell whether `user` makes, changes and deactivates users: an amministratore, or the account for emergencies."""
    return bool(user.is_active and (user.is_superuser or user.competenze_with(Permesso.MANAGE_UTENTE)))


def can_change_utente(user: Any, utente: Any) -> bool:
    """Tell whether `user` may change `utente`: the account for emergencies is out of reach of any role."""
    return can_manage_utente(user) and (user.is_superuser or not utente.is_superuser)


def check_change_utente(user: Any, utente: Any) -> None:
    """Raise UtenteError unless `can_change_utente`."""
    if not can_change_utente(user, utente):
        raise UtenteError("Gli utenti li gestisce un amministratore.")


def can_manage_chiave(user: Any) -> bool:
    """Tell whether `user` makes and revokes keys of the API: an amministratore, or the account for emergencies."""
    return bool(user.is_active and (user.is_superuser or user.competenze_with(Permesso.MANAGE_CHIAVE)))


def check_manage_chiave(user: Any) -> None:
    """Raise ChiaveError unless `can_manage_chiave`."""
    if not can_manage_chiave(user):
        raise ChiaveError("Le chiavi dell’API le gestisce un amministratore.")
