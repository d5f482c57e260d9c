"""The members' lists: what awaits and what is in force, the versions of an entry, one list with what it changes."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin import messages

from core.italiano import show_count, show_number
from distretti.actions.elenco import approve_elenco, reject_elenco, upload_elenco, withdraw_elenco
from distretti.admin.aderenti.guardia import AderentiGuarded, AderentiVoce, may_decide, may_upload, schede_of
from distretti.admin.moduli.base import DeskForm
from distretti.admin.moduli.date import day_field
from distretti.elenco.parse import MAX_RIGHE, Lettura
from distretti.elenco.sheets import MAX_BYTES, MIB
from distretti.elenco.template import template_csv, template_xlsx
from distretti.enums import StatoElenco
from distretti.exceptions import ElencoError
from distretti.models import ElencoAderenti
from distretti.selectors.elenco import changes_of, elenchi_of, find_elenco, voci_with_elenchi
from distretti.selectors.lavoro import waiting_elenchi
from distretti.selectors.scrivania import righe_of
from identita.enums import Permesso

_SHOWN_FAULTS = 200
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_TEMPLATES = {
    "xlsx": (template_xlsx, _XLSX),
    "csv": (template_csv, "text/csv; charset=utf-8"),
}


class ElenchiView(AderentiGuarded):
    """What awaits a decision, oldest first, and the entries whose lists this person works on."""

    page_title = "Aderenti"
    template_name = "distretti/admin/aderenti/elenchi.html"

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        decides = self.user.competenze_with(Permesso.RECORD_ANNOTAZIONE)
        own = [page.iscrizione_id for page in schede_of(self.user).specific()]
        context = self.get_context_data(
            decide=bool(decides),
            in_attesa=[(e, e.caricato_da_id == self.user.pk) for e in waiting_elenchi(decides)],
            voci=voci_with_elenchi(decides, own),
        )
        response: HttpResponseBase = self.render_to_response(context)
        return response


class ModuloElenco(DeskForm):
    """The file, and the day to which it refers."""

    file = forms.FileField(
        label="Elenco (.xlsx o .csv)",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        help_text=f"Al massimo {show_number(MAX_RIGHE)} righe.",
        error_messages={
            "required": "Scegli il file con l’elenco.",
            "empty": "Il file è vuoto.",
            "missing": "Il file non è arrivato: sceglilo di nuovo.",
            "invalid": "Il file non è arrivato: sceglilo di nuovo.",
        },
    )
    al = day_field(
        "Giorno a cui si riferisce",
        help_text="Chi aderiva quel giorno.",
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            limit = f"Il file supera i {MAX_BYTES // MIB} MB"
            raise forms.ValidationError(f"{limit}: togli i fogli e le immagini che non servono.")
        return file


class AderentiVoceView(AderentiVoce):
    """The versions of an entry's list, and the upload of the next."""

    page_title = "Elenco degli aderenti"
    template_name = "distretti/admin/aderenti/voce.html"

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        return self._show(ModuloElenco())

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        form = ModuloElenco(request.POST, request.FILES)
        if not form.is_valid():
            return self._show(form)
        lettura: Lettura | None = None

        def upload() -> ElencoAderenti:
            nonlocal lettura
            data = form.cleaned_data
            data["file"].seek(0)
            try:
                return upload_elenco(
                    iscrizione=self.iscrizione, by=self.user, contenuto=data["file"].read(), al=data["al"]
                )
            except ElencoError as refused:
                lettura = refused.lettura
                raise

        made = form.attempt(upload)
        if made is None:
            return self._show(form, lettura)
        how_many = show_count(made.totale, "aderente", "aderenti")
        messages.success(request, f"Elenco caricato: {how_many}. Ora lo controlla un funzionario.")
        return redirect("registro:elenco", self.iscrizione.codice, made.versione)

    def _show(self, form: ModuloElenco, lettura: Lettura | None = None) -> HttpResponse:
        faults, versioni = lettura.errori if lettura else [], elenchi_of(self.iscrizione)
        context = self.get_context_data(
            form=form,
            voce=self.iscrizione,
            carica=may_upload(self.user, self.iscrizione),
            versioni=versioni,
            in_vigore=any(e.stato == StatoElenco.APPROVATO for e in versioni),
            errori=faults[:_SHOWN_FAULTS],
            altri_errori=max(0, len(faults) - _SHOWN_FAULTS),
            lette=len(lettura.righe) if lettura else 0,
        )
        response: HttpResponse = self.render_to_response(context)
        return response


class ModuloRinvio(DeskForm):
    """Why a list goes back."""

    motivo = forms.CharField(
        label="Perché lo respingi",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=2_000,
        help_text="Lo legge chi ha caricato l’elenco.",
    )


class ElencoVoceView(AderentiVoce):
    """One version: what it changes against the one before, its rows, and the decision."""

    template_name = "distretti/admin/aderenti/elenco.html"
    elenco: ElencoAderenti

    def check_entry(self, **kwargs: Any) -> None:
        super().check_entry(**kwargs)
        found = find_elenco(self.iscrizione, kwargs["elenco"])
        if found is None:
            raise Http404
        self.elenco = found

    def get_page_title(self) -> str:
        return f"Elenco n. {self.elenco.versione}"

    def trail(self) -> list[tuple[str, str]]:
        return [*super().trail(), (reverse("registro:aderenti", args=[self.iscrizione.codice]), "Elenchi")]

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        return self._show(ModuloRinvio())

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        form = ModuloRinvio(request.POST)
        form.is_valid()
        passo, seen = request.POST.get("passo"), request.POST.get("sha256", "")
        acts = {
            "approva": lambda: approve_elenco(elenco=self.elenco, by=self.user, sha256=seen),
            "respingi": lambda: reject_elenco(
                elenco=self.elenco, by=self.user, motivo=form.cleaned_data.get("motivo", "")
            ),
            "ritira": lambda: withdraw_elenco(elenco=self.elenco, by=self.user),
        }
        if passo not in acts:
            return self._show(form)
        if form.attempt(acts[passo]) is None:
            return self._show(form)
        said = {
            "approva": "Elenco approvato: è annotato nel registro ed è pubblico.",
            "respingi": "Elenco respinto: chi l’ha caricato legge il perché.",
            "ritira": "Elenco ritirato: se ne può caricare un altro.",
        }
        messages.success(request, said[passo])
        return redirect("registro:aderenti", self.iscrizione.codice)

    def _show(self, form: ModuloRinvio) -> HttpResponse:
        elenco, waits = self.elenco, self.elenco.stato == StatoElenco.IN_ATTESA
        context = self.get_context_data(
            form=form,
            voce=self.iscrizione,
            elenco=elenco,
            differenza=changes_of(elenco),
            righe=righe_of(elenco),
            decide=waits and may_decide(self.user, self.iscrizione),
            proprio=elenco.caricato_da_id == self.user.pk,
            ritira=waits and may_upload(self.user, self.iscrizione),
        )
        response: HttpResponse = self.render_to_response(context)
        return response


class ModelloElencoView(AderentiGuarded):
    """The empty list to fill in."""

    def get(self, request: HttpRequest, formato: str, **_kwargs: Any) -> HttpResponseBase:
        if formato not in _TEMPLATES:
            raise Http404
        make, media_type = _TEMPLATES[formato]
        response = HttpResponse(make(), content_type=media_type)
        response["Content-Disposition"] = f'attachment; filename="elenco-aderenti.{formato}"'
        return response
