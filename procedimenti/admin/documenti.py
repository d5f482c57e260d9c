"""Papers and members of a case: taken in through the inspected door, read by the structure alone."""

import tempfile
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from wagtail.admin import messages

from archivio.exceptions import StoreUnavailableError
from archivio.views import serve_at_desk
from procedimenti.actions.istanza import add_allegato, remove_allegato, upload_aderenti
from procedimenti.admin.caso import CasoView
from procedimenti.admin.forms import AderentiForm, AllegatoForm
from procedimenti.admin.guard import GuardedCaso, caso_url
from procedimenti.admin.nuova import DA_CORREGGERE
from procedimenti.admin.schede import Scheda
from procedimenti.enums import TipoAllegato
from procedimenti.exceptions import ProcedimentoError
from procedimenti.fascicolo import write_fascicolo
from procedimenti.models import Allegato
from procedimenti.selectors.fascicolo import gather_caso, gather_fogli
from procedimenti.selectors.scelte import find_allegato

_IN_MEMORY = 4 * 1024 * 1024


class CaricaAllegatoView(CasoView):
    """Adds a paper to the fascicolo."""

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        return redirect(caso_url(self.istanza, Scheda.DOCUMENTI))

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        form = AllegatoForm(request.POST, request.FILES)
        if form.is_valid():
            sent, tipo = form.cleaned_data["file"], TipoAllegato(form.cleaned_data["tipo"])
            made = form.attempt(
                lambda: add_allegato(istanza=self.istanza, by=self.user, stream=sent, nome=sent.name, tipo=tipo)
            )
            if made is not None:
                messages.success(request, f"{made.file.nome}: nel fascicolo. {made.file.get_antivirus_display()}.")
                return redirect(caso_url(self.istanza, Scheda.DOCUMENTI))
        messages.error(request, DA_CORREGGERE)
        return self.show(Scheda.DOCUMENTI, allegato=form)


class CaricaAderentiView(CasoView):
    """Takes in the members' list, faults by row and column."""

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        return redirect(caso_url(self.istanza, Scheda.DOCUMENTI))

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        form = AderentiForm(request.POST, request.FILES)
        if form.is_valid():
            said = form.cleaned_data
            made = form.attempt(
                lambda: upload_aderenti(
                    istanza=self.istanza, by=self.user, contenuto=said["file"].read(), al=said["al"]
                )
            )
            if made is not None:
                messages.success(request, f"Elenco caricato: {made.aderenti.count()} aderenti.")
                return redirect(caso_url(self.istanza, Scheda.DOCUMENTI))
        messages.error(request, DA_CORREGGERE)
        return self.show(Scheda.DOCUMENTI, elenco=form)


class FileAllegatoView(GuardedCaso):
    """A paper of the fascicolo: read, or taken off a draft."""

    item: Allegato

    def check_entry(self, **kwargs: Any) -> None:
        super().check_entry(**kwargs)
        item = find_allegato(self.istanza, kwargs["allegato"])
        if item is None:
            raise Http404
        self.item = item

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        file = self.item.file
        return serve_at_desk(request, file, nome=file.nome, back=caso_url(self.istanza, Scheda.DOCUMENTI))

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        try:
            remove_allegato(allegato=self.item, by=self.user)
        except ProcedimentoError as refused:
            messages.error(request, refused.intero)
        else:
            messages.success(request, f"Tolto {self.item.file.nome}.")
        return redirect(caso_url(self.istanza, Scheda.DOCUMENTI))


class FascicoloView(GuardedCaso):
    """The whole file of a case, to be kept or checked elsewhere (art. 41 CAD)."""

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        # Closed by the response, once sent.
        target = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115
        try:
            write_fascicolo(target, caso=gather_caso(self.istanza), fogli=gather_fogli(self.istanza))
        except (ProcedimentoError, StoreUnavailableError) as refused:
            target.close()
            messages.error(request, refused.messaggio)
            return redirect(caso_url(self.istanza, Scheda.DOCUMENTI))
        target.seek(0)
        response = FileResponse(target, as_attachment=True, filename=f"fascicolo-{self.istanza.numero}.zip")
        response["Cache-Control"] = "private, no-store"
        return response
