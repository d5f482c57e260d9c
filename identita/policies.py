"""Which roles go together, what nobody does to himself, how long a key lives; who may do it lives in permissions."""

import datetime as dt
from collections.abc import Iterable

from identita.enums import Ruolo
from identita.exceptions import ChiaveError, UtenteError

# A key that nobody renews is a key that nobody looks after (a rule of the house).
MAX_GIORNI_CHIAVE = 731
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


def check_scadenza(scade_il: dt.date, *, on: dt.date) -> None:
    """Refuse a key that ends before tomorrow, or more than two years after `on`."""
    if scade_il <= on:
        raise ChiaveError("La scadenza deve essere da domani in poi.")
    if (scade_il - on).days > MAX_GIORNI_CHIAVE:
        raise ChiaveError("Una chiave vale al massimo due anni: poi se ne crea un’altra.")


def check_not_revocata(revocata_il: dt.datetime | None) -> None:
    """Refuse to revoke twice: the first day and the first person stay."""
    if revocata_il is not None:
        raise ChiaveError("Questa chiave era già revocata.")
