"""The list of entries: search, facets, one section, and the same as a CSV file."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render

from home.csv_export import ISCRIZIONI, csv_response
from home.ricerca import Labels, Richiesta, chips, page_links, read_richiesta, show_facets, sorts_for
from home.selectors import (
    each_iscrizione,
    facet_labels,
    search_iscrizioni,
    sezione_documento,
    sezioni,
    totals_without,
)
from home.views.answers import public_page


def _context(richiesta: Richiesta, labels: Labels) -> dict[str, Any]:
    found = search_iscrizioni(richiesta)
    active = chips(richiesta, labels)
    return {
        "richiesta": richiesta,
        "voci": found.voci,
        "totale": found.totale,
        "facets": show_facets(richiesta, found.facets, labels),
        "attivi": active,
        "rimedi": [] if found.totale else totals_without(active),
        "pagine": page_links(richiesta, found.totale),
        "ordini": sorts_for(richiesta),
        "canonica": richiesta.address(pagina=richiesta.pagina),
    }


@public_page
def elenco(request: HttpRequest) -> HttpResponse:
    """Search and list; the address bar holds the whole query."""
    labels = facet_labels(sezioni())
    return render(request, "pubblico/elenco.html", _context(read_richiesta(request.GET, labels), labels))


@public_page
def sezione(request: HttpRequest, codice: str) -> HttpResponse:
    """One of the seven sections, with its entries."""
    documento = sezione_documento(codice)
    if documento is None:
        raise Http404
    labels = facet_labels([documento])
    richiesta = read_richiesta(QueryDict(f"sezione={codice}"), labels)
    return render(request, "pubblico/sezione.html", {"sezione": documento, **_context(richiesta, labels)})


@public_page
def elenco_csv(request: HttpRequest) -> HttpResponseBase:
    """The whole result of a search as CSV."""
    richiesta = read_richiesta(request.GET, facet_labels(sezioni()))
    return csv_response("registro-distretti.csv", ISCRIZIONI, each_iscrizione(richiesta))
