"""Which roles a person may hold together, and what nobody does to himself; who may give roles lives in permissions."""

from collections.abc import Iterable

from identita.enums import Ruolo
from identita.exceptions import UtenteError

_APPROVES = frozenset({Ruolo.FUNZIONARIO, Ruolo.DIRIGENTE})


def check_not_oneself(*, utente: int | None, by: int) -> None:
    """Refuse that somebody changes his own roles, or switches himself off."""
    if utente == by:
        raise UtenteError("I propri ruoli e il proprio accesso li cambia un altro amministratore.")


def check_compatible(ruoli: Iterable[tuple[Ruolo, str]]) -> None:
    """Refuse roles in both structures (design law 3), and that who gives roles also approves (design law 4)."""
    ruoli = set(ruoli)
    if len({competenza for _ruolo, competenza in ruoli if competenza}) > 1:
        raise UtenteError("Una persona lavora in una sola struttura: scegli ruoli di una sola competenza.")
    held = {ruolo for ruolo, _competenza in ruoli}
    if Ruolo.AMMINISTRATORE in held and held & _APPROVES:
        raise UtenteError("Chi assegna i ruoli non approva: Amministratore non si unisce a Funzionario o Dirigente.")
