"""Organi: who holds an office of an entry, added and ended on one screen; what is public of them is name and role."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin import messages

from core.locks import OCCUPATO, RegistroOccupato
from distretti.actions.persone import end_carica, record_carica, remove_carica
from distretti.admin.guard import GuardedVoce
from distretti.admin.moduli.base import DeskForm
from distretti.admin.moduli.date import day_field
from distretti.models import Carica
from distretti.selectors.persone import find_carica, log_of_cariche, offices_of
from identita.enums import Permesso


def _text(label: str, limit: int, **kwargs: Any) -> forms.CharField:
    errors = {"required": "Questo dato serve.", "max_length": f"Al massimo {limit} caratteri."}
    return forms.CharField(label=label, max_length=limit, error_messages=errors, **kwargs)


class ModuloCarica(DeskForm):
    """One office."""

    nome = _text("Nome e cognome", Carica._meta.get_field("nome").max_length or 200)
    ruolo = _text("Carica", Carica._meta.get_field("ruolo").max_length or 200, help_text="Presidente, segretario…")
    organo = _text(
        "Organo", Carica._meta.get_field("organo").max_length or 200, required=False, help_text="Consiglio direttivo…"
    )
    rappresentante_legale = forms.BooleanField(label="È il rappresentante legale", required=False)
    dal = day_field("Dal", required=False, help_text="Se non lo sai, lascia vuoto.")
    al = day_field("Al", required=False, help_text="Solo se la carica ha già una fine.")


class ModuloFine(DeskForm):
    """The last day of an office."""

    al = day_field("Ultimo giorno", required=True)


class OrganiView(GuardedVoce):
    """The offices of an entry, and one more."""

    permesso = Permesso.RECORD_ANNOTAZIONE
    page_title = "Organi"
    header_icon = "group"
    template_name = "distretti/admin/persone/organi.html"

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        return self._show(ModuloCarica())

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        form = ModuloCarica(request.POST)
        made = None
        if form.is_valid():
            made = form.attempt(lambda: record_carica(iscrizione=self.iscrizione, by=self.user, **form.cleaned_data))
        if made is None:
            return self._show(form)
        messages.success(request, f"Registrato: {made.nome}, {made.ruolo}.")
        return redirect("registro:organi", self.iscrizione.codice)

    def _show(self, form: ModuloCarica) -> HttpResponse:
        voce = self.iscrizione
        lists = {"cariche": offices_of(voce), "modifiche": log_of_cariche(voce)}
        context = self.get_context_data(form=form, voce=voce, **lists)
        response: HttpResponse = self.render_to_response(context)
        return response


class CaricaView(GuardedVoce):
    """The end of an office or, if it was a mistake, its removal."""

    permesso = Permesso.RECORD_ANNOTAZIONE
    page_title = "Termina una carica"
    header_icon = "group"
    template_name = "distretti/admin/persone/carica.html"
    carica: Carica

    def check_entry(self, **kwargs: Any) -> None:
        super().check_entry(**kwargs)
        found = find_carica(self.iscrizione, kwargs["carica"])
        if found is None:
            raise Http404
        self.carica = found

    def trail(self) -> list[tuple[str, str]]:
        return [*super().trail(), (reverse("registro:organi", args=[self.iscrizione.codice]), "Organi")]

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        return self._show(ModuloFine())

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        carica = self.carica
        if request.POST.get("passo") == "elimina":
            try:
                remove_carica(carica=carica, by=self.user)
            except RegistroOccupato:
                messages.error(request, OCCUPATO)
                return redirect("registro:carica", self.iscrizione.codice, carica.pk)
            messages.success(request, f"Eliminata la carica registrata per errore: {carica.nome}, {carica.ruolo}.")
            return redirect("registro:organi", self.iscrizione.codice)
        form = ModuloFine(request.POST)
        done = None
        if form.is_valid():
            done = form.attempt(lambda: end_carica(carica=carica, by=self.user, al=form.cleaned_data["al"]))
        if done is None:
            return self._show(form)
        messages.success(request, f"Terminata la carica: {carica.nome}, {carica.ruolo}.")
        return redirect("registro:organi", self.iscrizione.codice)

    def _show(self, form: ModuloFine) -> HttpResponse:
        context = self.get_context_data(form=form, voce=self.iscrizione, carica=self.carica)
        response: HttpResponse = self.render_to_response(context)
        return response
