"""The three steps of recording an act; each sends again all that was written, so nothing is lost or kept aside."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin import messages

from distretti.actions.evento import preview_evento, record_evento
from distretti.admin.evento.effetto import effects_of, fingerprint
from distretti.admin.evento.modulo import ModuloEvento
from distretti.admin.evento.rettifica import ModuloRettifica, event_in_force
from distretti.admin.evento.scelta import choices_on, opening_choices
from distretti.admin.guard import Guarded, GuardedVoce, may_act, voce_url
from distretti.admin.moduli.base import posted
from distretti.enums import REGOLE_ANNOTAZIONE, TipoAnnotazione
from distretti.models import Annotazione, Iscrizione, Sezione
from distretti.policies.annotazione import tipi_on
from distretti.selectors.evento import find_submission
from distretti.selectors.scrivania import annotazione_of, find_sezione, sezioni
from identita.enums import Permesso

CORREGGI, ANTEPRIMA, REGISTRA = "correggi", "anteprima", "registra"
_OWN = ("csrfmiddlewaretoken", "passo", "visto")
CAMBIATO = "Nel frattempo il registro è cambiato: rileggi la frase, e se va bene registra."


def tipo_of(value: str) -> TipoAnnotazione:
    """Return the kind of event named in an address; 404 for one that is not recorded by hand."""
    if value not in TipoAnnotazione or not REGOLE_ANNOTAZIONE[TipoAnnotazione(value)].by_hand:
        raise Http404
    return TipoAnnotazione(value)


class ScegliEventoView(GuardedVoce):
    """Step one on an entry: the kinds of event, each explained, with the reason of those that are not possible."""

    permesso = Permesso.RECORD_ANNOTAZIONE
    template_name = "distretti/admin/evento_scelta.html"
    page_title = "Registra un atto"
    header_icon = "edit"

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        return self.render_to_response(self.get_context_data(voce=self.iscrizione, gruppi=choices_on(self.iscrizione)))


class NuovaIscrizioneView(Guarded):
    """Step one of a new entry: its section, among those of the person's competence, then how it begins."""

    permesso = Permesso.RECORD_ANNOTAZIONE
    template_name = "distretti/admin/nuova_iscrizione.html"
    page_title = "Nuova iscrizione"
    header_icon = "plus"

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        own = [s for s in sezioni() if may_act(self.user, self.permesso, s.competenza)]
        return self.render_to_response(self.get_context_data(scelte=[(s, opening_choices(s)) for s in own]))


class ModuloView(Guarded):
    """Steps two and three, for whatever form: shown, previewed, recorded once."""

    permesso = Permesso.RECORD_ANNOTAZIONE
    template_name = "distretti/admin/evento_modulo.html"
    conferma_template = "distretti/admin/evento_conferma.html"
    header_icon = "edit"
    tipo: TipoAnnotazione

    def get_page_title(self) -> str:
        return str(self.tipo.label)

    def make_form(self, data: Any = None) -> ModuloEvento:
        raise NotImplementedError

    def back_url(self) -> str:
        """Where one starts again."""
        raise NotImplementedError

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        return self.show_form(self.make_form())

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        done = self.own_submission(request.POST.get("chiave", ""))
        if done is not None:
            return self.leave(done)
        form = self.make_form(request.POST)
        if not form.is_valid() or request.POST.get("passo") == CORREGGI:
            return self.show_form(form)
        evento = form.request()
        shown = form.attempt(lambda: preview_evento(by=self.user, **evento))
        done = self.own_submission(evento["chiave"])  # of two clicks at once, the second has waited for the first
        if done is not None:
            return self.leave(done)
        if shown is None:
            return self.show_form(form)
        if request.POST.get("passo") != REGISTRA or request.POST.get("visto") != fingerprint(shown):
            return self.show_preview(shown, moved=request.POST.get("passo") == REGISTRA)
        return self.record(form, evento)

    def own_submission(self, chiave: str) -> Annotazione | None:
        """Return what this person already recorded with this very form; another person's is nobody's business."""
        found = find_submission(chiave)
        return found if found is not None and found.registrata_da_id == self.user.pk else None

    def record(self, form: ModuloEvento, evento: dict[str, Any]) -> HttpResponseBase:
        """Record; whoever clicked twice is led to what the first click recorded."""
        made = form.attempt(lambda: record_evento(by=self.user, **evento))
        made = made or self.own_submission(evento["chiave"])
        return self.leave(made) if made is not None else self.show_form(form)

    def leave(self, made: Annotazione) -> HttpResponse:
        """Go to the page of the entry, at the annotation just recorded."""
        voce = made.iscrizione
        messages.success(self.request, f"Registrata l’annotazione n. {made.seq} nella voce {voce.codice}.")
        return redirect(f"{voce_url(voce.codice)}#annotazione-{made.seq}")

    def show_form(self, form: ModuloEvento) -> HttpResponse:
        if form.is_bound and form.errors:
            messages.error(self.request, "Qualcosa va corretto prima di andare avanti: è scritto accanto ai campi.")
        regola = REGOLE_ANNOTAZIONE[self.tipo]
        context = self.get_context_data(form=form, spiegazione=regola.spiegazione, back_url=self.back_url())
        response: HttpResponse = self.render_to_response(context)
        return response

    def is_elsewhere(self, annotazione: Annotazione) -> bool:
        """Tell whether an annotation is of another entry than the one at hand, whose sentence is read first."""
        voce: Iscrizione | None = getattr(self, "iscrizione", None)
        return voce is not None and annotazione.iscrizione.codice != voce.codice

    def show_preview(self, shown: list[Annotazione], *, moved: bool) -> HttpResponse:
        if moved:
            messages.warning(self.request, CAMBIATO)
        context = self.get_context_data(
            effetti=effects_of(sorted(shown, key=self.is_elsewhere)),
            visto=fingerprint(shown),
            riportati=posted(self.request.POST, without=_OWN),
        )
        self.template_name = self.conferma_template
        response: HttpResponse = self.render_to_response(context)
        return response


class EventoView(ModuloView, GuardedVoce):
    """An event of an existing entry."""

    def check_entry(self, **kwargs: Any) -> None:
        super().check_entry(**kwargs)
        self.tipo = tipo_of(kwargs["tipo"])
        if self.tipo == TipoAnnotazione.RETTIFICA:
            raise Http404  # it has its own address, which says of which annotation

    def make_form(self, data: Any = None) -> ModuloEvento:
        return ModuloEvento(data, tipo=self.tipo, voce=self.iscrizione)

    def back_url(self) -> str:
        return reverse("registro:annota", args=[self.iscrizione.codice])


class ApriView(ModuloView):
    """An event that opens a new entry in a section."""

    sezione: Sezione

    def check_entry(self, **kwargs: Any) -> None:
        super().check_entry(**kwargs)
        sezione = find_sezione(str(kwargs["sezione"]))
        self.tipo = tipo_of(kwargs["tipo"])
        if sezione is None or not may_act(self.user, self.permesso, sezione.competenza):
            raise Http404
        if self.tipo not in tipi_on(None):
            raise Http404
        self.sezione = sezione

    def make_form(self, data: Any = None) -> ModuloEvento:
        return ModuloEvento(data, tipo=self.tipo, sezione=self.sezione)

    def back_url(self) -> str:
        return reverse("registro:nuova")


class RettificaView(ModuloView, GuardedVoce):
    """The correction of one annotation of an entry."""

    tipo = TipoAnnotazione.RETTIFICA
    annotazione: Annotazione

    def check_entry(self, **kwargs: Any) -> None:
        super().check_entry(**kwargs)
        found = annotazione_of(self.iscrizione, kwargs["seq"])
        evento = event_in_force(found) if found is not None else None
        if found is None or evento is None or not REGOLE_ANNOTAZIONE[TipoAnnotazione(found.tipo)].by_hand:
            raise Http404
        self.annotazione, self.evento = found, evento

    def get_page_title(self) -> str:
        return f"Rettifica dell’annotazione n. {self.annotazione.seq}"

    def make_form(self, data: Any = None) -> ModuloEvento:
        return ModuloRettifica(data, annotazione=self.annotazione, evento=self.evento)

    def back_url(self) -> str:
        return f"{voce_url(self.iscrizione.codice)}#annotazione-{self.annotazione.seq}"
