"""Who sits in the Nucleo: the list, one named, corrected, ended, replaced."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin import messages

from core.clock import today
from procedimenti.actions.nucleo.componenti import (
    correct_componente,
    end_componente,
    name_componente,
    replace_componente,
)
from procedimenti.admin.forms import IstanzaForm
from procedimenti.admin.nucleo.forms import ComponenteForm, FineForm
from procedimenti.admin.nucleo.guard import GuardedComponente, NucleoGuarded
from procedimenti.admin.nuova import DA_CORREGGERE
from procedimenti.selectors.nucleo.componenti import componenti_in, criteri_on, regole_in_force


class ComponentiView(NucleoGuarded):
    """Who sits today, who sat, by which rules and criteria."""

    page_title = "Componenti del Nucleo"
    template_name = "procedimenti/nucleo/componenti.html"

    def get(self, request: HttpRequest) -> HttpResponseBase:
        on, found = today(), componenti_in(self.competenze)
        context = self.get_context_data(
            oggi=[c for c in found if c.sits_on(on)],
            futuri=[c for c in found if c.dal > on],
            passati=[c for c in found if c.al is not None and c.al < on],
            strutture=[(c, regole_in_force(c, on), criteri_on(c, on)) for c in sorted(self.competenze)],
            piu_strutture=len(self.competenze) > 1,
        )
        response: HttpResponseBase = self.render_to_response(context)
        return response


class _Modulo(NucleoGuarded):
    """A form on members, that ends in their list."""

    template_name = "procedimenti/admin/modulo.html"
    fatto = ""

    def make_form(self, data: Any = None) -> IstanzaForm:
        raise NotImplementedError

    def act(self, form: Any) -> Any:
        raise NotImplementedError

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        return self._show(self.make_form())

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        form = self.make_form(request.POST)
        if form.is_valid() and form.attempt(lambda: self.act(form)) is not None:
            messages.success(request, self.fatto)
            return redirect(reverse("nucleo:componenti"))
        messages.error(request, DA_CORREGGERE)
        return self._show(form)

    def _show(self, form: IstanzaForm) -> HttpResponseBase:
        context = self.get_context_data(form=form, back_url=reverse("nucleo:componenti"))
        response: HttpResponseBase = self.render_to_response(context)
        return response


class NuovoView(_Modulo):
    """Names a member."""

    page_title, pulsante, fatto = "Nuovo componente", "Aggiungi il componente", "Componente aggiunto."

    def trail(self) -> list[tuple[str, str]]:
        return [*super().trail(), (reverse("nucleo:componenti"), "Componenti")]

    def make_form(self, data: Any = None) -> ComponenteForm:
        return ComponenteForm(data, competenze=self.competenze)

    def act(self, form: ComponenteForm) -> Any:
        said = form.fatti()
        return name_componente(competenza=said.pop("competenza", "") or str(form.sola), by=self.user, **said)


class CorreggiView(GuardedComponente, _Modulo):
    """Corrects what is written of a member."""

    pulsante, fatto = "Salva", "I dati del componente sono salvati."

    def get_page_title(self) -> str:
        return self.componente.nome

    def make_form(self, data: Any = None) -> ComponenteForm:
        return ComponenteForm(data, componente=self.componente, without=("al",))

    def act(self, form: ComponenteForm) -> Any:
        return correct_componente(componente=self.componente, by=self.user, **form.fatti())


class FineView(GuardedComponente, _Modulo):
    """Writes the last day of a member."""

    pulsante, fatto = "Registra l’ultimo giorno", "L’ultimo giorno è registrato."

    def get_page_title(self) -> str:
        return f"Ultimo giorno di {self.componente.nome}"

    def make_form(self, data: Any = None) -> FineForm:
        return FineForm(data, initial={"al": self.componente.al or today()})

    def act(self, form: FineForm) -> Any:
        return end_componente(componente=self.componente, al=form.cleaned_data["al"], by=self.user)


class SostituzioneView(GuardedComponente, _Modulo):
    """Gives the seat of a member to another."""

    pulsante, fatto = "Registra la sostituzione", "La sostituzione è registrata."

    def get_page_title(self) -> str:
        return f"Chi sostituisce {self.componente.nome}"

    def make_form(self, data: Any = None) -> ComponenteForm:
        return ComponenteForm(data, without=("incarico", "vota"))

    def act(self, form: ComponenteForm) -> Any:
        return replace_componente(componente=self.componente, by=self.user, **form.fatti())
