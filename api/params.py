"""Query parameters: each is described and read in one place, and what is not described is refused (design law 9)."""

import datetime as dt
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from django.http import HttpRequest
from django.utils.dateparse import parse_date, parse_datetime

from api.errors import ProblemError, refuse_parameter
from core.clock import today
from core.text import search_terms, words

MAX_PAROLE = 12
# Turns one text into its value; raises NotAcceptedError.
Read = Callable[[str], Any]


class NotAcceptedError(ValueError):
    """A text that a parameter does not take; the message, in Italian, says what it takes."""


@dataclass(frozen=True)
class Parameter:
    """A query parameter: how it is described, and how one of its texts is read."""

    name: str
    description: str
    example: str
    schema: dict[str, Any]
    read: Read
    repeatable: bool = False
    required: bool = False

    def describe(self) -> dict[str, Any]:
        """Return the parameter as OpenAPI describes it."""
        schema: dict[str, Any] = {"type": "array", "items": self.schema} if self.repeatable else self.schema
        return {
            "name": self.name,
            "in": "query",
            "description": self.description,
            "required": self.required,
            "schema": schema,
            "example": [self.example] if self.repeatable else _typed(self.example, self.schema),
            **({"style": "form", "explode": True} if self.repeatable else {}),
        }


def _typed(example: str, schema: dict[str, Any]) -> Any:
    return int(example) if schema.get("type") == "integer" else example


def read_parameters(request: HttpRequest, parameters: Iterable[Parameter]) -> dict[str, Any]:
    """Read the parameters that were given: a value each, a sorted list for those that repeat.

    Raises ProblemError: 400 for bytes that are no text, 422 naming the first parameter refused and why.
    """
    known = {parameter.name: parameter for parameter in parameters}
    found: dict[str, Any] = {}
    for name, texts in request.GET.lists():
        _check_bytes(name, texts)
        parameter = known.get(name)
        if parameter is None:
            raise refuse_parameter(name, _unknown(known))
        if len(texts) > 1 and not parameter.repeatable:
            raise refuse_parameter(name, "va indicato una volta sola.")
        try:
            values = [parameter.read(text) for text in texts]
        except NotAcceptedError as error:
            raise refuse_parameter(name, str(error)) from error
        found[name] = sorted(set(values)) if parameter.repeatable else values[0]
    for parameter in known.values():
        if parameter.required and parameter.name not in found:
            raise refuse_parameter(parameter.name, "serve, e manca.")
    return found


def _check_bytes(name: str, texts: list[str]) -> None:
    for text in (name, *texts):
        if "\x00" in text or "\ufffd" in text:
            raise ProblemError(
                "richiesta-non-leggibile", f"Il parametro «{_shown(name)}» contiene byte che non sono testo UTF-8."
            )


def _unknown(known: Iterable[str]) -> str:
    names = ", ".join(known)
    return f"non esiste per questa risorsa; ammessi: {names}." if names else "questa risorsa non ha parametri."


def _shown(text: str) -> str:
    """Return a text from outside as a message may repeat it."""
    return re.sub(r"[^\w .,:;+@/-]", "?", text[:40])


def choice(values: Iterable[str]) -> Read:
    """Read one of a closed list."""
    allowed = tuple(values)

    def read(text: str) -> str:
        if text not in allowed:
            raise NotAcceptedError(f"«{_shown(text)}» non è tra i valori ammessi: {', '.join(allowed)}.")
        return text

    return read


def matching(pattern: str, what: str) -> Read:
    """Read a code of a known form; a code of that form that nobody bears finds nothing."""
    compiled = re.compile(pattern)

    def read(text: str) -> str:
        if not compiled.fullmatch(text):
            raise NotAcceptedError(f"«{_shown(text)}» non è {what}.")
        return text

    return read


def text_of(limit: int) -> Read:
    """Read any text, not empty, up to a length."""

    def read(text: str) -> str:
        if not 1 <= len(text) <= limit:
            raise NotAcceptedError(f"deve avere da 1 a {limit} caratteri.")
        return text

    return read


def integer(low: int, high: int) -> Read:
    """Read an integer between two bounds, both included."""

    def read(text: str) -> int:
        if not (text.isascii() and text.isdigit()) or len(text) > 18 or not low <= int(text) <= high:
            raise NotAcceptedError(f"deve essere un numero intero da {low} a {high}.")
        return int(text)

    return read


def search_words(text: str) -> str:
    """Read words to look for: at least a letter or digit, at most 200 characters and MAX_PAROLE different words."""
    if len(text) > 200:
        raise NotAcceptedError("può avere al massimo 200 caratteri.")
    if not words(text):
        raise NotAcceptedError("deve contenere almeno una lettera o una cifra.")
    if len(search_terms(text)) > MAX_PAROLE:
        raise NotAcceptedError(f"può avere al massimo {MAX_PAROLE} parole diverse.")
    return text


def names(allowed: Iterable[str]) -> Read:
    """Read names separated by commas, each of a closed list; returned in the order of the list, each once."""
    closed = tuple(allowed)

    def read(text: str) -> tuple[str, ...]:
        given = text.split(",")
        for name in given:
            if name not in closed:
                raise NotAcceptedError(f"«{_shown(name)}» non è tra i nomi ammessi: {', '.join(closed)}.")
        return tuple(name for name in closed if name in given)

    return read


def day(text: str) -> dt.date:
    """Read a day that exists, not after today: the register does not foretell."""
    try:
        value = parse_date(text) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII) else None
    except ValueError:
        value = None
    if value is None:
        raise NotAcceptedError("deve essere un giorno che esiste, scritto AAAA-MM-GG.")
    if value > today():
        raise NotAcceptedError("non può essere nel futuro.")
    return value


_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d{1,6})?([Zz]|[+-]\d{2}:\d{2})", re.ASCII)


def instant(text: str) -> dt.datetime:
    """Read an instant with its offset (RFC 3339); a `+` that arrives as a space is what a URL makes of it."""
    text = text.replace(" ", "+") if re.search(r" \d{2}:\d{2}$", text) else text
    try:
        value = parse_datetime(text.upper()) if _INSTANT.fullmatch(text) else None
        return value.astimezone(dt.UTC) if value else _refuse_instant()
    except (ValueError, OverflowError):
        return _refuse_instant()


def _refuse_instant() -> dt.datetime:
    raise NotAcceptedError("deve essere un istante RFC 3339 con fuso, per esempio 2025-06-30T00:00:00Z.")


_DEGREES = re.compile(r"-?\d{1,3}(\.\d{1,9})?", re.ASCII)


def bbox(text: str) -> tuple[Decimal, Decimal, Decimal, Decimal]:
    """Read west, south, east, north in decimal degrees (WGS 84), inside the world and in order."""
    parts = text.split(",")
    if len(parts) != 4 or not all(_DEGREES.fullmatch(p) for p in parts):
        raise NotAcceptedError("deve avere quattro numeri separati da virgole: ovest,sud,est,nord.")
    try:
        west, south, east, north = (Decimal(p) for p in parts)
    except InvalidOperation as error:
        raise NotAcceptedError("deve avere quattro numeri separati da virgole: ovest,sud,est,nord.") from error
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise NotAcceptedError("deve stare nel mondo (±180, ±90), con ovest ≤ est e sud ≤ nord.")
    return west, south, east, north


@dataclass(frozen=True)
class Paging:
    """What every paged resource takes."""

    limit: Parameter = field(
        default_factory=lambda: Parameter(
            "limit",
            "Quanti elementi per pagina, al massimo.",
            "20",
            {"type": "integer", "format": "int32", "minimum": 1, "maximum": 100, "default": 20},
            integer(1, 100),
        )
    )
    cursor: Parameter = field(
        default_factory=lambda: Parameter(
            "cursor",
            "Da dove continuare: si prende da `_links.next` della pagina prima, e vale solo per la stessa ricerca.",
            "WyIwMDAwMDAwMDAwMDAwMDAwIiwiMSIsIjEiXQ",
            {"type": "string", "minLength": 1, "maxLength": 2000, "pattern": "^[A-Za-z0-9_-]+$"},
            matching(r"[A-Za-z0-9_-]{1,2000}", "un cursore: si prende da «_links.next» della pagina prima"),
        )
    )


PAGING = Paging()
