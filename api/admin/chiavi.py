"""Keys of the API: the list, making one (shown once), revoking one; the rules are in `identita`."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column

from core.clock import today
from core.italiano import show_day, the_day
from distretti.admin.guard import Guarded
from distretti.admin.listing import Azione, Cella, ElencoView
from distretti.admin.menu import DeskMenuItem
from distretti.admin.moduli.base import DeskForm
from distretti.admin.moduli.date import day_field
from distretti.admin.persone.deleghe import person_name
from identita.actions import create_chiave, revoke_chiave
from identita.enums import Permesso
from identita.exceptions import ChiaveError
from identita.models import Chiave
from identita.permissions import can_manage_chiave
from identita.policies import check_scadenza
from identita.selectors import all_chiavi, find_chiave

_SOON = 30
_USUAL_DAYS = 365


def situation_of(chiave: Chiave, day: dt.date) -> str:
    """Say where a key stands on `day`."""
    if chiave.revocata_il is not None and chiave.revocata_da is not None:
        return f"Revocata {the_day(localtime(chiave.revocata_il).date())} da {person_name(chiave.revocata_da)}"
    if chiave.scade_il < day:
        return "Scaduta"
    left = (chiave.scade_il - day).days
    if left > _SOON:
        return "In uso"
    return "Scade oggi" if not left else f"Scade tra {left} {'giorno' if left == 1 else 'giorni'}"


def last_use(instant: dt.datetime | None) -> str:
    """Say on which day a key was last used."""
    return show_day(localtime(instant).date()) if instant else "mai"


def _name_chiave(chiave: Chiave) -> SafeString:
    return format_html("{}<br><code>{}…</code>", chiave.nome, chiave.inizio)


def _mail(chiave: Chiave) -> SafeString:
    return format_html('<a href="mailto:{0}">{0}</a>', chiave.contatto)


class GuardedChiavi(Guarded):
    """A screen about keys, for whoever manages them."""

    permesso = Permesso.MANAGE_CHIAVE
    header_icon = "key"

    def check_entry(self, **_kwargs: Any) -> None:
        if not can_manage_chiave(self.user):
            raise PermissionDenied

    def trail(self) -> list[tuple[str, str]]:
        return [(reverse("chiavi:elenco"), "Chiavi dell’API")]


class ChiaviView(GuardedChiavi, ElencoView):
    """Every key: for whom, until when, last use, who made it."""

    page_title = "Chiavi dell’API"
    template_name = "api/admin/chiavi.html"
    table_classname = "listing desk-table desk-stack"
    index_url_name = "chiavi:elenco"
    uno, molti = "chiave", "chiavi"
    vuoto = "Nessuna chiave: il registro si legge anche senza."

    def trail(self) -> list[tuple[str, str]]:
        return []

    def rows(self) -> QuerySet[Chiave]:
        return all_chiavi()

    @property
    def columns(self) -> list[Column]:
        day = today()
        return [
            Cella("nome", label="A che cosa serve", accessor=_name_chiave),
            Cella("contatto", label="A chi scrivere", accessor=_mail),
            Cella("situazione", label="Situazione", accessor=lambda c: situation_of(c, day)),
            Cella("scade", label="Scade il", accessor=lambda c: show_day(c.scade_il), classname="desk-col-giorno"),
            Cella("uso", label="Ultimo uso", accessor=lambda c: last_use(c.ultimo_uso), classname="desk-col-giorno"),
            Cella("da", label="Creata da", accessor=lambda c: person_name(c.creata_da)),
            Azione("revoca", label_of=self._action_of, url_of=self._url_of, of_what=lambda c: f"la chiave di {c.nome}"),
        ]

    def _action_of(self, chiave: Chiave) -> str:
        return "" if chiave.revocata_il or chiave.scade_il < today() else "Revoca"

    def _url_of(self, chiave: Chiave) -> str | None:
        return reverse("chiavi:revoca", args=[chiave.pk]) if self._action_of(chiave) else None


class ModuloChiave(DeskForm):
    """For what, to whom one writes about it, until when."""

    nome = forms.CharField(
        label="A che cosa serve",
        max_length=100,
        help_text="Il sito o il programma che la userà, per esempio «Portale regionale – produzione».",
        error_messages={"required": "Scrivi quale sito o programma la userà."},
    )
    contatto = forms.EmailField(
        label="A chi scrivere",
        help_text="L’indirizzo di chi la tiene: serve per avvertire prima della scadenza o di una revoca.",
        error_messages={"required": "Scrivi un indirizzo.", "invalid": "Scrivi un indirizzo come nome@ente.it."},
    )
    scade_il = day_field("Vale fino al", help_text="Al massimo due anni da oggi. Quel giorno vale ancora.")

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"scade_il": today() + dt.timedelta(days=_USUAL_DAYS)})
        self.fields["scade_il"].error_messages["required"] = "Scrivi fino a quale giorno vale."

    def clean_scade_il(self) -> dt.date:
        scade_il: dt.date = self.cleaned_data["scade_il"]
        try:
            check_scadenza(scade_il, on=today())
        except ChiaveError as refused:
            raise forms.ValidationError(refused.messaggio) from refused
        return scade_il


class NuovaChiaveView(GuardedChiavi):
    """Make a key, and show it this once."""

    page_title = "Crea una chiave"
    template_name = "distretti/admin/modulo.html"

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        return self._show(ModuloChiave())

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        form = ModuloChiave(request.POST)
        if not form.is_valid():
            return self._show(form)
        made, text = create_chiave(by=self.user, **form.cleaned_data)
        self.template_name, self.page_title = "api/admin/chiave_creata.html", "Chiave creata"
        response: HttpResponse = self.render_to_response(self.get_context_data(chiave=made, testo=text))
        return response

    def _show(self, form: ModuloChiave) -> HttpResponse:
        context = self.get_context_data(form=form, bottone="Crea la chiave", back_url=reverse("chiavi:elenco"))
        response: HttpResponse = self.render_to_response(context)
        return response


class RevocaChiaveView(GuardedChiavi):
    """Revoke a key, after reading whose it is."""

    page_title = "Revoca una chiave"
    template_name = "api/admin/chiave_revoca.html"
    chiave: Chiave

    def check_entry(self, **kwargs: Any) -> None:
        super().check_entry(**kwargs)
        found = find_chiave(kwargs["chiave"])
        if found is None:
            raise Http404
        self.chiave = found

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        context = self.get_context_data(chiave=self.chiave, uso=last_use(self.chiave.ultimo_uso))
        response: HttpResponseBase = self.render_to_response(context)
        return response

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        try:
            revoke_chiave(chiave=self.chiave, by=self.user)
        except ChiaveError as refused:
            messages.error(request, refused.messaggio)
        else:
            messages.success(request, f"La chiave di {self.chiave.nome} è revocata: da adesso non è più accettata.")
        return redirect("chiavi:elenco")


def chiavi_menu() -> MenuItem:
    """Return the entry of the settings' menu."""
    return DeskMenuItem("Chiavi dell’API", "chiavi:elenco", icon="key", order=650, shown_to=can_manage_chiave)
