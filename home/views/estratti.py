"""The public check of a certified extract: by its code, and by the fingerprint of the file one holds."""

import re

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from core.italiano import show_wait
from estratti.policies import read_codice
from estratti.selectors import find_estratto, still_so
from identita.throttle import count_try

_SHA256 = re.compile(r"[0-9a-f]{64}")


@require_safe
def cerca_estratto(request: HttpRequest) -> HttpResponse:
    """The page where one writes the code; a code that can be read leads to its own page."""
    written = request.GET.get("codice", "")
    codice = read_codice(written)
    if codice:
        return redirect("pubblico:estratto", codice)
    return _show(request, {"scritto": written[:40]}, status=400 if written else 200)


@require_safe
def estratto(request: HttpRequest, codice: str) -> HttpResponse:
    """Say whether an extract was issued, of which entry and day, and whether a file is that one; nothing else."""
    wait = count_try("estratto", settings.VERIFICA_LIMIT, request)
    if wait:
        response = _show(request, {"attesa": show_wait(wait)}, status=429)
        response["Retry-After"] = str(wait)
        return response
    canonical = read_codice(codice)
    if canonical and canonical != codice:
        return redirect("pubblico:estratto", canonical)
    found = find_estratto(codice)
    if found is None:
        return _show(request, {"scritto": codice[:40], "ignoto": True}, status=404)
    impronta = request.GET.get("impronta", "").strip().lower()
    context = {
        "estratto": found,
        "vale": still_so(found),
        "impronta": impronta,
        "impronta_letta": bool(_SHA256.fullmatch(impronta)),
        "identico": impronta == found.pdf.sha256,
    }
    return _show(request, context)


def _show(request: HttpRequest, context: dict[str, object], *, status: int = 200) -> HttpResponse:
    response = render(request, "pubblico/estratto.html", context, status=status)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response
