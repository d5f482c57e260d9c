"""Whether the facts of an annotation are well written: only those its kind admits, each in its canonical form."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, URLValidator
from stdnum import luhn
from stdnum.it import iva

from core.text import INVISIBILI, has_unseen
from distretti.derived import DATES, FACTS
from distretti.enums import REGOLE_ANNOTAZIONE, TipoAnnotazione
from distretti.exceptions import DatiError, Errori

_URL = URLValidator(schemes=["http", "https"])
_EMAIL = EmailValidator()
_CIFRE, _PERSONA = 11, 16
# What an event says that no form asks: written by the acts that link two entries.
LEGAMI = frozenset({"confluita_in", "proviene_da", "voci", "riconosciuto_dal"})
SEZIONI_DEL_CIBO = frozenset({6, 7})
_MAX = {"denominazione": 300, "indirizzo": 300, "territorio": 1000, "sito": 200, "pec": 254}


def _fiscal(name: str) -> Callable[[str], str]:
    """Return the check of a number of 11 digits whose last is a check digit (DM 23-12-1976; art. 35 DPR 633/1972)."""

    def check(text: str) -> str:
        number = text.replace(" ", "").upper().removeprefix("IT")
        if not number:
            return ""
        if len(number) == _PERSONA and not number.isdigit():
            raise ValueError("Questo è il codice fiscale di una persona: quello di un ente ha 11 cifre.")
        if not number.isdigit():
            raise ValueError(f"{name} di un ente ha solo cifre, senza lettere né segni.")
        if len(number) != _CIFRE:
            raise ValueError(f"{name} ha {len(number)} cifre: per un ente ne servono {_CIFRE}.")
        if not luhn.is_valid(number):
            raise ValueError("L’ultima cifra non torna con le altre: ricontrolla il numero.")
        if not iva.is_valid(number):
            raise ValueError("Il numero non è fra quelli che l’anagrafe tributaria assegna: ricontrollalo.")
        return number

    return check


def _sito(text: str) -> str:
    try:
        if text:
            _URL(text)
    except ValidationError as error:
        raise ValueError("L’indirizzo del sito deve cominciare con https:// (o http://) ed essere completo.") from error
    return text


def _pec(text: str) -> str:
    try:
        if text:
            _EMAIL(text)
    except ValidationError as error:
        raise ValueError("La PEC non è scritta come un indirizzo di posta (nome@dominio.it).") from error
    return text.lower()


_CHECKS: dict[str, Callable[[str], str]] = {
    "codice_fiscale": _fiscal("Il codice fiscale"),
    "partita_iva": _fiscal("La partita IVA"),
    "sito": _sito,
    "pec": _pec,
}


def canonical_fatto(fatto: str, value: Any) -> Any:
    """Return `value` as the ledger keeps it; raises ValueError with the sentence for the person."""
    value = getattr(value, "pk", value)
    empty = FACTS[fatto].empty
    if value is None or value == "":
        return empty
    if fatto in DATES:
        return dt.date.fromisoformat(value).isoformat() if isinstance(value, str) else value.isoformat()
    if fatto == "sezione_secondaria":
        return int(value)
    if not isinstance(value, str):
        raise ValueError("Qui serve un testo.")
    text = " ".join(value.split())
    if has_unseen(text):
        raise ValueError(INVISIBILI)
    limit = _MAX.get(fatto)
    if limit and len(text) > limit:
        raise ValueError(f"Il testo ha {len(text)} caratteri: al massimo {limit}.")
    return _CHECKS[fatto](text) if fatto in _CHECKS else text


def canonical_dati(
    dati: Mapping[str, Any], *, tipo: TipoAnnotazione, opening: bool, partial: bool = False
) -> dict[str, Any]:
    """Return the facts of an annotation in their canonical form; `partial`: some of them, to correct it.

    Raises DatiError with every fault, beside its field: a fact its kind does not admit, one missing, one badly written.
    """
    campi = {campo.fatto: campo for campo in REGOLE_ANNOTAZIONE[tipo].campi_on(opening=opening)}
    errori, clean = Errori(), {}
    for fatto, value in dati.items():
        if fatto not in campi:
            name = FACTS[fatto].etichetta if fatto in FACTS else fatto
            errori.add(fatto, f"«{tipo.label}» non cambia il dato «{name}».")
            continue
        try:
            clean[fatto] = canonical_fatto(fatto, value)
        except ValueError as error:
            errori.add(fatto, str(error))
    for fatto, campo in campi.items():
        if campo.obbligatorio and not partial and not errori.get(fatto) and not clean.get(fatto):
            errori.add(fatto, f"Manca il dato «{FACTS[fatto].etichetta}».")
    if tipo == TipoAnnotazione.VARIAZIONE:
        if "denominazione" in clean and not clean["denominazione"]:
            errori.add("denominazione", "Una voce non può restare senza denominazione.")
    else:  # only a variazione takes a fact away: elsewhere an empty field says nothing
        clean = {fatto: value for fatto, value in clean.items() if value}
    errori.raise_any()
    return clean


def check_sezione(dati: Mapping[str, Any], *, sezione: int) -> None:
    """Refuse a second section equal to the first, and a kind of food district outside sections 6 and 7."""
    errori = Errori()
    secondaria = dati.get("sezione_secondaria")
    if secondaria == sezione:
        errori.add("sezione_secondaria", "La sezione secondaria è la stessa della voce: scegline un’altra o nessuna.")
    if dati.get("tipologia_cibo") and not {sezione, secondaria} & SEZIONI_DEL_CIBO:
        errori.add("tipologia_cibo", "La tipologia vale solo per i distretti del cibo (sezioni 6 e 7).")
    errori.raise_any()


def check_voci(dati: Mapping[str, Any], *, sconosciute: Mapping[str, str]) -> None:
    """Refuse codes that no vocabulary holds on that day; `sconosciute` maps the fact to what is wrong with its code."""
    if sconosciute:
        raise DatiError(
            {fatto: f"{dati[fatto]}: {why}. Scegli un valore dall’elenco." for fatto, why in sconosciute.items()}
        )


def only_changes(dati: Mapping[str, Any], *, prima: Mapping[str, Any]) -> dict[str, Any]:
    """Return `dati` without the facts that are already so; raises DatiError if nothing is left to change."""
    same = {f for f, fatto in FACTS.items() if f in dati and dati[f] == prima.get(f, fatto.empty)}
    changed = {name: value for name, value in dati.items() if name not in same}
    if not changed.keys() & FACTS.keys():
        raise DatiError({"__all__": "Nessun dato cambia rispetto a quello che il registro già dice a quella data."})
    return changed
