"""What one cell of the sheets of acts and entries may hold; each check raises ValueError with the sentence to show."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from core.text import fold
from distretti.derived import DATES
from distretti.elenco.cells import SHOWN, limited, text
from distretti.enums import TipoAnnotazione, TipoAtto
from distretti.importazione.date import DataScritta, data_incerta
from distretti.policies.dati import canonical_fatto

_T = TipoAnnotazione
# What a file may tell of the life of an entry; what links two entries, or corrects, is recorded by a person.
EVENTI = (
    _T.PRIMO_RICONOSCIMENTO,
    _T.RICONOSCIMENTO_DEFINITIVO,
    _T.ISCRIZIONE,
    _T.VARIAZIONE,
    _T.CONFERMA,
    _T.SOSPENSIONE,
    _T.RIPRESA,
    _T.SCADENZA,
    _T.REVOCA,
    _T.CANCELLAZIONE,
)
NON_NOTO = "non noto"
_UNKNOWN = frozenset({NON_NOTO, "non nota", "n.n.", "nn"})
_CIFRE, _ISTAT = 11, 6
_ATTI = {fold(t.label): t for t in TipoAtto} | {t.value: t for t in TipoAtto} | {
    "delibera di giunta regionale": TipoAtto.DGR,
    "delibera della giunta regionale": TipoAtto.DGR,
    "d.g.r.": TipoAtto.DGR,
    "determina dirigenziale": TipoAtto.DETERMINAZIONE_DIRIGENZIALE,
    "a.d.": TipoAtto.DETERMINAZIONE_DIRIGENZIALE,
    "d.m.": TipoAtto.DECRETO_MINISTERIALE,
    "accordo di programma quadro": TipoAtto.ACCORDO,
    "non noto": TipoAtto.NON_NOTO,
}  # fmt: skip
_EVENTI = {fold(t.label): t for t in TipoAnnotazione} | {t.value: t for t in TipoAnnotazione}


@dataclass(frozen=True)
class Vocabolari:
    """The names and codes that a file may use: what each stands for, by its text without accents and case."""

    comuni: Mapping[str, str]
    forme_giuridiche: Mapping[str, str]
    tipologie_cibo: Mapping[str, str]
    sezioni: Mapping[str, int]


@dataclass(frozen=True)
class NumeroAtto:
    """The number of an act; empty: declared not known."""

    numero: str


def riferimento(value: Any, contesto: Any = None) -> str:
    """Return the name by which other rows quote this one."""
    return limited(100)(value, contesto)


def testo(limit: int) -> Callable[[Any, Any], str]:
    """Return the check of a text of at most `limit` characters, all of them seen."""
    return limited(limit)


def tipo_atto(value: Any, _contesto: Any) -> TipoAtto:
    """Return the kind of act, by its name or its usual short form."""
    found = _ATTI.get(fold(text(value)))
    if found is None:
        raise ValueError(f"«{text(value)[:SHOWN]}» non è fra i tipi di atto: scegline uno dal foglio «Valori ammessi».")
    return found


def numero_atto(value: Any, contesto: Any) -> NumeroAtto:
    """Return the number of an act, or the declaration that it is not known."""
    shown = limited(40)(value, contesto)
    return NumeroAtto("" if fold(shown) in _UNKNOWN else shown)


def giorno_noto(value: Any, _contesto: Any) -> dt.date:
    """Return a day that must be known."""
    data = data_incerta(value).data
    if data is None or data.dal != data.al:
        raise ValueError("Qui serve il giorno esatto, come 31/12/2008; se non si conosce, lascia vuoto.")
    return data.al


def data(value: Any, contesto: Any) -> DataScritta:
    """Return a date as precise as it was written."""
    return data_incerta(value, contesto)


def evento(value: Any, _contesto: Any) -> TipoAnnotazione:
    """Return the kind of event, if a file may tell it."""
    found = _EVENTI.get(fold(text(value)))
    if found is None:
        raise ValueError(
            f"«{text(value)[:SHOWN]}» non è fra gli eventi previsti: scegline uno dal foglio «Valori ammessi»."
        )
    if found not in EVENTI:
        raise ValueError(f"«{found.label}» non si importa: si registra a mano, dopo.")
    return found


def sezione(value: Any, contesto: Vocabolari) -> int:
    """Return the number of a section, written as such or by its name."""
    found = contesto.sezioni.get(fold(text(value)))
    if found is None:
        raise ValueError("La sezione si scrive con il suo numero, da 1 a 7.")
    return found


def _voce(nomi: str, what: str, digits: int = 0) -> Callable[[Any, Vocabolari], str]:
    """Return the check of a name or code of a vocabulary; zeros that a spreadsheet took away are put back."""

    def check(value: Any, contesto: Vocabolari) -> str:
        shown = text(value)
        key = shown.zfill(digits) if digits and isinstance(value, (int, float)) else fold(shown)
        found: str | None = getattr(contesto, nomi).get(key)
        if found is None:
            raise ValueError(f"«{shown[:SHOWN]}» non è {what}.")
        return found

    return check


comune = _voce("comuni", "un comune della Puglia: scrivi il nome per intero, o il codice ISTAT", digits=_ISTAT)
forma_giuridica = _voce("forme_giuridiche", "fra le forme giuridiche del foglio «Valori ammessi»")
tipologia_cibo = _voce("tipologie_cibo", "una tipologia: si scrive con la lettera dell’art. 13 d.lgs. 228/2001")


def fatto(name: str) -> Callable[[Any, Any], str]:
    """Return the check that the register makes of one of its facts, by its name."""

    def check(value: Any, contesto: Any) -> str:
        if name in DATES:
            return giorno_noto(value, contesto).isoformat()
        shown = text(value)
        if isinstance(value, (int, float)) and name in ("codice_fiscale", "partita_iva"):
            shown = shown.zfill(_CIFRE)
        return str(canonical_fatto(name, shown))

    return check


def names_of(rows: Iterable[tuple[Any, str]]) -> dict[str, Any]:
    """Return codes by what people may write for them: the code itself, or the name."""
    pairs = list(rows)
    return {fold(name): code for code, name in pairs} | {fold(str(code)): code for code, _name in pairs}
