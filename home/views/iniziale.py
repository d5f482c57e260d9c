"""The first page: what the register is, a search that works, three figures, the sections, the latest acts."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from distretti.enums import StatoIscrizione
from home.scheda import latest_riga
from home.selectors import last_update, latest_acts, pagina_documento, pagine, province_names, sezioni
from home.views.answers import public_page

_LATEST = 6


def _figures(found: list[dict[str, Any]]) -> dict[str, Any]:
    """Sum what the documents of the sections count."""
    return {
        "iscritti": sum(s["conteggi"][StatoIscrizione.ATTIVA] for s in found),
        "sezioni": len(found),
        "aderenti": sum(s["aderenti"] for s in found),
        "aggiornate": last_update(),
    }


@public_page
def home(request: HttpRequest) -> HttpResponse:
    """The first page."""
    found = sezioni()
    atti = [(documento, latest_riga(documento)) for documento in latest_acts(_LATEST)]
    context = {
        "pagina": pagina_documento("/"),
        "sezioni": found,
        "cifre": _figures(found),
        "ultimi_atti": atti,
        "pagine": pagine(),
        "province": province_names(),
    }
    return render(request, "pubblico/home.html", context)
