"""What one cell of the sheet of the istanze may hold; each check raises ValueError with the sentence to show."""

from typing import Any

from core.text import fold
from distretti.elenco.cells import text
from distretti.importazione.cells import testo
from procedimenti.enums import STATI_CONCLUSI, StatoIstanza, TipoProcedimento

_FIRST_YEAR, _LAST_YEAR = 1950, 2100
_TIPI = {fold(t.label): t for t in TipoProcedimento} | {t.value: t for t in TipoProcedimento}
_ESITI = {fold(s.label): s for s in STATI_CONCLUSI} | {s.value: s for s in STATI_CONCLUSI}


def tipo(value: Any, contesto: Any) -> TipoProcedimento:
    """Return the kind of procedure, by its name."""
    shown = testo(60)(value, contesto)
    found = _TIPI.get(fold(shown))
    if found is None:
        raise ValueError(f"«{shown}» non è fra i procedimenti: scegline uno dal foglio «Valori ammessi».")
    return found


def esito(value: Any, contesto: Any) -> StatoIstanza:
    """Return how a case ended, by its name."""
    shown = testo(60)(value, contesto)
    found = _ESITI.get(fold(shown))
    if found is None:
        raise ValueError(f"«{shown}» non è un esito: scegline uno dal foglio «Valori ammessi», o lascia vuoto.")
    return found


def anno(value: Any, _contesto: Any) -> int:
    """Return the year of a register of protocol numbers."""
    shown = text(value)
    if not (shown.isdecimal() and _FIRST_YEAR <= int(shown) <= _LAST_YEAR):
        raise ValueError("L’anno si scrive con quattro cifre, come 2025.")
    return int(shown)
