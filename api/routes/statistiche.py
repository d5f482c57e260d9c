"""The figures of the register."""

from django.http import HttpRequest, HttpResponse
from ninja import Router

from api.openapi.described import described
from api.params import read_parameters
from api.responses import content_response
from api.schemas.pagine import Statistiche
from distretti.selectors import count_aderenti
from pubblicazione.ricerca import facets_of
from pubblicazione.selectors import Query

router = Router(tags=["statistiche"])
_COUNTED = ("stato", "sezione", "provincia", "filiera")


@router.get("/statistiche", **described("show_statistiche", "I numeri del registro", Statistiche))
def show_statistiche(request: HttpRequest) -> HttpResponse:
    """Dà quante voci ci sono, per stato, sezione, provincia e filiera, e quanti aderenti."""
    read_parameters(request, ())
    facets = facets_of(Query(risorsa="iscrizioni"), _COUNTED)
    totale, elenchi = count_aderenti()
    content = {
        "iscrizioni": {
            "totale": sum(facets["stato"].values()),
            **{f"per_{name}": facets[name] for name in _COUNTED},
        },
        "aderenti": {"totale": totale, "elenchi": elenchi},
    }
    return content_response(request, content)
