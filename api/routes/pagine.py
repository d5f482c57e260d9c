"""The editorial pages: the list, one by its number, one by the path at which the public reads it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from api.errors import ProblemError
from api.openapi.described import described
from api.pages import page_and_cursor
from api.params import PAGING, Parameter, read_parameters, text_of
from api.responses import coded, documento_response, links_of, list_response
from api.routes.anteprima import ANTEPRIMA, show_page_draft
from api.schemas.editoriali import PaginaEditoriale, PaginaEditoriali
from home.selectors import find_editoriale, find_editoriale_at, find_pagina_at, was_withdrawn
from pubblicazione.selectors import Query, read_documento

router = Router(tags=["pagine"])
PERCORSO = Parameter(
    "percorso",
    "Il percorso nel sito pubblico, com’è nell’indirizzo.",
    "/pagine/chi-tiene-il-registro",
    {"type": "string", "minLength": 1, "maxLength": 500},
    text_of(500),  # encoded it stays within the length of an address
    required=True,
)
_LIST = (PAGING.limit, PAGING.cursor)
_FIND = (PERCORSO, ANTEPRIMA)


@router.get("/pagine", **described("list_pagine", "Le pagine del sito", PaginaEditoriali, _LIST))
def list_pagine(request: HttpRequest) -> HttpResponse:
    """Elenca le pagine pubbliche del sito, per titolo: la pagina iniziale è quella con percorso «/»."""
    given = read_parameters(request, _LIST)
    query = Query(risorsa="pagine", limit=given.get("limit", 20))
    shown, cursor = page_and_cursor(query, given.get("cursor"), {"risorsa": "pagine"})
    return list_response(request, [bytes(d.estratto) for d in shown], links_of(request, "pagine", cursor=cursor))


@router.get("/pagine/per-percorso", **described("find_pagina", "Una pagina dal suo percorso", PaginaEditoriale, _FIND))
def find_pagina(request: HttpRequest) -> HttpResponse:
    """Trova una pagina dal percorso con cui il pubblico la apre, barra finale e maiuscole comprese.

    Se il percorso è stato cambiato, la risposta è la pagina di adesso: il suo `percorso` è quello a cui rinviare.
    """
    given = read_parameters(request, _FIND)
    percorso = given["percorso"]
    if "anteprima" in given:
        return show_page_draft(request, find_editoriale_at(percorso), given["anteprima"])
    chiave = find_pagina_at(percorso)
    if chiave is None:
        raise ProblemError("non-trovato", f"Nessuna pagina sta in «{percorso[:100]}»: l’elenco è in /api/v1/pagine.")
    return _show(request, chiave)


@router.get("/pagine/{chiave}", **described("show_pagina", "Una pagina del sito", PaginaEditoriale, (ANTEPRIMA,)))
def show_pagina(request: HttpRequest, chiave: str) -> HttpResponse:
    """Mostra una pagina con il testo approvato, in HTML con i collegamenti per intero."""
    given: dict[str, Any] = read_parameters(request, (ANTEPRIMA,))
    if "anteprima" in given:
        return show_page_draft(request, find_editoriale(chiave), given["anteprima"])
    return _show(request, chiave)


def _show(request: HttpRequest, chiave: str) -> HttpResponse:
    documento = read_documento("pagine", chiave, coded=coded(request))
    if documento is not None:
        return documento_response(request, documento)
    if was_withdrawn(chiave):
        raise ProblemError("ritirato", f"La pagina {chiave} era pubblica ed è stata ritirata.")
    raise ProblemError("non-trovato", f"Non c’è una pagina «{chiave[:40]}»: l’elenco è in /api/v1/pagine.")
