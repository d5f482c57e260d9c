"""The same step on many cases, each by itself: what is refused of one holds back none of the others."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from core.clock import today
from core.locks import OCCUPATO, RegistroOccupato
from core.uncertain_dates import on_day
from identita.models import User
from procedimenti.actions.passi import Richiesta, take_passo
from procedimenti.enums import Passo
from procedimenti.exceptions import ProcedimentoError
from procedimenti.models import Istanza

# Steps that ask no words of their own for each case, and end none.
PASSI_INSIEME = (Passo.PRESA_IN_CARICO, Passo.AVVIO_ISTRUTTORIA, Passo.ASSEGNAZIONE)


@dataclass(frozen=True)
class Esito:
    """How a step ended on one case: `perche` says why it was not taken; empty if it was."""

    istanza: Istanza
    perche: str = ""


def take_each(*, scelte: Iterable[tuple[Istanza, int]], passo: Passo, by: User, dati: Mapping[str, Any]) -> list[Esito]:
    """Take a step today on each case, in a transaction of its own; with each its version as `by` read it.

    Raises ProcedimentoError if the step is not of those taken together.
    """
    if passo not in PASSI_INSIEME:
        raise ProcedimentoError(f"«{passo.label}» si fa su un caso alla volta.")
    giorno = on_day(today())
    return [
        _take(istanza, passo, by=by, richiesta=Richiesta(versione=versione, giorno=giorno, dati=dati))
        for istanza, versione in scelte
    ]


def _take(istanza: Istanza, passo: Passo, *, by: User, richiesta: Richiesta) -> Esito:
    try:
        take_passo(istanza=istanza, passo=passo, by=by, richiesta=richiesta)
    except ProcedimentoError as refused:
        return Esito(istanza, refused.intero)
    except RegistroOccupato:
        return Esito(istanza, OCCUPATO)
    return Esito(istanza)
