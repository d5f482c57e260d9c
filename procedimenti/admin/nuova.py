"""How a procedure begins: its kind first, then only what that kind asks."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin import messages

from procedimenti.actions.istanza import open_istanza
from procedimenti.admin.forms import DatiIstanzaForm
from procedimenti.admin.guard import IstanzeGuarded, caso_url
from procedimenti.enums import REGOLE_PROCEDIMENTO, TipoProcedimento
from procedimenti.models import Istanza
from procedimenti.permissions import import_competenze
from procedimenti.selectors.dichiarazioni import asked_by
from procedimenti.selectors.scelte import find_sezione_in, find_voce_in, sezioni_for, voci_for

DA_CORREGGERE = "Qualcosa va corretto prima di andare avanti: è scritto accanto ai campi."


SPIEGA: dict[TipoProcedimento, str] = {
    TipoProcedimento.RICONOSCIMENTO: "Un distretto nuovo chiede di essere riconosciuto e di entrare nel registro.",
    TipoProcedimento.ISCRIZIONE: "Un distretto già riconosciuto chiede di essere iscritto.",
    TipoProcedimento.CENSIMENTO: "Un’ulteriore forma di aggregazione chiede di essere censita.",
    TipoProcedimento.CONFERMA: "Un distretto iscritto chiede che il riconoscimento continui.",
    TipoProcedimento.VARIAZIONE: "Di una voce cambiano la denominazione, la sede o altri dati.",
    TipoProcedimento.CANCELLAZIONE: "Chi è nel registro chiede di esserne cancellato.",
    TipoProcedimento.CANCELLAZIONE_UFFICIO: "La struttura apre il procedimento per cancellare una voce.",
    TipoProcedimento.REVOCA: "La struttura apre il procedimento per revocare un riconoscimento.",
}


class SceltaView(IstanzeGuarded):
    """Which kind of procedure begins."""

    page_title = "Nuovo procedimento"
    template_name = "procedimenti/admin/scelta.html"

    def get(self, request: HttpRequest) -> HttpResponseBase:
        di_parte = [(t, SPIEGA[t]) for t in TipoProcedimento if REGOLE_PROCEDIMENTO[t].di_parte]
        d_ufficio = [(t, SPIEGA[t]) for t in TipoProcedimento if not REGOLE_PROCEDIMENTO[t].di_parte]
        importa = bool(import_competenze(self.user))
        gruppi = (("Su istanza di parte", di_parte), ("D’ufficio", d_ufficio))
        response: HttpResponse = self.render_to_response(self.get_context_data(gruppi=gruppi, importa=importa))
        return response


class NuovaView(IstanzeGuarded):
    """What an istanza that came in says; it stays a draft until its receipt is registered."""

    template_name = "procedimenti/admin/modulo.html"
    pulsante = "Salva la bozza"
    tipo: TipoProcedimento

    def check_entry(self, **kwargs: Any) -> None:
        super().check_entry(**kwargs)
        if kwargs["tipo"] not in TipoProcedimento.values:
            raise Http404
        self.tipo = TipoProcedimento(kwargs["tipo"])

    def get_page_title(self) -> str:
        return self.tipo.label

    def trail(self) -> list[tuple[str, str]]:
        return [*super().trail(), (reverse("istanze:scelta"), "Nuovo procedimento")]

    def make_form(self, data: Any = None) -> DatiIstanzaForm:
        apre = REGOLE_PROCEDIMENTO[self.tipo].apre
        return DatiIstanzaForm(
            data,
            tipo=self.tipo,
            sezioni=sezioni_for(self.tipo, self.competenze) if apre else None,
            voci=None if apre else voci_for(self.tipo, self.competenze),
            dichiarazioni=asked_by(self.tipo, self.competenze),
        )

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        return self.show(self.make_form())

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        form = self.make_form(request.POST)
        made = form.attempt(lambda: self.make(form)) if form.is_valid() else None
        if made is None:
            messages.error(request, DA_CORREGGERE)
            return self.show(form)
        messages.success(request, f"Bozza {made.numero} salvata: aggiungi i documenti, poi registra la presentazione.")
        return redirect(caso_url(made))

    def make(self, form: DatiIstanzaForm) -> Istanza:
        iscrizione = find_voce_in(form.cleaned_data.get("iscrizione", ""), self.competenze)
        sezione = iscrizione.sezione if iscrizione else find_sezione_in(form.cleaned_data["sezione"], self.competenze)
        assert sezione is not None  # noqa: S101 - the form offers only these
        return open_istanza(
            tipo=self.tipo,
            sezione=sezione,
            iscrizione=iscrizione,
            by=self.user,
            dati=form.dati(),
            dichiarazioni=form.dichiarazioni_rese() or (),
            **form.testi(),
        )

    def show(self, form: DatiIstanzaForm) -> HttpResponse:
        context = self.get_context_data(form=form, back_url=reverse("istanze:scelta"))
        response: HttpResponse = self.render_to_response(context)
        return response
