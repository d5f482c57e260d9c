"""The addresses of pictures: only renditions are handed out, the originals stay inside; nginx does it in production."""

from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from archivio.selectors import find_rendition

_CACHE = "public, max-age=86400"


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
