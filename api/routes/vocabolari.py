"""Closed lists of values."""

from django.http import HttpRequest, HttpResponse
from ninja import Router

from api.errors import ProblemError
from api.openapi.described import described
from api.params import read_parameters
from api.responses import coded, documento_response
from api.schemas.pagine import Vocabolario
from distretti.schemas.vocabolario import NOMI
from pubblicazione.selectors import read_documento

router = Router(tags=["vocabolari"])


@router.get("/vocabolari/{nome}", **described("show_vocabolario", "Un vocabolario", Vocabolario))
def show_vocabolario(request: HttpRequest, nome: str) -> HttpResponse:
    """Dà tutti i valori di un vocabolario; quelli non più in uso restano, con una data."""
    read_parameters(request, ())
    documento = read_documento("vocabolari", nome, coded=coded(request))
    if documento is None:
        raise ProblemError("non-trovato", f"Non c’è un vocabolario «{nome[:40]}»; ci sono: {', '.join(NOMI)}.")
    return documento_response(request, documento)
