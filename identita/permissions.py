"""Roles and what each may do: the one table; inside which competence is a datum of the group."""

from identita.enums import Permesso, Ruolo

_P = Permesso
_REDATTORE = frozenset({_P.EDIT_PROFILO, _P.SUBMIT_PROFILO})
_FUNZIONARIO = _REDATTORE | {_P.APPROVE_PROFILO, _P.RECORD_ANNOTAZIONE, _P.MANAGE_DELEGA, _P.VIEW_REGISTRO}

PERMESSI: dict[Ruolo, frozenset[Permesso]] = {
    Ruolo.REDATTORE: _REDATTORE,
    Ruolo.FUNZIONARIO: _FUNZIONARIO,
    Ruolo.DIRIGENTE: _FUNZIONARIO,
    Ruolo.AMMINISTRATORE: frozenset({_P.MANAGE_UTENTE}),
    Ruolo.LETTORE: frozenset({_P.VIEW_REGISTRO}),
}
