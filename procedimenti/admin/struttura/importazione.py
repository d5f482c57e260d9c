"""The import of what exists: a file is tried first, and what it would do is shown; then it is run, or not."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin import messages

from archivio.enums import MEDIA_TYPE, TipoFile
from archivio.exceptions import ArchivioError
from archivio.models import FileRicevuto
from core.italiano import show_count, show_number
from distretti.importazione.rapporto import Esito, Rapporto
from procedimenti.actions.importazione.libro import build_modello
from procedimenti.actions.importazione.schermo import MAX_RIGHE, Prova, receive_libro, run_libro, try_libro
from procedimenti.admin.forms import LibroForm
from procedimenti.admin.guard import IstanzeGuarded
from procedimenti.exceptions import ProcedimentoError
from procedimenti.permissions import import_competenze
from procedimenti.selectors.importazione import find_libro

_SHOWN = 300
_SAID = {
    Esito.NUOVO: ("nuovo", "nuovi"),
    Esito.CAMBIATO: ("cambiato", "cambiati"),
    Esito.UGUALE: ("già presente", "già presenti"),
}


class _Importing(IstanzeGuarded):
    """A screen for whoever may import into some structure."""

    def check_entry(self, **kwargs: Any) -> None:
        super().check_entry(**kwargs)
        if not import_competenze(self.user):
            raise PermissionDenied


class ImportazioneView(_Importing):
    """The file, what it would do, and the button that does it."""

    page_title = "Importa ciò che esiste già"
    template_name = "procedimenti/admin/importazione.html"

    def get(self, request: HttpRequest) -> HttpResponseBase:
        return self._show(LibroForm())

    def post(self, request: HttpRequest) -> HttpResponseBase:
        return self._confirm(request) if "caricato" in request.POST else self._upload(request)

    def _upload(self, request: HttpRequest) -> HttpResponseBase:
        form = LibroForm(request.POST, request.FILES)
        prova = form.attempt(lambda: self._received(form)) if form.is_valid() else None
        return self._show(form, prova)

    def _received(self, form: LibroForm) -> Prova:
        sent = form.cleaned_data["file"]
        return try_libro(file=receive_libro(stream=sent, nome=sent.name, by=self.user), by=self.user)

    def _confirm(self, request: HttpRequest) -> HttpResponseBase:
        file = find_libro(request.POST["caricato"], by=self.user)
        if file is None:
            messages.error(request, "Il file non c’è più: caricalo di nuovo.")
            return redirect("istanze:importazione")
        try:
            done = run_libro(file=file, visto=request.POST.get("visto", ""), by=self.user)
        except (ProcedimentoError, ArchivioError) as refused:
            return self._again(request, file, refused.messaggio)
        if done.rapporto.errori:
            return self._show(LibroForm(), done)
        messages.success(request, f"{file.nome}: importato. {_summary(done.rapporto)}")
        return redirect("istanze:importazione")

    def _again(self, request: HttpRequest, file: FileRicevuto, why: str) -> HttpResponseBase:
        """Show what the file would do by now, after saying why it was not imported."""
        messages.error(request, why)
        form = LibroForm({})
        form.errors.clear()
        return self._show(form, form.attempt(lambda: try_libro(file=file, by=self.user)))

    def _show(self, form: LibroForm, prova: Prova | None = None) -> HttpResponseBase:
        rapporto = prova.rapporto if prova else Rapporto()
        context = self.get_context_data(
            form=form,
            prova=prova,
            conti=_summary(rapporto),
            errori=rapporto.errori[:_SHOWN],
            altri_errori=max(0, len(rapporto.errori) - _SHOWN),
            differenze=rapporto.differenze[:_SHOWN],
            altre_differenze=max(0, len(rapporto.differenze) - _SHOWN),
            massimo=show_number(MAX_RIGHE),
            strutture=sorted(str(c.label) for c in import_competenze(self.user)),
            back_url=reverse("istanze:scelta"),
        )
        response: HttpResponse = self.render_to_response(context)
        return response


class ModelloView(_Importing):
    """The empty workbook to fill."""

    def get(self, request: HttpRequest) -> HttpResponseBase:
        response = HttpResponse(build_modello(), content_type=MEDIA_TYPE[TipoFile.XLSX])
        response["Content-Disposition"] = 'attachment; filename="importazione.xlsx"'
        return response


def _summary(rapporto: Rapporto) -> str:
    told = []
    for foglio, counts in rapporto.counts().items():
        parts = [show_count(n, *_SAID[e]) for e in Esito if (n := counts[e])]
        told.append(f"{foglio}: {', '.join(parts)}.")
    return " ".join(told)
