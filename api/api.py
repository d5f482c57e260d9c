"""The public API v1: its routes; filters, errors and answers live beside it."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI

from api.cursor import make_cursor
from api.errors import ProblemError, problem_response, register_errors
from api.params import read_query, refuse_unknown
from api.responses import documento_response, list_response
from pubblicazione.selectors import find_documento, page_of_documenti, sort_value

api = NinjaAPI(
    title="Registro dei distretti della Regione Puglia",
    version="1.0.0",
    urls_namespace="api-v1",
    docs_url=None,
)
register_errors(api)


@api.get("status", summary="Stato del servizio", operation_id="show_status")
def show_status(request: HttpRequest) -> HttpResponse:
    """Dice se il servizio risponde (ModI RAC_REST_NAME_011)."""
    refuse_unknown(request, ())
    return problem_response(ProblemError(200, "Il servizio è attivo"))


def _page(request: HttpRequest, risorsa: str) -> HttpResponse:
    query, identity = read_query(request, risorsa)
    found = page_of_documenti(query)
    shown = found[: query.limit]
    base = f"{settings.PUBLIC_BASE_URL}/api/v1/{risorsa}"
    links: dict[str, str | None] = {
        "self": f"{base}?{request.GET.urlencode()}" if request.GET else base,
        "next": None,
    }
    if len(found) > query.limit:
        last = shown[-1]
        cursor = make_cursor(query=identity, after=(sort_value(last, query.sort), last.chiave))
        pairs = [(k, v) for k, values in request.GET.lists() if k != "cursor" for v in values]
        links["next"] = f"{base}?{urlencode([*pairs, ('cursor', cursor)])}"
    return list_response(request, [bytes(d.estratto) for d in shown], links)


@api.get("iscrizioni", summary="Elenco delle iscrizioni", operation_id="list_iscrizioni")
def list_iscrizioni(request: HttpRequest) -> HttpResponse:
    """Elenca le voci del registro, di ogni stato se `stato` non è indicato."""
    return _page(request, "iscrizioni")


@api.get("iscrizioni/{codice}", summary="Una iscrizione", operation_id="show_iscrizione")
def show_iscrizione(request: HttpRequest, codice: str) -> HttpResponse:
    """Mostra una voce del registro con i suoi dati ufficiali e, se approvato, il suo profilo."""
    refuse_unknown(request, ())
    documento = find_documento("iscrizioni", codice)
    if documento is None:
        raise ProblemError(404, "Codice non presente nel registro", f"Nessuna iscrizione ha il codice «{codice[:40]}».")
    return documento_response(request, documento)
