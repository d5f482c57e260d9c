"""Deleghe: the list, granting one, ending one; the rules are in `distretti.policies.persone`."""

import datetime as dt
from typing import Any, ClassVar

from django import forms
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column

from core.clock import today
from core.italiano import show_day, until_day
from core.locks import OCCUPATO, RegistroOccupato
from distretti.actions.persone import end_delega, grant_delega
from distretti.admin.guard import Guarded, voce_url
from distretti.admin.listing import Azione, Cella, ElencoView, Filtri, choice_filter, text_filter
from distretti.admin.moduli.base import DeskForm
from distretti.admin.moduli.date import day_field
from distretti.admin.moduli.fatti import SearchableSelect
from distretti.exceptions import RegistroError
from distretti.models import Delega, Iscrizione
from distretti.selectors.persone import (
    deleghe_ending,
    deleghe_in,
    deleghe_over,
    find_delega,
    open_voci_in,
    people_to_charge,
)
from identita.enums import Competenza, Permesso
from identita.models import User

_SOON = 60
_SITUAZIONI = (("in_vigore", "In vigore"), ("in_scadenza", f"Finiscono entro {_SOON} giorni"), ("finite", "Finite"))


def person_name(user: User) -> str:
    """'Anna Bianchi (redattore)': the name that people use, and the one that signs in."""
    full = user.get_full_name()
    return f"{full} ({user.username})" if full else user.username


def situation_of(delega: Delega, day: dt.date) -> str:
    """Say in two words where a delega stands on `day`."""
    if delega.terminata_il is not None:
        return "Terminata"
    if delega.al is not None and delega.al < day:
        return "Scaduta"
    if getattr(delega, "altrove", False):
        return "Non vale: lavora per l’altra struttura"
    return "In vigore" if delega.dal <= day else "Comincerà"


def _name_voce(delega: Delega) -> SafeString:
    voce = delega.iscrizione
    return format_html('<a href="{}">{}</a> <code>{}</code>', voce_url(voce.codice), voce.denominazione, voce.codice)


def _tell_delega(delega: Delega) -> str:
    return f"la delega di {person_name(delega.user)} per {delega.iscrizione.denominazione}"


class FiltriDeleghe(Filtri):
    """Search by person or entry; what holds, what is about to end, what is over."""

    q = text_filter("Cerca", "search", "Persona, distretto o codice")
    situazione = choice_filter("Situazione", _SITUAZIONI, "Tutte", method="by_situation")

    class Meta:
        model = Delega
        fields: tuple[str, ...] = ()

    def search(self, queryset: QuerySet[Delega], _name: str, value: str) -> QuerySet[Delega]:
        for word in value.split():
            person = Q(user__username__icontains=word) | Q(user__first_name__icontains=word)
            person |= Q(user__last_name__icontains=word)
            voce = Q(iscrizione__denominazione__icontains=word) | Q(iscrizione__codice__icontains=word)
            queryset = queryset.filter(person | voce)
        return queryset

    def by_situation(self, queryset: QuerySet[Delega], _name: str, value: str) -> QuerySet[Delega]:
        if value == "in_scadenza":
            return deleghe_ending(queryset, today(), within=_SOON)
        if value == "finite":
            return deleghe_over(queryset, today())
        return queryset.filter(pk__in=Delega.objects.in_force(today()).values("pk"))


class DelegheView(ElencoView):
    """Who may write which profile, in the person's own structure."""

    permesso = Permesso.MANAGE_DELEGA
    page_title = "Deleghe"
    header_icon = "group"
    template_name = "distretti/admin/persone/deleghe.html"
    table_classname = "listing desk-table desk-stack"
    index_url_name = "registro:deleghe"
    filterset_class = FiltriDeleghe
    uno, molti = "delega", "deleghe"
    vuoto = "Nessuna delega: chi cura una scheda per conto di un distretto ne riceve una da «Conferisci una delega»."

    def rows(self) -> QuerySet[Delega]:
        return deleghe_in(self.competenze)

    @property
    def columns(self) -> list[Column]:
        day = today()
        return [
            Cella("persona", label="Persona", accessor=lambda d: person_name(d.user)),
            Cella("voce", label="Scheda", accessor=_name_voce),
            Cella("situazione", label="Situazione", accessor=lambda d: situation_of(d, day)),
            Cella("dal", label="Dal", accessor=lambda d: show_day(d.dal), classname="desk-col-giorno"),
            Cella(
                "al",
                label="Al",
                accessor=lambda d: show_day(d.al) if d.al else "senza termine",
                classname="desk-col-giorno",
            ),
            Cella("da", label="Conferita da", accessor=lambda d: person_name(d.conferita_da)),
            Azione("termina", label_of=self._action_of, url_of=self._url_of, of_what=_tell_delega),
        ]

    def _action_of(self, delega: Delega) -> str:
        return "" if situation_of(delega, today()) in {"Terminata", "Scaduta"} else "Termina"

    def _url_of(self, delega: Delega) -> str | None:
        return reverse("registro:delega_termina", args=[delega.pk]) if self._action_of(delega) else None


class ModuloDelega(DeskForm):
    """Who, for which entry, from when, until when."""

    user = forms.ChoiceField(
        label="Persona",
        widget=SearchableSelect(),
        help_text="Deve avere già un utente. Con la delega scriverà la scheda e ne caricherà gli aderenti.",
        error_messages={"required": "Scegli a chi conferire la delega.", "invalid_choice": "Scegli una persona."},
    )
    iscrizione = forms.ChoiceField(
        label="Scheda del distretto",
        widget=SearchableSelect(),
        error_messages={"required": "Scegli il distretto.", "invalid_choice": "Scegli un distretto del tuo ufficio."},
    )
    dal = day_field("Dal", required=False, help_text="Se lo lasci vuoto, da oggi.")
    al = day_field("Al", required=False, help_text="Se lo lasci vuoto, finché non la termini.")

    def __init__(self, data: Any = None, *, competenze: frozenset[Competenza], voce: str = "") -> None:
        super().__init__(data, initial={"iscrizione": voce})
        self.people = {str(u.pk): u for u in people_to_charge(competenze)}
        self.voci = {v.codice: v for v in open_voci_in(competenze)}
        people = [("", ""), *((pk, person_name(u)) for pk, u in self.people.items())]
        voci = [("", ""), *((codice, f"{v.denominazione} ({codice})") for codice, v in self.voci.items())]
        self.fields["user"].choices = people  # type: ignore[attr-defined]
        self.fields["iscrizione"].choices = voci  # type: ignore[attr-defined]

    def request(self) -> dict[str, Any]:
        """What the action takes."""
        data = self.cleaned_data
        voce: Iscrizione = self.voci[data["iscrizione"]]
        return {"user": self.people[data["user"]], "iscrizione": voce, "dal": data["dal"], "al": data["al"]}


class NuovaDelegaView(Guarded):
    """Grant a delega."""

    permesso = Permesso.MANAGE_DELEGA
    page_title = "Conferisci una delega"
    header_icon = "plus"
    template_name = "distretti/admin/modulo.html"
    extra: ClassVar[dict[str, str]] = {"bottone": "Conferisci la delega"}

    def trail(self) -> list[tuple[str, str]]:
        return [(reverse("registro:deleghe"), "Deleghe")]

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        return self._show(ModuloDelega(competenze=self.competenze, voce=request.GET.get("voce", "")))

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        form = ModuloDelega(request.POST, competenze=self.competenze)
        made = form.attempt(lambda: grant_delega(by=self.user, **form.request())) if form.is_valid() else None
        if made is None:
            return self._show(form)
        until = f" {until_day(made.al)}" if made.al else ""
        messages.success(request, f"{person_name(made.user)} cura ora {made.iscrizione.denominazione}{until}.")
        return redirect("registro:deleghe")

    def _show(self, form: ModuloDelega) -> HttpResponse:
        context = self.get_context_data(form=form, back_url=reverse("registro:deleghe"), **self.extra)
        response: HttpResponse = self.render_to_response(context)
        return response


class TerminaDelegaView(Guarded):
    """End a delega at once, after reading whose it is."""

    permesso = Permesso.MANAGE_DELEGA
    page_title = "Termina una delega"
    header_icon = "cross"
    template_name = "distretti/admin/persone/termina.html"
    delega: Delega

    def check_entry(self, **kwargs: Any) -> None:
        super().check_entry(**kwargs)
        found = find_delega(kwargs["delega"])
        if found is None or found.iscrizione.sezione.competenza not in self.competenze:
            raise Http404
        self.delega = found

    def trail(self) -> list[tuple[str, str]]:
        return [(reverse("registro:deleghe"), "Deleghe")]

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        nome = person_name(self.delega.user)
        response: HttpResponseBase = self.render_to_response(self.get_context_data(delega=self.delega, nome=nome))
        return response

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        try:
            end_delega(delega=self.delega, by=self.user)
        except RegistroError as refused:
            messages.error(request, refused.messaggio)
        except RegistroOccupato:
            messages.error(request, OCCUPATO)
            return redirect("registro:delega_termina", self.delega.pk)
        else:
            nome, voce = person_name(self.delega.user), self.delega.iscrizione.denominazione
            messages.success(request, f"La delega di {nome} per {voce} è terminata: da adesso non scrive più.")
        return redirect("registro:deleghe")
