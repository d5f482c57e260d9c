"""Drafts, for the front end of the regional site: shown to whoever bears the editor's signed text."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail.models import Revision

from api.errors import ProblemError, refuse_parameter, unknown_codice
from api.params import Parameter, matching
from api.responses import draft_response, pick_fields
from core.canonical import public_bytes
from distretti.selectors.scrivania import find_voce
from home.models import PaginaEditoriale
from pubblicazione.exceptions import AnteprimaError
from pubblicazione.models import PaginaModerata
from pubblicazione.selectors import read_token

_PATTERN = "[A-Za-z0-9_:-]{1,300}"
ANTEPRIMA = Parameter(
    "anteprima",
    "Mostra la bozza al posto del testo approvato: è il testo firmato che la pagina di modifica aggiunge "
    "all’indirizzo del sito, e vale un’ora, per quella sola bozza.",
    "WzEyLDM0XQ:1vAbCd:Yk3yq0fJ0bqkqB2g0m3m8cKfWcV9mXb3yJd0s0q1r2s",
    {"type": "string", "minLength": 1, "maxLength": 300, "pattern": f"^{_PATTERN}$"},
    matching(_PATTERN, "un’anteprima: si apre dalla pagina di modifica"),
)


def _open_draft(token: str, pagina: PaginaModerata | None) -> Revision:
    """Return the draft that a token opens; raises ProblemError (422) if it is expired, forged or of another page."""
    try:
        return read_token(token, pagina=pagina)
    except AnteprimaError as error:
        raise refuse_parameter("anteprima", error.messaggio) from error


def show_draft(request: HttpRequest, codice: str, given: dict[str, Any]) -> HttpResponse:
    """Answer an entry with its draft, never to be kept.

    Raises ProblemError: 404 for a code that no entry bears; 422 for a token that does not open it, and for a day, since
    a draft has none.
    """
    for name in ("alla_data", "conosciuta_al"):
        if name in given:
            raise refuse_parameter(name, "non si usa insieme ad «anteprima»: una bozza è di adesso.")
    voce = find_voce(codice)
    if voce is None:
        raise unknown_codice(codice)
    revision = _open_draft(given["anteprima"], voce.scheda)
    rendering = voce.render_documento(proposta=voce.scheda.profilo_of(revision))
    return draft_response(request, pick_fields(rendering.corpo, given.get("fields", ())))


def show_page_draft(request: HttpRequest, pagina: PaginaEditoriale | None, token: str) -> HttpResponse:
    """Answer a page of the site with its draft, never to be kept, whether it is public, was, or never yet.

    Raises ProblemError: 404 without a page; 422 for a token that does not open it.
    """
    if pagina is None:
        raise ProblemError("non-trovato", "Non c’è una pagina del sito con questo numero o a questo percorso.")
    revision = _open_draft(token, pagina)
    return draft_response(request, public_bytes(pagina.show_documento(pagina.profilo_of(revision))))
