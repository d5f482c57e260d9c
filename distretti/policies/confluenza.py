"""Whether an entry may pass to another section or flow into another entry."""

from collections.abc import Iterable
from typing import Any, Protocol

from distretti.enums import ATTI_SOPRA_LE_STRUTTURE, StatoIscrizione
from distretti.exceptions import DatiError


def check_across(*, tipo_atto: str, competenze: Iterable[str]) -> None:
    """Refuse to move an entry from one structure's section to the other's by an act that does not bind both.

    The officer who closes the entry records also what follows on the other side; so across the two structures the act
    must come from a body above them, such as the Giunta: a determination of one does not bind the other.
    """
    if len(set(competenze)) > 1 and tipo_atto not in ATTI_SOPRA_LE_STRUTTURE:
        raise DatiError(
            {
                "atto_tipo": "Le sezioni sono di strutture diverse: serve un atto che valga per entrambe,"
                " come una deliberazione della Giunta regionale."
            }
        )


def check_other_sezione(*, sezione: int, destinazione: int | None) -> None:
    """Refuse a transfer to nowhere, or to the same section."""
    if destinazione is None:
        raise DatiError({"sezione": "Scegli la sezione di destinazione."})
    if sezione == destinazione:
        raise DatiError({"sezione": "La voce è già in questa sezione: scegline un’altra."})


class Voce(Protocol):
    """What these rules need of the entry that receives."""

    codice: Any
    stato: Any


def check_merge(*, codici: list[str], receiver: Voce | None, sezione: object) -> None:
    """Refuse a fusione that has nowhere to flow, or flows into itself or into an entry that is not active.

    `receiver` is the entry that receives, None when a new one is opened in `sezione`.
    """
    if receiver is None and sezione is None:
        raise DatiError({"confluita_in": "Scegli la voce in cui confluisce, o la sezione in cui aprirne una nuova."})
    if receiver is not None and sezione is not None:
        raise DatiError({"sezione": "Hai scelto una voce già iscritta e anche una nuova: lascia una cosa sola."})
    if receiver is not None and receiver.codice in codici:
        raise DatiError({"confluita_in": "Una voce non può confluire in sé stessa."})
    if len(set(codici)) != len(codici):
        raise DatiError({"insieme_a": "La stessa voce è indicata due volte."})
    if receiver is not None and receiver.stato != StatoIscrizione.ATTIVA:
        raise DatiError({"confluita_in": "La voce che riceve deve essere attiva."})
