"""Answers made of bytes already rendered: ETag, 304, gzip, lists joined without parsing, pages with their links."""

import json
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.http import parse_etags

from api.errors import ProblemError
from core.canonical import public_bytes, sha256_hex
from core.coding import takes_gzip
from pubblicazione.models import Documento

JSON = "application/json"
_CACHE = "public, max-age=0, must-revalidate"
# Read by our own nginx alone, which takes it away: how many seconds it may answer by itself (deploy/nginx). A document
# at its own address is asked for again as soon as it changes (`refresh_cache`); everything else grows old by itself.
PROXY_CACHE = "X-Accel-Expires"
DOCUMENT_SECONDS, OTHER_SECONDS = "60", "1"
# Members that `fields` never leaves out: by them a client knows what it is reading.
ALWAYS = {"codice", "_links", "incerti"}
Pairs = list[tuple[str, str]]


def api_url(path: str) -> str:
    """Return the absolute address of a resource; never from the Host header, which a client may forge."""
    return f"{settings.PUBLIC_BASE_URL}/api/v1/{path}"


def _check_accept(request: HttpRequest, content_type: str) -> None:
    """Refuse a client that takes neither this format nor any (RFC 9110 §12.5.1)."""
    accept = request.headers.get("Accept", "")
    if accept and not request.accepts(content_type):
        raise ProblemError("formato-non-disponibile", f"Questa risorsa si legge come {content_type}.")


def _finish(
    request: HttpRequest, response: HttpResponse, etag: str, content_type: str, *, seconds: str = OTHER_SECONDS
) -> HttpResponse:
    _check_accept(request, content_type)
    seen = {tag.removeprefix("W/") for tag in parse_etags(request.headers.get("If-None-Match", ""))}
    if etag in seen or "*" in seen:
        response = HttpResponse(status=304)
        del response["Content-Type"]
    response["ETag"] = etag
    response["Cache-Control"] = _CACHE
    response[PROXY_CACHE] = seconds
    response["Vary"] = "Accept-Encoding"
    response["Link"] = f'<{api_url("openapi.json")}>; rel="service-desc"'
    return response


def coded(request: HttpRequest) -> bool:
    """Tell whether the client takes the coded body."""
    return takes_gzip(request.headers.get("Accept-Encoding", ""))


def documento_response(request: HttpRequest, documento: Documento) -> HttpResponse:
    """Answer one document with its stored bytes, coded if the client takes it."""
    seconds = OTHER_SECONDS if request.META.get("QUERY_STRING") else DOCUMENT_SECONDS
    if coded(request):
        response = HttpResponse(bytes(documento.corpo_gzip), content_type=JSON)
        response["Content-Encoding"] = "gzip"
        return _finish(request, response, f'"{documento.sha256}-gz"', JSON, seconds=seconds)
    response = HttpResponse(bytes(documento.corpo), content_type=JSON)
    return _finish(request, response, f'"{documento.sha256}"', JSON, seconds=seconds)


def body_response(request: HttpRequest, body: bytes, *, content_type: str = JSON) -> HttpResponse:
    """Answer bytes made for this very request."""
    return _finish(request, HttpResponse(body, content_type=content_type), f'"{sha256_hex(body)}"', content_type)


def content_response(request: HttpRequest, content: dict[str, Any], *, content_type: str = JSON) -> HttpResponse:
    """Answer a content made for this very request."""
    return body_response(request, public_bytes(content), content_type=content_type)


def draft_response(request: HttpRequest, body: bytes) -> HttpResponse:
    """Answer what is not public: nothing on the way may keep it, and no search engine list it."""
    _check_accept(request, JSON)
    return HttpResponse(body, content_type=JSON, headers={"Cache-Control": "no-store", "X-Robots-Tag": "noindex"})


def list_response(
    request: HttpRequest, bodies: Iterable[bytes], links: dict[str, str | None], **more: Any
) -> HttpResponse:
    """Answer a list by joining rendered items, and what goes with it."""
    tail = b"".join(b"," + public_bytes(name) + b":" + public_bytes(value) for name, value in sorted(more.items()))
    body = b'{"items":[' + b",".join(bodies) + b'],"_links":' + public_bytes(links) + tail + b"}"
    return body_response(request, body)


def links_of(request: HttpRequest, path: str, *, cursor: str | None) -> dict[str, str | None]:
    """Return where this page is and where the next one is, if there is one."""
    pairs: Pairs = [(name, value) for name, values in request.GET.lists() for value in values]
    kept = [pair for pair in pairs if pair[0] != "cursor"]
    return {"self": _address(path, pairs), "next": _address(path, [*kept, ("cursor", cursor)]) if cursor else None}


def _address(path: str, pairs: Sequence[tuple[str, str]]) -> str:
    return api_url(path) + (f"?{urlencode(pairs)}" if pairs else "")


def pick_fields(body: bytes, fields: Iterable[str]) -> bytes:
    """Return the members of a rendered document that are asked for; without names, the document as it is."""
    wanted = tuple(fields)
    return public_bytes(pick(json.loads(body), wanted)) if wanted else body


def pick(content: dict[str, Any], fields: Iterable[str]) -> dict[str, Any]:
    """Return the members that are asked for (all, without names), and those that are always there."""
    wanted = set(fields)
    return {name: v for name, v in content.items() if name in wanted | ALWAYS} if wanted else content
