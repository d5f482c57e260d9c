"""The strict reading of query parameters: unknown, repeated or wrong ones are refused, never ignored (design law 9)."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

from api.cursor import read_cursor
from api.errors import ProblemError, refuse_parameter
from distretti.enums import StatoIscrizione
from pubblicazione.selectors import SORTS, Query

PROVINCE = ("BA", "BR", "BT", "FG", "LE", "TA")
_MAX_Q = 200


def refuse_unknown(request: HttpRequest, allowed: tuple[str, ...]) -> None:
    """Refuse the first parameter that the resource does not have."""
    for name in request.GET:
        if name not in allowed:
            raise refuse_parameter(name, f"non esiste per questa risorsa; quelli ammessi sono: {', '.join(allowed)}.")
    for name, values in request.GET.lists():
        for value in values:
            if "\x00" in value or "\ufffd" in value:
                raise ProblemError(400, "Richiesta non leggibile", f"Il parametro «{name}» contiene byte non validi.")


def single(request: HttpRequest, name: str) -> str | None:
    """Return the value of a parameter that may be given once."""
    values = request.GET.getlist(name)
    if len(values) > 1:
        raise refuse_parameter(name, "va indicato una volta sola.")
    return values[0] if values else None


def _choices(request: HttpRequest, name: str, allowed: tuple[str, ...]) -> list[str]:
    values = request.GET.getlist(name)
    for value in values:
        if value not in allowed:
            raise refuse_parameter(name, f"«{value[:40]}» non è tra i valori ammessi: {', '.join(allowed)}.")
    return sorted(set(values))


def _limit(request: HttpRequest) -> int:
    text = single(request, "limit")
    if text is None:
        return 20
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:9]) <= 100:
        raise refuse_parameter("limit", "deve essere un numero intero da 1 a 100.")
    return int(text)


_FILTERS: dict[str, Callable[[], tuple[str, ...]]] = {
    "sezione": lambda: tuple("1234567"),
    "stato": lambda: tuple(StatoIscrizione.values),
    "provincia": lambda: PROVINCE,
}
LIST_PARAMETERS = (*_FILTERS, "q", "sort", "limit", "cursor")


def read_query(request: HttpRequest, risorsa: str) -> tuple[Query, dict[str, Any]]:
    """Read a list's parameters; returns the query and its identity, to which cursors are bound."""
    refuse_unknown(request, LIST_PARAMETERS)
    filtri = {name: values for name, values in ((n, _choices(request, n, a())) for n, a in _FILTERS.items()) if values}
    q = single(request, "q") or ""
    if len(q) > _MAX_Q:
        raise refuse_parameter("q", f"può avere al massimo {_MAX_Q} caratteri.")
    sort = single(request, "sort") or "denominazione"
    if sort not in SORTS:
        raise refuse_parameter("sort", f"«{sort[:40]}» non è tra gli ordini ammessi: {', '.join(SORTS)}.")
    identity: dict[str, Any] = {"risorsa": risorsa, "filtri": filtri, "q": q, "sort": sort}
    cursor = single(request, "cursor")
    after = read_cursor(cursor, query=identity) if cursor is not None else None
    return Query(risorsa=risorsa, filtri=filtri, q=q, sort=sort, limit=_limit(request), after=after), identity
