"""The files of the whole register, at addresses that never change."""

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from archivio.exceptions import StoreUnavailableError
from archivio.serving import IMMUTABLE, serve_file
from pubblicazione.selectors.esportazioni import find_esportazione

_RETRY_SECONDS = "30"


@require_safe
def esportazione(request: HttpRequest, sequenza: str, formato: str) -> HttpResponseBase:
    """One file: the same bytes at this address for ever."""
    found = find_esportazione(int(sequenza), formato)
    if found is None:
        raise Http404
    try:
        return serve_file(request, found, nome=found.nome, cache=IMMUTABLE)
    except StoreUnavailableError as error:
        answer = HttpResponse(error.messaggio, status=503, content_type="text/plain; charset=utf-8")
        answer["Retry-After"] = _RETRY_SECONDS
        return answer
