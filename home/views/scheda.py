"""The scheda of an entry, its members, and the other ways in which people write its address."""

import re
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from core.clock import today
from home.aderenti import read_filtro
from home.csv_export import ADERENTI, csv_response
from home.selectors import PassatoScheda, aderenti_documento, scheda_at, scheda_documento
from home.views.answers import public_page

_LOOSE_CODE = re.compile(r"^rp[-_. ]?([1-7])[-_. ]?([0-9]{1,9})$", re.IGNORECASE)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_IN_EVIDENZA = 10


def canonical_code(text: str) -> str | None:
    """Return the code that somebody meant by 'rp-1-7' or 'RP1 0007', or None."""
    match = _LOOSE_CODE.match(text.strip())
    return f"RP-{match[1]}-{match[2]:0>4}" if match else None


def _document_or_404(codice: str) -> dict[str, Any]:
    documento = scheda_documento(codice)
    if documento is None:
        raise Http404
    return documento


def _past_day(text: str) -> date:
    """Read a day already begun. Raises ValueError, with the reason in Italian."""
    try:
        day = date.fromisoformat(text.strip()) if _DAY.fullmatch(text.strip()) else None
    except ValueError:
        day = None
    if day is None:
        raise ValueError(f"«{text[:20]}» non è una data")
    if day > today():
        raise ValueError("Il registro di un giorno che deve ancora venire non si conosce")
    return day


@public_page
def scheda(request: HttpRequest, codice: str) -> HttpResponse:
    """An entry as it is today or, with `alla_data`, as it was on a day."""
    documento = _document_or_404(codice)
    refused = ""
    if "alla_data" in request.GET:
        try:
            day = _past_day(request.GET["alla_data"])
        except ValueError as error:
            refused = str(error)
        else:
            return _scheda_at(request, documento, day)
    elenco = aderenti_documento(codice)
    aderenti = elenco["items"][:_IN_EVIDENZA] if elenco else []
    context = {"documento": documento, "aderenti": aderenti, "storico": True, "data_rifiutata": refused}
    return render(request, "registro/scheda.html", context, status=400 if refused else 200)


def _scheda_at(request: HttpRequest, documento: dict[str, Any], day: date) -> HttpResponse:
    passato: PassatoScheda = scheda_at(documento["codice"], day)
    context = {"alla_data": day, "storico": True}
    if passato.documento is None:
        context |= {"documento": documento, "incerti": passato.incerti}
        return render(request, "registro/non_ancora.html", context)
    return render(request, "registro/scheda.html", {**context, "documento": passato.documento, "aderenti": []})


@public_page
def aderenti(request: HttpRequest, codice: str) -> HttpResponse:
    """The members of an entry: words, province and kind narrow the table."""
    documento, elenco = _document_or_404(codice), aderenti_documento(codice)
    if elenco is None:
        raise Http404
    filtro = read_filtro(request.GET, elenco["items"])
    return render(request, "registro/aderenti.html", {"documento": documento, "elenco": elenco, "filtro": filtro})


@public_page
def aderenti_csv(request: HttpRequest, codice: str) -> HttpResponseBase:
    """The members that the same address shows, as a file."""
    elenco = aderenti_documento(codice)
    if elenco is None:
        raise Http404
    return csv_response(f"{codice}-aderenti.csv", ADERENTI, read_filtro(request.GET, elenco["items"]).righe)


def other_code(request: HttpRequest, codice: str) -> HttpResponse:
    """Send a code written in another way to its one address; the query goes along."""
    canonical = canonical_code(codice)
    if canonical is None or canonical == codice:
        raise Http404
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    return redirect(f"/registro/{canonical}{query}", permanent=True)
