"""The seven sections, with the head of the chain beside them."""

from django.http import HttpRequest, HttpResponse
from ninja import Router

from api.errors import ProblemError
from api.openapi.described import described
from api.params import read_parameters
from api.responses import coded, documento_response, links_of, list_response
from api.schemas.pagine import PaginaSezioni, Sezione
from distretti.selectors import sezioni_with_head
from pubblicazione.selectors import read_documento

router = Router(tags=["sezioni"])


@router.get("/sezioni", **described("list_sezioni", "Le sezioni del registro", PaginaSezioni))
def list_sezioni(request: HttpRequest) -> HttpResponse:
    """Elenca le sette sezioni con la struttura competente, il numero di voci e la testa della catena."""
    read_parameters(request, ())
    documenti, testa = sezioni_with_head()
    links = links_of(request, "sezioni", cursor=None)
    return list_response(request, [bytes(d.corpo) for d in documenti], links, testa=testa)


@router.get("/sezioni/{codice}", **described("show_sezione", "Una sezione", Sezione))
def show_sezione(request: HttpRequest, codice: str) -> HttpResponse:
    """Mostra una sezione con la struttura competente e il numero di voci; la testa della catena è nell’elenco."""
    read_parameters(request, ())
    documento = read_documento("sezioni", codice, coded=coded(request))
    if documento is None:
        raise ProblemError("non-trovato", f"Non c’è una sezione «{codice[:40]}»: vanno da 1 a 7.")
    return documento_response(request, documento)
