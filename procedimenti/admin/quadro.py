"""A case as the desk tells it: how much time is left in words, and the steps that can and cannot be taken now."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from core.italiano import show_count, the_day, until_day
from identita.models import User
from procedimenti.enums import Passo, StatoIstanza, TipoProcedimento, Transizione
from procedimenti.exceptions import ProcedimentoError
from procedimenti.models import Istanza
from procedimenti.permissions import why_not
from procedimenti.policies.passi import Storia, check_history
from procedimenti.policies.rimedi.sostituzione import PASSI_SOSTITUTIVI
from procedimenti.policies.stati import transizioni_from
from procedimenti.selectors.caso import case_of, storia_of_istanza
from procedimenti.selectors.lista import SOON_DAYS

# The step that the case waits for in each state: the one primary button.
_NEXT: dict[StatoIstanza, tuple[Passo, ...]] = {
    StatoIstanza.BOZZA: (Passo.PRESENTAZIONE,),
    StatoIstanza.PRESENTATA: (Passo.PRESA_IN_CARICO,),
    StatoIstanza.ASSEGNATA: (Passo.AVVIO_ISTRUTTORIA,),
    StatoIstanza.IN_ISTRUTTORIA: (Passo.RICHIESTA_PARERE, Passo.PROPOSTA),
    StatoIstanza.SOSPESA: (Passo.INTEGRAZIONE,),
    StatoIstanza.AL_NUCLEO: (Passo.PARERE,),
    StatoIstanza.PARERE_RESO: (Passo.PROPOSTA,),
    StatoIstanza.PREAVVISO: (Passo.PROPOSTA,),
    StatoIstanza.IN_DECISIONE: (Passo.ACCOGLIMENTO,),
}


@dataclass(frozen=True)
class Tempo:
    """How much time is left: `classe` is its mark in the style sheet, beside the words and the sign."""

    classe: str
    segno: str
    testo: str


def tempo_of(istanza: Istanza, *, on: dt.date) -> Tempo:
    """Tell how much time is left to conclude a case, on a day."""
    if istanza.concluso_il is not None:
        return Tempo("concluso", "■", f"{istanza.get_stato_display()} {the_day(istanza.concluso_il)}")
    if istanza.scade_il is None:
        return Tempo("bozza", "○", "Il termine decorre dalla presentazione")
    left = (istanza.scade_il - on).days
    when = the_day(istanza.scade_il)
    if istanza.stato == StatoIstanza.SOSPESA:
        return Tempo("sospeso", "‖", f"Sospeso; finirà al più tardi {when}")
    if left < 0:
        return Tempo("scaduto", "!", f"Scaduto da {show_count(-left, 'giorno', 'giorni')}, {when}")
    words = "Scade oggi" if left == 0 else f"Restano {left} giorni" if left > 1 else "Resta 1 giorno"
    until = when if left == 0 else until_day(istanza.scade_il)
    return Tempo("vicino" if left <= SOON_DAYS else "largo", "▲" if left <= SOON_DAYS else "●", f"{words}, {until}")


@dataclass(frozen=True)
class Mossa:
    """A step as a button: `perche` says why not, where it cannot be taken."""

    transizione: Transizione
    perche: str
    principale: bool

    @property
    def passo(self) -> Passo:
        return self.transizione.passo


def mosse_of(istanza: Istanza, user: User) -> list[Mossa]:
    """Return the steps out of the present state: the next one, those allowed, and the others with their reason."""
    case: dict[str, Any] = case_of(istanza)
    stato = StatoIstanza(istanza.stato)
    waited = _NEXT.get(stato, ())
    found = transizioni_from(TipoProcedimento(istanza.tipo), stato)
    first = next((p for p in waited if any(t.passo is p for t in found)), None)
    storia = storia_of_istanza(istanza)
    # Who may conclude in the office's place matters once the term has passed (art. 2 c. 9-ter L. 241/1990).
    found = tuple(t for t in found if storia.oltre or t.passo not in PASSI_SOSTITUTIVI)
    moves = [Mossa(t, why_not(user, t, **case) or _forbidden(t.passo, storia), t.passo is first) for t in found]
    return sorted(moves, key=lambda m: (not m.principale, bool(m.perche)))


def _forbidden(passo: Passo, storia: Storia) -> str:
    """Return the rule by which what has happened so far forbids a step; empty if it does not."""
    try:
        check_history(passo, storia)
    except ProcedimentoError as refused:
        return refused.intero
    return ""
