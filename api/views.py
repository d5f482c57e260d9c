"""What is under /api/v1/ and is no resource: the description, its page, and the refusal of unknown addresses."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from api.errors import ProblemError, problem_response
from api.openapi.build import VERSION, openapi_bytes
from api.openapi.pagina import errori, gruppi
from api.params import read_parameters
from api.responses import body_response
from api.schemas.base import LICENZA
from home.views.answers import public_page


def unknown_address(request: HttpRequest) -> HttpResponse:
    """Refuse an address that is no resource, and say where they are listed."""
    detail = "A questo indirizzo non c’è una risorsa: l’elenco è in /api/v1/docs. Gli indirizzi non finiscono con «/»."
    return problem_response(ProblemError("non-trovato", detail))


def show_openapi(request: HttpRequest) -> HttpResponse:
    """Answer the description of the API, with the addresses of this server."""
    try:
        read_parameters(request, ())
        return body_response(request, openapi_bytes())
    except ProblemError as problem:
        return problem_response(problem)


@public_page
def show_docs(request: HttpRequest) -> HttpResponse:
    """The documentation as people read it."""
    shown = {
        "gruppi": gruppi(),
        "errori": errori(),
        "limiti": settings.API_LIMITS,
        "licenza": LICENZA,
        "versione": VERSION,
    }
    return render(request, "api/docs.html", shown)
