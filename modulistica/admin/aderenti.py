"""The members' list of an entry, filled with all that the list in force holds, for whoever may upload the next one."""

from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.views import View
from wagtail.admin import messages

from archivio.enums import TipoFile
from archivio.exceptions import StoreUnavailableError
from core.clock import today
from distretti.exceptions import NotPermittedError
from distretti.permissions import check_upload_elenco
from distretti.selectors.scrivania import elenco_of, find_voce, righe_of
from identita.models import User
from modulistica.compilati import file_to_fill, fill_list, whole_row
from modulistica.exceptions import ModulisticaError
from modulistica.selectors import list_in_force
from modulistica.views import attachment


class AderentiView(View):
    """Sends the filled list; to whom may not upload it, it does not exist (design law 3)."""

    def get(self, request: HttpRequest, codice: str) -> HttpResponseBase:
        iscrizione = find_voce(codice)
        if iscrizione is None:
            raise Http404
        try:
            check_upload_elenco(cast(User, request.user), iscrizione.scheda)
        except NotPermittedError as error:
            raise Http404 from error
        versione = list_in_force(today())
        item = file_to_fill(versione, TipoFile.XLSX.value) if versione else None
        if item is None:
            messages.error(
                request, "Nessun modello di elenco degli aderenti è in vigore: avvisa la struttura competente."
            )
            return redirect("wagtailadmin_home")
        elenco = elenco_of(iscrizione)
        rows: list[dict[str, Any]] = [whole_row(riga) for riga in righe_of(elenco)] if elenco else []
        try:
            return attachment(fill_list(item, codice, rows, dati="riservati"))
        except (ModulisticaError, StoreUnavailableError) as error:
            messages.error(request, error.messaggio)
            return redirect("wagtailadmin_home")
