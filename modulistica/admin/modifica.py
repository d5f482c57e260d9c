"""Correcting a model's own data: the proposal, what it changes, and the second person's decision."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from wagtail.admin import messages

from core.italiano import show_day
from distretti.frasi import name_atto
from distretti.selectors.scrivania import find_atto
from modulistica.actions.modifica import approve_modifica, change_modello, reject_modifica, withdraw_modifica
from modulistica.admin.forms import ModelliForm, ModificaForm
from modulistica.admin.guard import GuardedModello, modello_url
from modulistica.models import ModificaModello
from modulistica.selectors import waiting_modifica

_LABELS = {
    "titolo": "Titolo",
    "descrizione": "Descrizione",
    "obbligatorio": "Obbligatorio",
    "atto": "Atto che lo adotta",
    "sezioni": "Sezioni",
    "termina_il": "Ultimo giorno",
}


@dataclass(frozen=True)
class Cambio:
    """One datum before and after, in words."""

    nome: str
    prima: str
    dopo: str


def changes_in(modifica: ModificaModello) -> list[Cambio]:
    """Return what a proposal changes, datum by datum."""
    prima, dopo = modifica.prima, modifica.dati
    return [
        Cambio(label, _words(name, prima[name]), _words(name, dopo[name]))
        for name, label in _LABELS.items()
        if prima[name] != dopo[name]
    ]


def _words(name: str, value: Any) -> str:
    if name == "atto":
        atto = find_atto(str(value)) if value else None
        return name_atto(atto) if atto else "nessuno"
    if name == "obbligatorio":
        return "sì" if value else "no"
    if name == "sezioni":
        return ", ".join(str(s) for s in value)
    if name == "termina_il":
        return show_day(dt.date.fromisoformat(value)) if value else "mai"
    return str(value) or "–"


class ModificaView(GuardedModello):
    """The form of the data; of a public model it makes a proposal."""

    template_name = "modulistica/admin/modulo.html"
    page_title = "Modifica i dati"
    pulsante = "Proponi la modifica"
    intro = (
        "Il codice e ciò a cui il modello serve non cambiano mai. Le altre modifiche le approva un altro funzionario."
    )

    def trail(self) -> list[tuple[str, str]]:
        return [*super().trail(), (modello_url(self.modello), self.modello.titolo)]

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        names = ("titolo", "descrizione", "obbligatorio", "termina_il")
        initial = {name: getattr(self.modello, name) for name in names}
        initial |= {"atto": self.modello.atto_id or "", "sezioni": list(self.modello.sezioni.all())}
        return self._show(ModificaForm(initial=initial))

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        form = ModificaForm(request.POST)
        done: tuple[ModificaModello | None] | None = None
        if form.is_valid():
            done = form.attempt(lambda: (change_modello(modello=self.modello, by=self.user, **form.request()),))
        if done is None:
            messages.error(request, "Qualcosa va corretto prima di andare avanti: è scritto accanto ai campi.")
            return self._show(form)
        said = (
            "La modifica è proposta: la decide un altro funzionario." if done[0] else "I dati del modello sono salvati."
        )
        messages.success(request, said)
        return redirect(modello_url(self.modello))

    def _show(self, form: ModificaForm) -> HttpResponse:
        context = self.get_context_data(form=form, back_url=modello_url(self.modello))
        response: HttpResponse = self.render_to_response(context)
        return response


class DecidiModificaView(GuardedModello):
    """The decision on the change that waits; its buttons are on the model's screen."""

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        return redirect(modello_url(self.modello))

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        modifica = waiting_modifica(self.modello)
        if modifica is None or str(modifica.pk) != request.POST.get("modifica"):
            raise Http404
        form, motivo = ModelliForm(request.POST), request.POST.get("motivo", "")
        form.is_valid()
        acts = {
            "approva": (
                lambda: approve_modifica(modifica=modifica, by=self.user),
                "La modifica è approvata ed è pubblica.",
            ),
            "respingi": (lambda: reject_modifica(modifica=modifica, motivo=motivo, by=self.user), "Modifica respinta."),
            "ritira": (lambda: withdraw_modifica(modifica=modifica, by=self.user), "Modifica ritirata."),
        }
        passo = request.POST.get("passo", "")
        if passo in acts:
            act, said = acts[passo]
            if form.attempt(act) is not None:
                messages.success(request, said)
            for error in form.non_field_errors():
                messages.error(request, error)
        return redirect(modello_url(self.modello))
