"""The permanent addresses of the models: the version in force, and every file for ever; who reads them is anybody."""

import datetime as dt

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from archivio.enums import MEDIA_TYPE, TipoFile
from archivio.exceptions import StoreUnavailableError
from archivio.serving import IMMUTABLE, serve_file
from core.clock import today
from modulistica.compilati import Compilato, file_to_fill, fill_for
from modulistica.exceptions import ModulisticaError
from modulistica.models import FileVersione
from modulistica.schemas import address_of
from modulistica.selectors import find_file, find_public
from pubblicazione.selectors import find_documento

_SHORT = "public, max-age=60"
_RETRY_SECONDS = "30"
# What somebody who only follows the link gets: the accessible PDF first, then what can be filled in.
_PREFERRED = (TipoFile.PDF, TipoFile.DOCX, TipoFile.ODT, TipoFile.XLSX)


def _refuse(detail: str, status: int) -> HttpResponse:
    return JsonResponse(
        {"type": "about:blank", "title": "Richiesta non accettata", "status": status, "detail": detail},
        status=status,
        content_type="application/problem+json",
        json_dumps_params={"ensure_ascii": False},
    )


def _unavailable(error: StoreUnavailableError) -> HttpResponse:
    response = _refuse(error.messaggio, 503)
    response["Retry-After"] = _RETRY_SECONDS
    return response


def _day(text: str) -> dt.date:
    """Read a day written in the one way we ask for: `fromisoformat` knows others. Raises ValueError."""
    day = dt.date.fromisoformat(text)
    if day.isoformat() != text:
        raise ValueError(text)
    return day


@require_safe
def current_file(request: HttpRequest, codice: str) -> HttpResponseBase:
    """Go to the file of the version in force today, or on `alla_data`, in `formato` or in the preferred one."""
    unknown = sorted(set(request.GET) - {"alla_data", "formato"})
    if unknown:
        return _refuse(f"Il parametro «{unknown[0]}» non esiste: si usano alla_data e formato.", 422)
    try:
        day = _day(request.GET["alla_data"]) if "alla_data" in request.GET else today()
    except ValueError:
        return _refuse("«alla_data» si scrive come 2025-03-31 ed è un giorno che esiste.", 422)
    modello = find_public(codice)
    versione = modello.version_at(day) if modello else None
    if modello is None or versione is None:
        raise Http404("Nessun modello in vigore a questo indirizzo.")
    by_format = {TipoFile(f.formato): f for f in versione.file.all()}
    wanted = request.GET.get("formato")
    if wanted is not None and wanted not in by_format:
        there = ", ".join(sorted(by_format))
        return _refuse(f"Il modello non c’è nel formato «{wanted[:10]}»: c’è in {there}.", 422)
    item = by_format[TipoFile(wanted)] if wanted else next(by_format[t] for t in _PREFERRED if t in by_format)
    response = HttpResponseRedirect(address_of(codice, versione.numero, item.nome))
    response["Cache-Control"] = _SHORT
    return response


@require_safe
def version_file(request: HttpRequest, codice: str, numero: int, nome: str) -> HttpResponseBase:
    """Send one file of an approved version: the same bytes at this address for ever."""
    item: FileVersione | None = find_file(codice=codice, numero=numero, nome=nome)
    if item is None or not item.file.is_ready:
        raise Http404("Nessun file a questo indirizzo.")
    try:
        return serve_file(request, item.file, nome=item.nome, cache=IMMUTABLE)
    except StoreUnavailableError as error:
        return _unavailable(error)


@require_safe
def filled_file(request: HttpRequest, codice: str) -> HttpResponseBase:
    """Send the version in force filled with the public data of the entry named by `iscrizione`, in `formato`."""
    unknown = sorted(set(request.GET) - {"iscrizione", "formato"})
    if unknown or "iscrizione" not in request.GET:
        return _refuse("Indica il codice della voce con il parametro «iscrizione»; «formato» è facoltativo.", 422)
    modello = find_public(codice)
    versione = modello.version_at(today()) if modello else None
    documento = find_documento("iscrizioni", request.GET["iscrizione"])
    item = file_to_fill(versione, request.GET.get("formato", "")) if versione else None
    if item is None or documento is None:
        raise Http404("Non c’è un modello in vigore da compilare, o la voce non è nel registro.")
    try:
        return attachment(fill_for(item, documento))
    except ModulisticaError as error:
        raise Http404(error.messaggio) from error
    except StoreUnavailableError as error:
        return _unavailable(error)


def attachment(compilato: Compilato) -> HttpResponse:
    """Answer with a filled file, which nobody keeps: it is made anew for each."""
    response = HttpResponse(compilato.data, content_type=MEDIA_TYPE[compilato.tipo])
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=compilato.nome) or ""
    response["Cache-Control"] = "no-store"
    return response
