"""The addresses of pictures and of reserved files; of pictures only renditions are handed out, nginx in production."""

from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_safe
from wagtail.admin import messages

from archivio.exceptions import ArchivioError, FileNotReadyError, StoreUnavailableError
from archivio.permissions import can_read_riservato
from archivio.policies import check_ready
from archivio.selectors import find_file_ricevuto, find_rendition
from archivio.serving import RESERVED, serve_file

_CACHE = "public, max-age=86400"
_RETRY_SECONDS = "30"


@require_safe
def rendition(request: HttpRequest, nome: str) -> FileResponse:
    """Send a picture as pages show it; raises Http404 for what is no rendition or has lost its bytes."""
    found = find_rendition(nome)
    if found is None or not found.file.storage.exists(found.file.name):
        raise Http404("Nessuna immagine a questo indirizzo.")
    response = FileResponse(found.file.open("rb"), filename=nome)
    response["Cache-Control"] = _CACHE
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@require_safe
def riservato(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Send a reserved file to whom may read it: streamed, or by an address of the S3 store signed for a minute.

    Raises Http404 alike for what does not exist and for what the person may not read (design law 3).
    """
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    file = find_file_ricevuto(pk)
    if file is None or not can_read_riservato(request.user, file):
        raise Http404("Nessun file a questo indirizzo.")
    try:
        check_ready(is_ready=file.is_ready, motivo=file.get_antivirus_display())
        return serve_file(request, file, nome=file.nome, cache=RESERVED)
    except FileNotReadyError as error:
        return _say(error, 409)
    except StoreUnavailableError as error:
        response = _say(error, 503)
        response["Retry-After"] = _RETRY_SECONDS
        return response


def serve_at_desk(request: HttpRequest, file: Any, *, nome: str, back: str) -> HttpResponseBase:
    """Send a reserved file to whom the screen already let in; what is not at hand is told on the screen `back`."""
    if not file.is_ready:
        messages.error(request, f"{nome}: {file.get_antivirus_display()}.")
        return redirect(back)
    try:
        return serve_file(request, file, nome=nome, cache=RESERVED)
    except StoreUnavailableError as error:
        messages.error(request, error.messaggio)
        return redirect(back)


def _say(error: ArchivioError, status: int) -> HttpResponse:
    response = HttpResponse(error.messaggio, status=status, content_type="text/plain; charset=utf-8")
    response["Cache-Control"] = RESERVED
    return response
