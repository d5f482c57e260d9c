"""The service about itself: whether it answers, and how it is described."""

from django.http import HttpRequest, HttpResponse
from ninja import Router

from api.errors import json_response, problem_body
from api.openapi.described import described
from api.params import read_parameters
from api.schemas.base import Problema
from pubblicazione.selectors import last_sequenza

router = Router(tags=["servizio"])
PROBLEM = "application/problem+json"


@router.get("/status", **described("show_status", "Stato del servizio", Problema, media_type=PROBLEM))
def show_status(request: HttpRequest) -> HttpResponse:
    """Dice se il servizio risponde e legge i suoi dati (ModI, RAC_REST_NAME_011); se no, 503."""
    read_parameters(request, ())
    last_sequenza()
    body = problem_body(tipo="status", title="Servizio attivo", status=200, detail="Il registro risponde.")
    return json_response(body, headers={"Cache-Control": "no-store"})
