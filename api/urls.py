"""The addresses under /api/v1/: the routes, and for all that is none of them a 404 in the API's own shape."""

from django.http import HttpRequest, HttpResponse
from django.urls import path, re_path

from api.api import api
from api.errors import ProblemError, problem_response


def unknown_address(request: HttpRequest) -> HttpResponse:
    """Refuse an address that is no resource, and say where they are listed."""
    detail = "A questo indirizzo non c'è una risorsa: l'elenco è in /api/v1/docs. Gli indirizzi non finiscono con «/»."
    return problem_response(ProblemError("non-trovato", detail))


# The first one stands before ninja's own root, which answers in HTML.
urlpatterns = [path("", unknown_address), path("", api.urls), re_path("", unknown_address)]
