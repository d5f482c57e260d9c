"""Handing out a stored file over HTTP: strong ETag, digest, ranges, safe names; who may have it is asked before."""

import base64
import re
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header, parse_etags

from archivio.depositi import is_remote, iter_bytes, key_of, store_of
from archivio.enums import Deposito

# No file has more digits of bytes, and `int` refuses to read some thousands of them.
_RANGE = re.compile(r"bytes=([0-9]{0,100})-([0-9]{0,100})")
IMMUTABLE = "public, max-age=31536000, immutable"
RESERVED = "private, no-store"


@dataclass(frozen=True)
class Span:
    """The part of a file to send: from `start`, `length` bytes; `partial` when it is not the whole."""

    start: int
    length: int
    partial: bool


def read_span(header: str, size: int) -> Span | None:
    """Read a `Range` header (RFC 9110 §14.2); None when it cannot be satisfied. Several ranges mean the whole."""
    match = _RANGE.fullmatch(header.strip())
    if match is None or match[0] == "bytes=-":
        return Span(0, size, partial=False)
    first, last = match[1], match[2]
    if not first:
        start, end = max(size - int(last), 0), size - 1
    else:
        start, end = int(first), min(int(last), size - 1) if last else size - 1
        if last and int(last) < start:
            return Span(0, size, partial=False)
    if start >= size or end < start:
        return None
    return Span(start, end - start + 1, partial=True)


def serve_file(request: HttpRequest, file: Any, *, nome: str, cache: str) -> HttpResponseBase:
    """Answer with the bytes of a FileRicevuto that may be handed out.

    Reserved files in a remote store are answered by an address signed for a minute; the rest are streamed, or left to
    nginx where X_ACCEL_PREFIX is set. Raises StoreUnavailableError.
    """
    contenuto = file.contenuto
    etag = f'"{contenuto.sha256}"'
    if {etag, "*"} & {t.removeprefix("W/") for t in parse_etags(request.headers.get("If-None-Match", ""))}:
        return _headers(HttpResponse(status=304), etag, cache)
    if contenuto.deposito == Deposito.RISERVATO and is_remote(Deposito.RISERVATO):
        return _signed_address(contenuto, file, nome)
    span = _span(request, etag, contenuto.dimensione)
    if span is None:
        refused = HttpResponse(status=416)
        refused["Content-Range"] = f"bytes */{contenuto.dimensione}"
        return refused
    return _headers(_body(request, contenuto, file, nome, span), etag, cache)


def _span(request: HttpRequest, etag: str, size: int) -> Span | None:
    header = request.headers.get("Range")
    condition = request.headers.get("If-Range")
    # A range counts in a GET only (RFC 9110 §14.2).
    if request.method != "GET" or header is None or (condition is not None and condition != etag):
        return Span(0, size, partial=False)
    return read_span(header, size)


def _body(request: HttpRequest, contenuto: Any, file: Any, nome: str, span: Span) -> HttpResponseBase:
    response: HttpResponseBase
    if settings.X_ACCEL_PREFIX and not is_remote(contenuto.deposito):
        response = HttpResponse(content_type=file.media_type)
        response["X-Accel-Redirect"] = f"{settings.X_ACCEL_PREFIX}{contenuto.deposito}/{key_of(contenuto.sha256)}"
    else:
        if request.method == "HEAD":
            response = HttpResponse(content_type=file.media_type)
        else:
            parts = iter_bytes(contenuto.sha256, deposito=contenuto.deposito, start=span.start, length=span.length)
            response = StreamingHttpResponse(parts, content_type=file.media_type)
        response["Content-Length"] = str(span.length)
        if span.partial:
            response.status_code = 206
            response["Content-Range"] = f"bytes {span.start}-{span.start + span.length - 1}/{contenuto.dimensione}"
    response["Accept-Ranges"] = "bytes"
    response["Repr-Digest"] = f"sha-256=:{base64.b64encode(bytes.fromhex(contenuto.sha256)).decode()}:"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=nome) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _headers(response: HttpResponseBase, etag: str, cache: str) -> HttpResponseBase:
    response["ETag"] = etag
    response["Cache-Control"] = cache
    return response


def _signed_address(contenuto: Any, file: Any, nome: str) -> HttpResponse:
    disposition = content_disposition_header(as_attachment=True, filename=nome)
    parameters = {"ResponseContentDisposition": disposition, "ResponseContentType": file.media_type}
    store: Any = store_of(contenuto.deposito)
    response = HttpResponseRedirect(store.url(key_of(contenuto.sha256), parameters=parameters))
    response["Cache-Control"] = RESERVED
    response["Referrer-Policy"] = "no-referrer"
    return response
