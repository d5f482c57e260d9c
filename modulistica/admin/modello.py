"""The list of the models by use, a model with its versions on a line of time, and how each begins."""

from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin import messages

from core.clock import today
from modulistica.actions.modello import open_modello
from modulistica.actions.versione import draft_versione
from modulistica.admin.forms import ModelliForm, ModelloForm, VersioneForm
from modulistica.admin.guard import GuardedModello, ModelliGuarded, modello_url, versione_url
from modulistica.admin.linea import line_of, row_of
from modulistica.admin.modifica import changes_in
from modulistica.schemas import address_of
from modulistica.selectors import (
    decided_modifiche,
    modelli_of,
    pages_quoting,
    received_from,
    timeline_of,
    waiting_modifica,
)

DA_CORREGGERE = "Qualcosa va corretto prima di andare avanti: è scritto accanto ai campi."


class ElencoModelliView(ModelliGuarded):
    """Every model that the person may work on, grouped by what one does with it."""

    template_name = "modulistica/admin/elenco.html"
    page_title = "Modelli"

    def trail(self) -> list[tuple[str, str]]:
        return []

    def get(self, request: HttpRequest) -> HttpResponseBase:
        rows = [row_of(m, list(m.versioni.all()), on=today()) for m in modelli_of(self.competenze)]
        gruppi = [(uso, list(found)) for uso, found in groupby(rows, lambda r: r.modello.get_uso_display())]
        waiting = sum(m.classe == "in_approvazione" for row in rows for m in row.lavori)
        return self.render_to_response(self.get_context_data(gruppi=gruppi, totale=len(rows), in_approvazione=waiting))


class ModelloView(GuardedModello):
    """One model: its address, where it is used, its versions."""

    template_name = "modulistica/admin/modello.html"

    def get_page_title(self) -> str:
        return self.modello.titolo

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        line = line_of(self.modello, timeline_of(self.modello), on=today())
        modifica = waiting_modifica(self.modello)
        context = self.get_context_data(
            modello=self.modello,
            linea=line,
            in_vigore=next((m for m in line if m.in_vigore), None),
            lavori=[m for m in line if m.classe in {"bozza", "in_approvazione"}],
            indirizzo=address_of(self.modello.codice),
            pagine=pages_quoting(self.modello),
            modifica=modifica,
            cambi=changes_in(modifica) if modifica else [],
            decise=[(m, changes_in(m)) for m in decided_modifiche(self.modello)],
            ricevuti=received_from(self.modello).items(),
        )
        return self.render_to_response(context)


class _FormView(ModelliGuarded):
    """A form that makes something and goes there."""

    template_name = "modulistica/admin/modulo.html"

    def make_form(self, data: Any = None) -> ModelliForm:
        raise NotImplementedError

    def make(self, form: Any) -> str | None:
        """Return the address of what was made, or None after writing why not."""
        raise NotImplementedError

    def back_url(self) -> str:
        return reverse("modelli:elenco")

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        return self.show(self.make_form())

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        form = self.make_form(request.POST)
        made = self.make(form) if form.is_valid() else None
        if made is None:
            messages.error(request, DA_CORREGGERE)
            return self.show(form)
        return redirect(made)

    def show(self, form: ModelliForm) -> HttpResponse:
        response: HttpResponse = self.render_to_response(self.get_context_data(form=form, back_url=self.back_url()))
        return response


class NuovoModelloView(_FormView):
    """Opens a model; its first version comes next."""

    page_title = "Apri un modello"
    pulsante = "Apri il modello"
    intro = "Il modello diventa pubblico quando un altro funzionario approva la sua prima versione."

    def make_form(self, data: Any = None) -> ModelloForm:
        return ModelloForm(data)

    def make(self, form: ModelloForm) -> str | None:
        made = form.attempt(lambda: open_modello(by=self.user, **form.request()))
        if made is None:
            return None
        messages.success(self.request, f"Aperto il modello «{made}». Ora prepara la sua prima versione.")
        return reverse("modelli:nuova_versione", args=[made.codice])


class NuovaVersioneView(GuardedModello, _FormView):
    """Starts the next version of a model; its files come next."""

    page_title = "Nuova versione"
    pulsante = "Continua con i file"
    intro = "Prima i dati della versione; nel passo dopo carichi i file, anche più formati insieme."

    def trail(self) -> list[tuple[str, str]]:
        return [*super().trail(), (modello_url(self.modello), self.modello.titolo)]

    def make_form(self, data: Any = None) -> VersioneForm:
        return VersioneForm(data, initial={"in_vigore_dal": today()})

    def make(self, form: VersioneForm) -> str | None:
        made = form.attempt(lambda: draft_versione(modello=self.modello, by=self.user, **form.cleaned_data))
        return versione_url(made) if made is not None else None

    def back_url(self) -> str:
        return modello_url(self.modello)
