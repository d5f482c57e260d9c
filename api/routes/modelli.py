"""The official models: the list, and one with all its versions."""

import datetime as dt
import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from api.errors import ProblemError
from api.filters import SEZIONE
from api.openapi.described import described
from api.pages import page_and_cursor
from api.params import PAGING, Parameter, choice, day, read_parameters
from api.responses import coded, content_response, documento_response, links_of, list_response
from api.schemas.modelli import Modello, PaginaModelli
from modulistica.enums import USI_PUBBLICI
from pubblicazione.selectors import Query, read_documento

router = Router(tags=["modelli"])
USO = Parameter(
    "uso",
    "A che cosa serve. Può ripetersi: basta che valga uno dei valori.",
    "programma",
    {"type": "string", "enum": [u.value for u in USI_PUBBLICI]},
    choice([u.value for u in USI_PUBBLICI]),
    repeatable=True,
)
ALLA_DATA = Parameter(
    "alla_data",
    "In `in_vigore`, la versione che valeva in questo giorno anziché oggi.",
    "2026-01-15",
    {"type": "string", "format": "date"},
    day,
)
_LIST = (USO, SEZIONE, ALLA_DATA, PAGING.limit, PAGING.cursor)
_FILTERS = ("uso", "sezione")


def _at(content: dict[str, Any], at: dt.date) -> dict[str, Any]:
    """Return a model with the version that was in force on a day as the one in force."""
    written = at.isoformat()
    valid = (
        v
        for v in content["versioni"]
        if v["in_vigore_dal"] <= written and (v["in_vigore_al"] is None or written <= v["in_vigore_al"])
    )
    return content | {"in_vigore": next(valid, None)}


def _item_at(content: dict[str, Any], at: dt.date) -> dict[str, Any]:
    whole = _at(content, at)
    return {name: value for name, value in whole.items() if name not in {"descrizione", "atto", "versioni"}}


@router.get("/modelli", **described("list_modelli", "I modelli ufficiali", PaginaModelli, _LIST))
def list_modelli(request: HttpRequest) -> HttpResponse:
    """Elenca i modelli ufficiali, per titolo, ciascuno con la versione in vigore e i suoi file."""
    given = read_parameters(request, _LIST)
    at: dt.date | None = given.get("alla_data")
    filtri = {name: given[name] for name in _FILTERS if name in given}
    query = Query(risorsa="modelli", filtri=filtri, limit=given.get("limit", 20), whole=at is not None)
    shown, cursor = page_and_cursor(query, given.get("cursor"), {"risorsa": "modelli", **filtri})
    links = links_of(request, "modelli", cursor=cursor)
    if at is None:
        return list_response(request, [bytes(d.estratto) for d in shown], links)
    items = [_item_at(json.loads(bytes(d.corpo)), at) for d in shown]
    return content_response(request, {"items": items, "_links": links})


@router.get("/modelli/{codice}", **described("show_modello", "Un modello ufficiale", Modello, (ALLA_DATA,)))
def show_modello(request: HttpRequest, codice: str) -> HttpResponse:
    """Mostra un modello con tutte le sue versioni approvate e i loro file, dalla più recente."""
    at: dt.date | None = read_parameters(request, (ALLA_DATA,)).get("alla_data")
    documento = read_documento("modelli", codice, coded=coded(request) and at is None)
    if documento is None:
        raise ProblemError("non-trovato", f"Non c’è un modello «{codice[:40]}»: l’elenco è in /api/v1/modelli.")
    if at is None:
        return documento_response(request, documento)
    return content_response(request, _at(json.loads(bytes(documento.corpo)), at))
