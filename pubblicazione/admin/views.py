"""The screens of moderation: what awaits, approve or ask for changes, withdraw, call off a publication at a date."""

import datetime as dt
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils.timezone import localtime
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from core.italiano import the_moment
from core.locks import OCCUPATO, RegistroOccupato
from identita.models import User
from pubblicazione.actions.moderazione import approve_pagina, cancel_programmata, request_modifica, withdraw_pagina
from pubblicazione.actions.ritiro import withdraw_pubblicazione
from pubblicazione.admin.forms import CHIEDI, PROGRAMMA, DecisioneForm, RitiroForm
from pubblicazione.exceptions import ModerazioneError
from pubblicazione.models import PaginaModerata
from pubblicazione.permissions import can_decide, can_withdraw, decides_somewhere
from pubblicazione.selectors import (
    awaiting_date,
    awaiting_decision,
    find_pagina,
    last_decision,
    last_ritiro_pubblicazione,
    proposta_of,
    public_difference,
    situazione_of,
)

HOME = {"url": reverse_lazy("wagtailadmin_home"), "label": "Home"}
ELENCO = {"url": reverse_lazy("moderazione:elenco"), "label": "In moderazione"}


class _Screen(WagtailAdminTemplateMixin, TemplateView):
    """A screen of the admin, which lets in nobody who has not signed in."""

    @property
    def by(self) -> User:
        return cast(User, self.request.user)


class ElencoView(_Screen):
    """What awaits a decision of this person, oldest first."""

    page_title = "In moderazione"
    header_icon = "tasks"
    template_name = "pubblicazione/elenco.html"
    breadcrumbs_items = (HOME, ELENCO)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not decides_somewhere(self.by):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        items = awaiting_decision(self.by)
        last = None if items else last_decision(self.by)
        return super().get_context_data(items=items, ultima=last, programmate=awaiting_date(self.by), **kwargs)


class _PaginaView(_Screen):
    """A screen about one page, for whom `may` says; to everybody else the page does not exist (design law 3)."""

    pagina: PaginaModerata

    def may(self) -> bool:
        raise NotImplementedError

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        pagina = find_pagina(kwargs["pk"])
        if pagina is None:
            raise Http404
        self.pagina = pagina
        if not self.may():
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return str(self.pagina.title)


class ModerazioneView(_PaginaView):
    """The approval screen: what changes for the public, who worked on it, and the decision."""

    page_title = "Moderazione"
    header_icon = "tasks"
    template_name = "pubblicazione/moderazione.html"
    form: DecisioneForm

    def may(self) -> bool:
        return can_decide(self.by, self.pagina)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [HOME, ELENCO, {"url": "", "label": self.pagina.title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        situazione = situazione_of(self.pagina)
        programmata = situazione.programmata
        kwargs |= {
            "situazione": situazione,
            "proposta": proposta_of(self.pagina, user=self.by),
            "fuori": None if situazione.sigillo else last_ritiro_pubblicazione(self.pagina.pk),
            "attesa": programmata and public_difference(self.pagina, programmata.sigillo.contenuto),
        }
        return super().get_context_data(**kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=DecisioneForm()))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = DecisioneForm(request.POST)
        status = 200
        if form.is_valid():
            try:
                messages.success(request, self.decide(**form.cleaned_data))
                return redirect("moderazione:elenco")
            except ModerazioneError as error:
                form.add_error("testo" if form.cleaned_data["decisione"] == CHIEDI else None, error.messaggio)
                status = 409
            except RegistroOccupato:
                form.add_error(None, OCCUPATO)
                status = 503
        return self.render_to_response(self.get_context_data(form=form), status=status)

    def decide(self, *, decisione: str, sha256: str, dal: dt.datetime | None, testo: str) -> str:
        """Take the decision and return the sentence that confirms it."""
        pagina, by = self.pagina, self.by
        if decisione == CHIEDI:
            request_modifica(pagina=pagina, testo=testo, by=by)
            return f"Hai chiesto modifiche a «{pagina.title}»: chi l’ha scritta le leggerà."
        dal = dal if decisione == PROGRAMMA else None
        approve_pagina(pagina=pagina, sha256=sha256, by=by, dal=dal)
        if dal:
            return f"«{pagina.title}» è approvata: sarà pubblica {the_moment(localtime(dal))}."
        return f"«{pagina.title}» è approvata e pubblica."


class AnnullaView(_PaginaView):
    """Calls off the publication that waits for its date."""

    http_method_names = ("post",)

    def may(self) -> bool:
        return can_decide(self.by, self.pagina)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            cancel_programmata(pagina=self.pagina, by=self.by)
            messages.success(request, f"La pubblicazione di «{self.pagina.title}» è annullata.")
        except ModerazioneError as error:
            messages.error(request, error.messaggio)
        except RegistroOccupato:
            messages.error(request, OCCUPATO)
        return redirect("moderazione:pagina", self.pagina.pk)


class RitiraView(_PaginaView):
    """Asks whether to take a text back from moderation, and takes it back."""

    page_title = "Ritira dalla moderazione"
    header_icon = "undo"
    template_name = "pubblicazione/ritira.html"

    def may(self) -> bool:
        return can_withdraw(self.by, self.pagina)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        edit = {"url": reverse("wagtailadmin_pages:edit", args=[self.pagina.pk]), "label": self.pagina.title}
        return [HOME, edit, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(situazione=situazione_of(self.pagina), **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            withdraw_pagina(pagina=self.pagina, by=self.by)
            messages.success(request, f"Hai ritirato «{self.pagina.title}»: ora la puoi correggere e inviare di nuovo.")
        except ModerazioneError as error:
            messages.error(request, error.messaggio)
        except RegistroOccupato:
            messages.error(request, OCCUPATO)
            return redirect("moderazione:ritira", self.pagina.pk)
        return redirect("wagtailadmin_pages:edit", self.pagina.pk)


class RitiraPubblicazioneView(_PaginaView):
    """Asks why a published page goes off line, and takes it off; only for pages that the register may lose."""

    page_title = "Ritira dalla pubblicazione"
    header_icon = "download"
    template_name = "pubblicazione/ritira_pubblicazione.html"

    def may(self) -> bool:
        return self.pagina.ritirabile and can_decide(self.by, self.pagina)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        pagina = {"url": reverse("moderazione:pagina", args=[self.pagina.pk]), "label": self.pagina.title}
        return [HOME, ELENCO, pagina, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("form", RitiroForm())
        return super().get_context_data(situazione=situazione_of(self.pagina), **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = RitiroForm(request.POST)
        form.is_valid()
        try:
            withdraw_pubblicazione(pagina=self.pagina, motivo=form.cleaned_data["motivo"], by=self.by)
        except ModerazioneError as error:
            form.add_error("motivo", error.messaggio)
        except RegistroOccupato:
            form.add_error("motivo", OCCUPATO)
        else:
            messages.success(
                request, f"«{self.pagina.title}» non è più pubblica: al suo indirizzo si legge che è ritirata."
            )
            return redirect("moderazione:pagina", self.pagina.pk)
        return self.render_to_response(self.get_context_data(form=form), status=409)
