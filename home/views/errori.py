"""What people read when something is not there or fails: what happened and what they can do."""

import logging
import re
import secrets
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from home.selectors import scheda_documento
from home.views.scheda import canonical_code

logger = logging.getLogger(__name__)
_CODE_IN_PATH = re.compile(r"rp[-_. ]?[1-7][-_. ]?[0-9]{1,9}", re.IGNORECASE)


def _entry_meant(path: str) -> tuple[str, dict[str, Any] | None] | None:
    """Return the code that the address names, with its entry if there is one."""
    match = _CODE_IN_PATH.search(path)
    codice = canonical_code(match[0]) if match else None
    return (codice, scheda_documento(codice)) if codice else None


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: offers the search, and says what became of the entry that the address names."""
    meant = _entry_meant(request.path)
    context = {"codice": meant[0], "documento": meant[1]} if meant else {}
    return render(request, "errors/404.html", {"cerca_in_pagina": True, **context}, status=404)


def _reference() -> str:
    """Return a number that somebody can read over the telephone."""
    text = secrets.token_hex(4).upper()
    return f"{text[:4]}-{text[4:]}"


def failure(*, status: int, template: str) -> HttpResponse:
    """Answer a failure without touching the database, with a reference number that the log has too."""
    reference = _reference()
    logger.error("Risposta %s, riferimento %s", status, reference, exc_info=True)
    response = HttpResponse(render_to_string(template, {"riferimento": reference}), status=status)
    response["Cache-Control"] = "no-store"
    return response


def server_error(_request: HttpRequest) -> HttpResponse:
    """500: a fault of ours."""
    return failure(status=500, template="errors/500.html")
