"""The responsabile's word on a requirement, from the case's own screen."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from wagtail.admin import messages

from procedimenti.actions.istruttoria import record_verifica
from procedimenti.admin.forms import IstanzaForm
from procedimenti.admin.guard import GuardedInside, caso_url
from procedimenti.admin.nuova import DA_CORREGGERE
from procedimenti.admin.schede import Scheda
from procedimenti.enums import Requisito
from procedimenti.policies.obblighi import VERIFICA
from procedimenti.selectors.istruttoria import Voce, checklist_of


class VerificaForm(IstanzaForm):
    """Whether the requirement is met, and why."""

    esito = forms.ChoiceField(
        label="Il requisito è soddisfatto",
        choices=[("si", "Sì"), ("no", "No")],
        required=False,
        widget=forms.RadioSelect,
    )
    motivo = forms.CharField(label="Perché", required=False, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.mark(VERIFICA)


class VerificaView(GuardedInside):
    """Says of one requirement what the data alone cannot, or overrules them."""

    template_name = "procedimenti/admin/verifica.html"
    voce: Voce

    def check_entry(self, **kwargs: Any) -> None:
        super().check_entry(**kwargs)
        found = next((v for v in checklist_of(self.istanza) if v.riscontro.requisito == kwargs["requisito"]), None)
        if found is None:
            raise Http404
        self.voce = found

    def get_page_title(self) -> str:
        return str(self.voce.riscontro.requisito.label)

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        return self._show(VerificaForm())

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        form = VerificaForm(request.POST)
        requisito = Requisito(self.voce.riscontro.requisito)
        if form.is_valid():
            said = form.cleaned_data
            done = form.attempt(
                lambda: record_verifica(
                    istanza=self.istanza, requisito=requisito, esito=said["esito"], motivo=said["motivo"], by=self.user
                )
            )
            if done is not None:
                messages.success(request, f"Registrata la verifica: {requisito.label.lower()}.")
                return redirect(caso_url(self.istanza, Scheda.ISTRUTTORIA))
        messages.error(request, DA_CORREGGERE)
        return self._show(form)

    def _show(self, form: VerificaForm) -> HttpResponseBase:
        context = self.get_context_data(
            form=form, voce=self.voce, istanza=self.istanza, back_url=caso_url(self.istanza, Scheda.ISTRUTTORIA)
        )
        response: HttpResponseBase = self.render_to_response(context)
        return response
