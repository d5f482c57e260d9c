"""What one cell of the list may hold, and how it is kept; each check raises ValueError with the sentence to show."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from stdnum.it import codicefiscale, iva

from core.italiano import show_number
from core.text import INVISIBILI, fold, has_unseen
from distretti.enums import TipoSoggetto

_CIFRE = 11
_MAX_TEXT = 2_000
SHOWN = 60
_PERSONA = 16
_PROVINCIA = re.compile(r"[A-Z]{2}")
_ATECO = re.compile(r"[0-9]{2}(\.[0-9]{1,2}(\.[0-9]{1,2})?)?")
_DAY = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})")
_NAMES = {fold(t.label): t for t in TipoSoggetto} | {t.value: t for t in TipoSoggetto}
_ALIASES = {
    "ditta individuale": TipoSoggetto.IMPRESA_INDIVIDUALE,
    "comune": TipoSoggetto.ENTE_LOCALE,
    "ente di ricerca": TipoSoggetto.ORGANISMO_DI_RICERCA,
    "its": TipoSoggetto.ENTE_DI_FORMAZIONE,
    "ente di formazione": TipoSoggetto.ENTE_DI_FORMAZIONE,
    "cciaa": TipoSoggetto.CAMERA_DI_COMMERCIO,
}


@dataclass(frozen=True)
class Contesto:
    """What the checks must know: the day the list refers to, and the codes of ATECO in force."""

    al: dt.date
    ateco: frozenset[str]


def text(value: Any) -> str:
    """Return the text of a cell; a whole number is a text of digits."""
    if isinstance(value, bool):
        raise ValueError("Qui serve un testo, non VERO o FALSO.")
    if isinstance(value, (dt.datetime, dt.date, dt.time)):
        raise ValueError("Qui serve un testo, non una data.")
    if isinstance(value, str) and len(value) > _MAX_TEXT:
        # One long text may stand in thousands of cells at no cost: it is not gone through for each.
        raise ValueError(f"Il testo ha {show_number(len(value))} caratteri: è troppo lungo.")
    if isinstance(value, float):
        if not value.is_integer():
            raise ValueError("Qui serve un testo, non un numero con i decimali.")
        value = int(value)
    shown = " ".join(str(value).split())
    if has_unseen(shown):
        raise ValueError(INVISIBILI)
    return shown


def limited(limit: int) -> Callable[[Any, Any], str]:
    """Return the check of a text of at most `limit` characters."""

    def check(value: Any, _contesto: Any) -> str:
        shown = text(value)
        if len(shown) > limit:
            raise ValueError(f"Il testo ha {len(shown)} caratteri: al massimo {limit}.")
        return shown

    return check


denominazione = limited(300)
comune = limited(100)


def tipo(value: Any, _contesto: Contesto) -> str:
    """Return the kind of member, written by its name in whatever case."""
    key = fold(text(value))
    found = _NAMES.get(key) or _ALIASES.get(key)
    if found is None:
        raise ValueError(f"«{text(value)[:SHOWN]}» non è fra i tipi previsti: scegline uno di quelli del modello.")
    return found.value


def codice_fiscale(value: Any, _contesto: Contesto) -> str:
    """Return a codice fiscale of 11 digits or of 16 characters; zeros that a spreadsheet took away are put back."""
    number = text(value).replace(" ", "").upper()
    if isinstance(value, (int, float)):
        number = number.zfill(_CIFRE)
    if number.isdigit():
        if len(number) != _CIFRE:
            raise ValueError(f"Il codice fiscale ha {len(number)} cifre: ne servono {_CIFRE}, o 16 caratteri.")
        if not iva.is_valid(number):
            raise ValueError("Il codice fiscale non è giusto: l’ultima cifra non torna con le altre.")
        return number
    if len(number) != _PERSONA:
        raise ValueError(f"Il codice fiscale ha {len(number)} caratteri: sono {_CIFRE} cifre, o 16 caratteri.")
    if not codicefiscale.is_valid(number):
        raise ValueError("Il codice fiscale non è giusto: ricontrolla i caratteri.")
    return number


def provincia(value: Any, _contesto: Contesto) -> str:
    """Return the two letters of a province."""
    shown = text(value).upper()
    if not _PROVINCIA.fullmatch(shown):
        raise ValueError("La provincia si scrive con la sigla di due lettere, come BA.")
    return shown


def ateco(value: Any, contesto: Contesto) -> str:
    """Return an ATECO 2025 code, at most to the class; deeper digits are left off."""
    if isinstance(value, float) and not value.is_integer():
        raise ValueError("La cella è un numero e può aver perso uno zero: scrivi il codice come testo (13.10).")
    shown = text(value)
    if not _ATECO.fullmatch(shown):
        raise ValueError("Il codice ATECO si scrive con i punti, come 13.10.")
    found = ".".join(shown.split(".")[:2])
    if found not in contesto.ateco:
        raise ValueError(f"Il codice {found} non c’è in ATECO 2025.")
    return found


def aderisce_dal(value: Any, contesto: Contesto) -> dt.date:
    """Return the day of joining, from a date cell or from a text like 31/12/2024."""
    day = giorno(value)
    if day > contesto.al:
        raise ValueError("La data di adesione viene dopo il giorno a cui l’elenco si riferisce.")
    return day


def giorno(value: Any) -> dt.date:
    """Return the day of a date cell, or of a text like 31/12/2024 or 2024-12-31."""
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    shown = text(value) if not isinstance(value, (int, float)) else ""
    match = _DAY.fullmatch(shown)
    try:
        if match:
            return dt.date(int(match[3]), int(match[2]), int(match[1]))
        return dt.date.fromisoformat(shown)
    except ValueError as error:
        raise ValueError("La data si scrive come 31/12/2024.") from error
