"""Pages of rendered documents: those to show, and the cursor of those that follow."""

from dataclasses import replace
from typing import Any

from api.cursor import make_cursor, read_cursor
from pubblicazione.models import Documento
from pubblicazione.schemas import MAX_CANDIDATI
from pubblicazione.selectors import PERTINENZA, Query, page_of_documenti, sort_value


def page_of(query: Query, identity: dict[str, Any]) -> tuple[list[Documento], str | None]:
    """Return the documents of a page and the cursor of the next one, if there is one, bound to `identity`."""
    found = page_of_documenti(query)
    shown = found[: query.limit]
    if len(found) <= query.limit:
        return shown, None
    last = shown[-1]
    return shown, make_cursor(query=identity, after=(sort_value(last, query.sort), last.chiave))


def told_pertinenza(query: Query, shown: list[Documento]) -> dict[str, Any]:
    """Return what an answer says of an order by pertinence: how far it reaches, and whether more was found."""
    if query.sort != PERTINENZA:
        return {}
    beyond = bool(shown) and shown[0].oltre  # type: ignore[attr-defined]
    return {"pertinenza": {"limite": MAX_CANDIDATI, "superato": bool(beyond)}}


def page_and_cursor(query: Query, cursor: str | None, identity: dict[str, Any]) -> tuple[list[Documento], str | None]:
    """Return the page that `cursor` asks for (the first, without one) of a list that has one order only.

    Raises ProblemError (422) for a cursor of another list.
    """
    after = read_cursor(cursor, query=identity) if cursor is not None else None
    return page_of(replace(query, after=after), identity)
