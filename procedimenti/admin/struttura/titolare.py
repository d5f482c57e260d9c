"""Who holds the potere sostitutivo, from when, by which act; the dirigente of the structure writes it."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin import messages

from core.clock import today
from distretti.admin.guard import may_act
from distretti.admin.moduli.date import day_field
from identita.enums import Competenza, Permesso
from procedimenti.actions.sostituzione import record_titolare
from procedimenti.admin.forms import IstanzaForm
from procedimenti.admin.guard import IstanzeGuarded
from procedimenti.admin.nuova import DA_CORREGGERE
from procedimenti.policies.obblighi import TITOLARE
from procedimenti.selectors.struttura.sostituzione import titolari_of


class TitolareForm(IstanzaForm):
    """The holder from a day on."""

    incarico = forms.CharField(
        label="Incarico o ufficio", required=False, help_text="Una figura apicale o un’unità organizzativa."
    )
    nome = forms.CharField(label="Nome e cognome", required=False)
    recapito = forms.CharField(
        label="Dove gli si scrive",
        required=False,
        help_text="PEC o posta istituzionale: la vede chi ha presentato l’istanza.",
    )
    fonte = forms.CharField(label="Atto che lo attribuisce", required=False)

    def __init__(self, data: Any = None, *, strutture: list[Competenza]) -> None:
        super().__init__(data)
        choices = [(c.value, c.label) for c in strutture]
        self.fields["competenza"] = forms.ChoiceField(label="Struttura", choices=choices)
        self.fields["valido_dal"] = day_field("Dal", initial=today())
        self.order_fields(["competenza", "incarico", "nome", "recapito", "fonte", "valido_dal"])
        self.mark(TITOLARE)


class TitolareView(IstanzeGuarded):
    """Who holds it and who held it; whoever assigns the procedures of a structure names the next one."""

    page_title = "Potere sostitutivo"
    template_name = "procedimenti/admin/titolare.html"

    def trail(self) -> list[tuple[str, str]]:
        return [*super().trail(), (reverse("istanze:cruscotto"), "Carichi e tempi")]

    @property
    def strutture(self) -> list[Competenza]:
        """Where the person may name the holder."""
        return [c for c in Competenza if may_act(self.user, Permesso.ASSIGN_ISTANZA, c)]

    def get(self, request: HttpRequest) -> HttpResponseBase:
        return self._show(TitolareForm(strutture=self.strutture))

    def post(self, request: HttpRequest) -> HttpResponseBase:
        form = TitolareForm(request.POST, strutture=self.strutture)
        if form.is_valid():
            said = {**form.cleaned_data, "competenza": Competenza(form.cleaned_data["competenza"])}
            done = form.attempt(lambda: record_titolare(by=self.user, **said))
            if done is not None:
                messages.success(request, f"Registrato: {done}.")
                return redirect(reverse("istanze:titolare"))
        messages.error(request, DA_CORREGGERE)
        return self._show(form)

    def _show(self, form: TitolareForm) -> HttpResponseBase:
        context = self.get_context_data(
            form=form if self.strutture else None,
            titolari=titolari_of(self.competenze),
            oggi=today(),
            back_url=reverse("istanze:cruscotto"),
        )
        response: HttpResponseBase = self.render_to_response(context)
        return response
