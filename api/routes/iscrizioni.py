"""Entries: the list with its filters, the map, and one whole."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from api.errors import unknown_codice
from api.filters import (
    ALLA_DATA,
    CONOSCIUTA_AL,
    FIELDS,
    FILTERS,
    ITEM_FIELDS,
    LIST_PARAMETERS,
    SORT,
    WHOLE_FIELDS,
    Search,
    read_search,
)
from api.openapi.described import described
from api.pages import page_of, told_pertinenza
from api.params import PAGING, Parameter, integer, read_parameters
from api.responses import (
    body_response,
    coded,
    content_response,
    documento_response,
    links_of,
    list_response,
    pick_fields,
)
from api.routes.anteprima import ANTEPRIMA, show_draft
from api.schemas.pagine import Mappa, PaginaIscrizioni
from api.schemas.profilo import Iscrizione
from api.storia import list_at, show_at
from core.clock import today
from core.text import highlight, search_terms
from pubblicazione.models import Documento
from pubblicazione.ricerca import facets_of
from pubblicazione.selectors import read_documento

router = Router(tags=["iscrizioni"])
GEOJSON = "application/geo+json"
MAP_LIMIT = Parameter(
    "limit",
    "Quante voci al massimo.",
    "500",
    {"type": "integer", "format": "int32", "minimum": 1, "maximum": 1000, "default": 1000},
    integer(1, 1000),
)


def _body(documento: Documento, search: Search) -> bytes:
    body = bytes(documento.corpo if search.query.whole else documento.estratto)
    everything = WHOLE_FIELDS if search.query.whole else ITEM_FIELDS
    return body if set(search.fields) == set(everything) else pick_fields(body, search.fields)


@router.get("/iscrizioni", **described("list_iscrizioni", "Elenco delle iscrizioni", PaginaIscrizioni, LIST_PARAMETERS))
def list_iscrizioni(request: HttpRequest) -> HttpResponse:
    """Elenca le voci del registro, filtrate, cercate e ordinate; senza `stato`, di ogni stato.

    I filtri ripetuti si sommano (basta uno dei valori), quelli diversi si restringono (devono valere tutti).
    Con `q`, in `evidenze` ci sono nome e sintesi con le parole trovate.
    """
    search = read_search(read_parameters(request, LIST_PARAMETERS))
    if search.alla_data is not None:
        return list_at(request, search, search.alla_data)
    shown, cursor = page_of(search.query, search.identity)
    more: dict[str, Any] = {"facets": facets_of(search.query, search.facets)} if search.facets else {}
    more |= told_pertinenza(search.query, shown)
    if search.query.q:
        more["evidenze"] = _highlights(shown, search)
    links = links_of(request, "iscrizioni", cursor=cursor)
    return list_response(request, [_body(d, search) for d in shown], links, **more)


def _highlights(documenti: list[Documento], search: Search) -> dict[str, dict[str, str]]:
    """Return, by code, the name and the synopsis with the words that were looked for within <mark>, where they are."""
    terms = search_terms(search.query.q)
    found = {}
    for documento in documenti:
        item = json.loads(bytes(documento.corpo if search.query.whole else documento.estratto))
        texts = {name: highlight(item[name], terms) for name in ("denominazione", "sintesi")}
        found[documento.chiave] = {name: text for name, text in texts.items() if text}
    return found


def _feature(estratto: bytes) -> dict[str, Any]:
    item = json.loads(estratto)
    sede = item["sede"] or {"comune": {"nome": None}, "provincia": None, "lat": None, "lon": None}
    point = None if sede["lat"] is None else {"type": "Point", "coordinates": [sede["lon"], sede["lat"]]}
    return {
        "type": "Feature",
        "id": item["codice"],
        "geometry": point,
        "properties": {
            "codice": item["codice"],
            "denominazione": item["denominazione"],
            "stato": item["stato"],
            "sezione": item["sezione"]["codice"],
            "comune": sede["comune"]["nome"],
            "provincia": sede["provincia"],
            "pagina": item["_links"]["pagina"],
        },
    }


_MAP_PARAMETERS = (*FILTERS, SORT, MAP_LIMIT, PAGING.cursor)


@router.get(
    "/iscrizioni.geojson",
    **described("map_iscrizioni", "Le iscrizioni sulla mappa", Mappa, _MAP_PARAMETERS, media_type=GEOJSON),
)
def map_iscrizioni(request: HttpRequest) -> HttpResponse:
    """Dà le voci come GeoJSON (RFC 7946), con i filtri dell’elenco: il punto è quello del comune della sede."""
    search = read_search(read_parameters(request, _MAP_PARAMETERS), risorsa="iscrizioni.geojson", default_limit=1000)
    shown, cursor = page_of(search.query, search.identity)
    content = {
        "type": "FeatureCollection",
        "features": [_feature(bytes(d.estratto)) for d in shown],
        "_links": links_of(request, "iscrizioni.geojson", cursor=cursor),
        **told_pertinenza(search.query, shown),
    }
    return content_response(request, content, content_type=GEOJSON)


_SHOW_PARAMETERS = (FIELDS, ALLA_DATA, CONOSCIUTA_AL, ANTEPRIMA)


@router.get("/iscrizioni/{codice}", **described("show_iscrizione", "Una iscrizione", Iscrizione, _SHOW_PARAMETERS))
def show_iscrizione(request: HttpRequest, codice: str) -> HttpResponse:
    """Mostra una voce intera: i dati ufficiali, il profilo approvato (se c’è) e quanti aderenti.

    Una voce cancellata o confluita resta leggibile, con il suo stato.
    """
    given = read_parameters(request, _SHOW_PARAMETERS)
    fields = given.get("fields", ())
    if "anteprima" in given:
        return show_draft(request, codice, given)
    if "alla_data" in given or "conosciuta_al" in given:
        return show_at(request, codice, given.get("alla_data", today()), given.get("conosciuta_al"), fields)
    documento = read_documento("iscrizioni", codice, coded=coded(request) and not fields)
    if documento is None:
        raise unknown_codice(codice)
    if not fields:
        return documento_response(request, documento)
    return body_response(request, pick_fields(bytes(documento.corpo), fields))
