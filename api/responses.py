"""Answers made of bytes already rendered: ETag, 304, gzip, and lists joined without parsing."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.http import parse_etags

from core.canonical import canonical_bytes, sha256_hex
from core.coding import takes_gzip
from pubblicazione.models import Documento

_CACHE = "public, max-age=0, must-revalidate"


def _finish(request: HttpRequest, response: HttpResponse, etag: str) -> HttpResponse:
    seen = {tag.removeprefix("W/") for tag in parse_etags(request.headers.get("If-None-Match", ""))}
    if etag in seen or "*" in seen:
        response = HttpResponse(status=304)
    response["ETag"] = etag
    response["Cache-Control"] = _CACHE
    response["Vary"] = "Accept-Encoding"
    response["Link"] = f'<{settings.PUBLIC_BASE_URL}/api/v1/openapi.json>; rel="service-desc"'
    return response


def documento_response(request: HttpRequest, documento: Documento) -> HttpResponse:
    """Answer one document with its stored bytes, coded if the client takes it."""
    if takes_gzip(request.headers.get("Accept-Encoding", "")):
        response = HttpResponse(bytes(documento.corpo_gzip), content_type="application/json")
        response["Content-Encoding"] = "gzip"
        return _finish(request, response, f'"{documento.sha256}-gz"')
    response = HttpResponse(bytes(documento.corpo), content_type="application/json")
    return _finish(request, response, f'"{documento.sha256}"')


def list_response(request: HttpRequest, bodies: list[bytes], links: dict[str, str | None]) -> HttpResponse:
    """Answer a list by joining rendered items."""
    body = b'{"items":[' + b",".join(bodies) + b'],"_links":' + canonical_bytes(links) + b"}"
    response = HttpResponse(body, content_type="application/json")
    return _finish(request, response, f'"{sha256_hex(body)}"')
