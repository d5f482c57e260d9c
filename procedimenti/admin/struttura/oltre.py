"""What went past its term in a year, as a file for whoever holds the potere sostitutivo (art. 2 c. 9-quater)."""

import csv
import io
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from core.clock import today
from core.text import defuse_formula
from procedimenti.admin.guard import IstanzeGuarded
from procedimenti.admin.lavoro.cruscotto import year_of
from procedimenti.enums import Passo
from procedimenti.models import Istanza
from procedimenti.selectors.cruscotto import past_term


def _asked(istanza: Istanza, passo: Passo) -> str:
    return next((p.giorno_al.isoformat() for p in istanza.sostitutivi if p.passo == passo), "")  # type: ignore[attr-defined]


def _late(istanza: Istanza) -> str:
    end = istanza.concluso_il or today()
    return str((end - istanza.scade_il).days) if istanza.scade_il else ""


_COLUMNS: dict[str, Callable[[Istanza], Any]] = {
    "struttura": lambda i: i.sezione.get_competenza_display(),
    "procedimento": lambda i: i.get_tipo_display(),
    "numero": lambda i: i.numero,
    "sezione": lambda i: i.sezione_id,
    "riguarda": lambda i: i.nome,
    "ricevuta_entro_il": lambda i: i.ricevuta_al or "",
    "giorni_previsti": lambda i: i.giorni or "",
    "termine": lambda i: i.scade_il or "",
    "stato": lambda i: i.get_stato_display(),
    "concluso_il": lambda i: i.concluso_il or "",
    "giorni_di_ritardo": _late,
    "responsabile": lambda i: (i.responsabile.get_full_name() or i.responsabile.username) if i.responsabile else "",
    "intervento_chiesto_il": lambda i: _asked(i, Passo.RICHIESTA_SOSTITUZIONE),
    "potere_esercitato_il": lambda i: _asked(i, Passo.SOSTITUZIONE),
}


class OltreView(IstanzeGuarded):
    """The list of a year as CSV, as Italian spreadsheets open it; no cell runs as a formula."""

    def get(self, request: HttpRequest) -> HttpResponseBase:
        anno = year_of(request)
        text = io.StringIO()
        writer = csv.writer(text, delimiter=";")
        writer.writerow(_COLUMNS)
        for istanza in past_term(self.competenze, anno=anno, on=today()):
            writer.writerow([defuse_formula(str(value(istanza))) for value in _COLUMNS.values()])
        response = HttpResponse(text.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="oltre-il-termine-{anno}.csv"'
        return response
