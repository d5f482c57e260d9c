"""What belongs to an entry and is read in pages: its members, its acts, its annotations."""

import json
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from api.cursor import After, make_cursor, read_cursor
from api.errors import unknown_codice
from api.openapi.described import described
from api.params import PAGING, read_parameters
from api.responses import content_response, links_of
from api.schemas.pagine import PaginaAderenti, PaginaAnnotazioni, PaginaAtti
from pubblicazione.selectors import read_documenti

router = Router(tags=["iscrizioni"])
_PARAMETERS = (PAGING.limit, PAGING.cursor)
Item = dict[str, Any]


def _page_response(
    request: HttpRequest,
    path: str,
    items: list[Item],
    *,
    key: Callable[[Item], After],
    version: Any = None,
    **more: Any,
) -> HttpResponse:
    """Answer a page of `items`, which are in the order of `key`; a cursor is of one `version` of them."""
    given = read_parameters(request, _PARAMETERS)
    identity = {"path": path, "version": version}
    limit = given.get("limit", 20)
    if "cursor" in given:
        after = read_cursor(given["cursor"], query=identity)
        items = [item for item in items if key(item) > after]
    shown, rest = items[:limit], items[limit:]
    cursor = make_cursor(query=identity, after=key(shown[-1])) if rest else None
    return content_response(request, {"items": shown, "_links": links_of(request, path, cursor=cursor), **more})


def _entry_and(codice: str, *risorse: str) -> dict[str, Item]:
    found = read_documenti(codice, "iscrizioni", *risorse)
    if "iscrizioni" not in found:
        raise unknown_codice(codice)
    return {risorsa: json.loads(bytes(documento.corpo)) for risorsa, documento in found.items()}


def _by_seq(annotazione: Item) -> After:
    return annotazione["decorrenza"]["al"], f"{annotazione['seq']:012d}"


@router.get(
    "/iscrizioni/{codice}/annotazioni",
    **described("list_annotazioni", "Le annotazioni di una iscrizione", PaginaAnnotazioni, _PARAMETERS),
)
def list_annotazioni(request: HttpRequest, codice: str) -> HttpResponse:
    """Elenca le righe del registro che riguardano la voce, nell’ordine in cui sono diventate vere."""
    rows = _entry_and(codice)["iscrizioni"]["registro"]["annotazioni"]
    return _page_response(request, f"iscrizioni/{codice}/annotazioni", rows, key=_by_seq)


def _atti_of(annotazioni: list[Item]) -> list[Item]:
    """Return each act once, with the annotations it orders, in the order in which it first has effect."""
    found: dict[str, Item] = {}
    for annotazione in annotazioni:
        atto = annotazione["atto"]
        identity = json.dumps(atto, sort_keys=True)
        found.setdefault(identity, {**atto, "annotazioni": []})["annotazioni"].append(annotazione["seq"])
    return list(found.values())


@router.get(
    "/iscrizioni/{codice}/atti", **described("list_atti", "Gli atti di una iscrizione", PaginaAtti, _PARAMETERS)
)
def list_atti(request: HttpRequest, codice: str) -> HttpResponse:
    """Elenca gli atti su cui si fonda la voce, ciascuno con le annotazioni che dispone."""
    rows = _entry_and(codice)["iscrizioni"]["registro"]["annotazioni"]
    places = {a["seq"]: _by_seq(a) for a in rows}
    return _page_response(
        request, f"iscrizioni/{codice}/atti", _atti_of(rows), key=lambda atto: places[atto["annotazioni"][0]]
    )


@router.get(
    "/iscrizioni/{codice}/aderenti",
    **described("list_aderenti", "Gli aderenti di una iscrizione", PaginaAderenti, _PARAMETERS),
)
def list_aderenti(request: HttpRequest, codice: str) -> HttpResponse:
    """Elenca gli aderenti secondo l’ultimo elenco approvato; un cursore vale per quell’elenco soltanto."""
    found = _entry_and(codice, "aderenti").get("aderenti", {"items": [], "totale": 0, "al": None})
    items, totale, al = found["items"], found["totale"], found["al"]
    return _page_response(
        request,
        f"iscrizioni/{codice}/aderenti",
        items,
        key=lambda row: ("", f"{row['posizione']:06d}"),
        version=[totale, al],
        totale=totale,
        al=al,
    )
