"""The screen of a case: head and clock, next steps, one tab at a time; and the correction of what is open."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from wagtail.admin import messages

from core.clock import today
from procedimenti.actions.istanza import change_istanza
from procedimenti.admin.forms import DatiIstanzaForm, IstanzaForm
from procedimenti.admin.guard import GuardedCaso, GuardedInside, caso_url
from procedimenti.admin.nuova import DA_CORREGGERE
from procedimenti.admin.quadro import mosse_of, tempo_of
from procedimenti.admin.schede import Scheda, context_of, scheda_named
from procedimenti.enums import StatoIstanza, TipoProcedimento
from procedimenti.models import Istanza
from procedimenti.policies.istanza import impronta_of, written_among
from procedimenti.selectors.caso import not_arrived, orologio_of_istanza, reopened_fields, richiesta_of
from procedimenti.selectors.dichiarazioni import asked_of
from procedimenti.selectors.struttura.sostituzione import sostituzione_of


class CasoView(GuardedCaso):
    """All of one case: what stays in sight, and one tab."""

    template_name = "procedimenti/admin/caso.html"

    def get_page_title(self) -> str:
        return self.istanza.nome

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        return self.show(scheda_named(request.GET.get("scheda")))

    def show(self, scheda: Scheda, **forms: IstanzaForm) -> HttpResponse:
        """Show the case on a tab; a form that was refused is shown as it was sent."""
        istanza = self.istanza
        mosse = mosse_of(istanza, self.user)
        context = self.get_context_data(
            istanza=istanza,
            scheda=scheda,
            schede=list(Scheda),
            tempo=tempo_of(istanza, on=today()),
            orologio=orologio_of_istanza(istanza),
            sostituzione=sostituzione_of(istanza, on=today()),
            principale=next((m for m in mosse if m.principale), None),
            altre_mosse=[m for m in mosse if not m.principale],
            verifica=istanza.is_open and self.user.pk == istanza.responsabile_id,
            richiesta=_asked(istanza) if istanza.stato == StatoIstanza.SOSPESA else {},
            **context_of(scheda, istanza, **forms),
        )
        response: HttpResponse = self.render_to_response(context)
        return response


def _asked(istanza: Istanza) -> dict[str, Any]:
    """What the integration under way asks, what of it has not come, and where what comes is entered."""
    reopened = reopened_fields(istanza)
    written = written_among(reopened)
    return {
        "passo": richiesta_of(istanza),
        "non_arrivati": not_arrived(istanza),
        "scrive": bool(written),
        "carica": bool(reopened - written),
    }


class ModificaView(GuardedInside):
    """Corrects a draft, or what an integration request has reopened."""

    template_name = "procedimenti/admin/modulo.html"
    pulsante = "Salva"

    def get_page_title(self) -> str:
        return "Correggi i dati" if self.istanza.stato == StatoIstanza.BOZZA else "Inserisci l’integrazione"

    def make_form(self, data: Any = None) -> DatiIstanzaForm:
        draft = self.istanza.stato == StatoIstanza.BOZZA
        return DatiIstanzaForm(
            data,
            tipo=TipoProcedimento(self.istanza.tipo),
            istanza=self.istanza,
            dichiarazioni=asked_of(self.istanza),
            only=None if draft else reopened_fields(self.istanza),
        )

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        form = self.make_form()
        form.letta = impronta_of(self.istanza)
        return self._show(form)

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        form = self.make_form(request.POST)
        form.letta = request.POST.get("letta", "")
        if form.is_valid():
            asked = [name for name in form.fatti if name in form.fields]
            dati = {**{k: v for k, v in self.istanza.dati.items() if k not in asked}, **form.dati()}
            saved = form.attempt(
                lambda: change_istanza(
                    istanza=self.istanza,
                    by=self.user,
                    dati=dati if asked else None,
                    dichiarazioni=form.dichiarazioni_rese(),
                    letta=form.letta,
                    **form.testi(),
                )
            )
            if saved is not None:
                messages.success(request, "I dati sono salvati.")
                return redirect(caso_url(self.istanza))
        messages.error(request, DA_CORREGGERE)
        return self._show(form)

    def _show(self, form: DatiIstanzaForm) -> HttpResponse:
        context = self.get_context_data(form=form, back_url=caso_url(self.istanza))
        response: HttpResponse = self.render_to_response(context)
        return response
