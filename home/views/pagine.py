"""The editorial pages: their index, and each by its path."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from home.selectors import pagina_documento, pagine, withdrawn_on
from home.views.answers import public_page
from pubblicazione.selectors.esportazioni import latest_esportazioni


@public_page
def indice(request: HttpRequest) -> HttpResponse:
    """What there is to read besides the register."""
    return render(request, "pubblico/pagine.html", {"pagine": pagine()})


@public_page
def pagina(request: HttpRequest, percorso: str) -> HttpResponse:
    """One editorial page, as the amministratore approved it."""
    documento = pagina_documento(f"/pagine/{percorso}")
    if documento is None:
        ritirata_il = withdrawn_on(f"/pagine/{percorso}")
        if ritirata_il is None:
            raise Http404
        return render(request, "errors/410.html", {"ritirata_il": ritirata_il, "cerca_in_pagina": True}, status=410)
    return render(request, "pubblico/pagina.html", {"documento": documento})


@public_page
def dati(request: HttpRequest) -> HttpResponse:
    """How to take the data away."""
    return render(request, "pubblico/dati.html", {"file": latest_esportazioni()})
