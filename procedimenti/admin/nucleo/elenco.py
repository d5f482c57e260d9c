"""The list of sedute, and a seduta written or changed before it is convened."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin import messages

from core.clock import today
from procedimenti.actions.nucleo.seduta import change_seduta, create_seduta
from procedimenti.admin.nucleo.forms import SedutaForm
from procedimenti.admin.nucleo.guard import GuardedSeduta, NucleoGuarded, seduta_url
from procedimenti.admin.nuova import DA_CORREGGERE
from procedimenti.admin.quadro import tempo_of
from procedimenti.selectors.nucleo.seduta import sedute_in, waiting_in


class ElencoView(NucleoGuarded):
    """The sedute of the person's structures, the latest first, and the istanze that wait for one."""

    page_title = "Nucleo Tecnico di Valutazione e Raccordo"
    template_name = "procedimenti/nucleo/elenco.html"

    def trail(self) -> list[tuple[str, str]]:
        return []

    def get(self, request: HttpRequest) -> HttpResponseBase:
        context = self.get_context_data(
            sedute=sedute_in(self.competenze),
            attendono=[(i, tempo_of(i, on=today())) for i in waiting_in(self.competenze)],
            piu_strutture=len(self.competenze) > 1,
        )
        response: HttpResponseBase = self.render_to_response(context)
        return response


class NuovaView(NucleoGuarded):
    """Prepares a seduta."""

    page_title = "Nuova seduta"
    template_name = "procedimenti/admin/modulo.html"
    pulsante = "Prepara la seduta"

    def get(self, request: HttpRequest) -> HttpResponseBase:
        return self._show(SedutaForm(competenze=self.competenze))

    def post(self, request: HttpRequest) -> HttpResponseBase:
        form = SedutaForm(request.POST, competenze=self.competenze)
        if form.is_valid():
            made = form.attempt(lambda: create_seduta(competenza=form.competenza(), by=self.user, **form.fatti()))
            if made is not None:
                messages.success(request, "Seduta preparata: aggiungi le istanze da esaminare, poi convocala.")
                return redirect(seduta_url(made))
        messages.error(request, DA_CORREGGERE)
        return self._show(form)

    def _show(self, form: SedutaForm) -> HttpResponseBase:
        response: HttpResponseBase = self.render_to_response(
            self.get_context_data(form=form, back_url=reverse("nucleo:elenco"))
        )
        return response


class ModificaView(GuardedSeduta):
    """Changes day, place and manner of a seduta that nobody was told of yet."""

    page_title = "Cambia giorno o luogo"
    template_name = "procedimenti/admin/modulo.html"
    pulsante = "Salva"

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        return self._show(SedutaForm(competenze=self.competenze, seduta=self.seduta))

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        form = SedutaForm(request.POST, competenze=self.competenze, seduta=self.seduta)
        if form.is_valid():
            saved = form.attempt(lambda: change_seduta(seduta=self.seduta, by=self.user, **form.fatti()))
            if saved is not None:
                messages.success(request, "I dati della seduta sono salvati.")
                return redirect(seduta_url(saved))
        messages.error(request, DA_CORREGGERE)
        return self._show(form)

    def _show(self, form: SedutaForm) -> HttpResponseBase:
        response: HttpResponseBase = self.render_to_response(
            self.get_context_data(form=form, back_url=seduta_url(self.seduta))
        )
        return response
