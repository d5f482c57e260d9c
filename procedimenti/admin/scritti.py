"""The writing of a step on the screen: drafted, read as PDF, sent back changed, closed; and tried with a new model."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from wagtail.admin import messages

from archivio.enums import MEDIA_TYPE, TipoFile
from archivio.exceptions import ArchivioError
from modulistica.enums import TipoScritto
from modulistica.exceptions import ModulisticaError
from modulistica.scritti.documento import to_fill
from procedimenti.actions.scritti import close_scritto, pdf_of, prepare_scritto, read_docx, replace_scritto, write_with
from procedimenti.admin.forms import IstanzaForm
from procedimenti.admin.guard import GuardedInside
from procedimenti.admin.nuova import DA_CORREGGERE
from procedimenti.enums import Passo, TipoProcedimento
from procedimenti.exceptions import ProcedimentoError
from procedimenti.models import PassoIstanza, Scritto
from procedimenti.policies.scritti import scritto_of_passo
from procedimenti.selectors.scritti import find_passo, scritto_of, versions_to_try


class ScrittoForm(IstanzaForm):
    """The .docx as it was changed in a word processor."""

    file = forms.FileField(label="Il documento modificato (.docx)", error_messages={"required": "Scegli il file."})


class GuardedScritto(GuardedInside):
    """A screen on the writing of one step; a step that asks for none has no such screen."""

    passo: PassoIstanza
    tipo: TipoScritto
    scritto: Scritto | None

    def check_entry(self, **kwargs: Any) -> None:
        super().check_entry(**kwargs)
        passo = find_passo(self.istanza, kwargs["ordine"])
        tipo = passo and scritto_of_passo(TipoProcedimento(self.istanza.tipo), Passo(passo.passo))
        if passo is None or not tipo:
            raise Http404
        self.passo, self.tipo, self.scritto = passo, tipo, scritto_of(passo)

    @property
    def own_url(self) -> str:
        return reverse("istanze:scritto", args=[self.istanza.numero, self.passo.seq])

    def refuse(self, error: ProcedimentoError | ArchivioError) -> HttpResponseBase:
        messages.error(self.request, error.intero if isinstance(error, ProcedimentoError) else error.messaggio)
        return redirect(self.own_url)


class ScrittoView(GuardedScritto):
    """The writing of a step, with what may be done of it now."""

    template_name = "procedimenti/admin/scritto.html"

    def get_page_title(self) -> str:
        return str(self.tipo.label)

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        return self.show(ScrittoForm())

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        steps = {"prepara": self.prepare, "carica": self.replace, "chiudi": self.close}
        step = steps.get(request.POST.get("passo", ""))
        try:
            return step() if step else redirect(self.own_url)
        except (ProcedimentoError, ArchivioError) as error:
            return self.refuse(error)

    def prepare(self) -> HttpResponseBase:
        prepare_scritto(passo=self.passo, by=self.user)
        messages.success(self.request, "Lo scritto è pronto: scaricalo, leggilo, cambialo se serve.")
        return redirect(self.own_url)

    def replace(self) -> HttpResponseBase:
        form, scritto = ScrittoForm(self.request.POST, self.request.FILES), self.scritto
        if form.is_valid() and scritto is not None:
            sent = form.cleaned_data["file"]
            if form.attempt(lambda: replace_scritto(scritto=scritto, stream=sent, nome=sent.name, by=self.user)):
                messages.success(self.request, f"{sent.name} ha preso il posto dello scritto di prima.")
                return redirect(self.own_url)
        messages.error(self.request, DA_CORREGGERE)
        return self.show(form)

    def close(self) -> HttpResponseBase:
        if self.scritto is None:
            return redirect(self.own_url)
        close_scritto(scritto=self.scritto, sha256=self.request.POST.get("sha256", ""), by=self.user)
        messages.success(self.request, "Lo scritto è chiuso: il suo PDF è nel fascicolo e non cambia più.")
        return redirect(self.own_url)

    def show(self, form: ScrittoForm) -> HttpResponse:
        """Show the writing; a file that was refused is told beside its field."""
        scritto = self.scritto
        context = self.get_context_data(
            istanza=self.istanza,
            passo=self.passo,
            tipo=self.tipo,
            scritto=scritto,
            inviato=getattr(scritto, "inviato", None),
            mancanti=self._to_fill(scritto),
            prove=versions_to_try(self.tipo),
            form=form,
        )
        response: HttpResponse = self.render_to_response(context)
        return response

    def _to_fill(self, scritto: Scritto | None) -> list[str]:
        """The fields still empty; where the file cannot be read that is said, and another may take its place."""
        try:
            return to_fill(read_docx(scritto.contenuto)) if scritto else []
        except (ModulisticaError, ArchivioError) as error:
            messages.error(self.request, error.messaggio)
            return []


class FileScrittoView(GuardedScritto):
    """The .docx or the PDF of a writing: as it is now, or as it was closed."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        if self.scritto is None:
            raise Http404
        try:
            return _answer(self._bytes(self.scritto, kwargs["formato"]), kwargs["formato"], self._name())
        except (ProcedimentoError, ArchivioError) as error:
            return self.refuse(error)

    def _bytes(self, scritto: Scritto, formato: str) -> bytes:
        inviato = getattr(scritto, "inviato", None)
        if formato == TipoFile.DOCX:
            if scritto.file is not None and not scritto.file.is_ready:
                raise ProcedimentoError(f"{scritto.file.nome}: {scritto.file.get_antivirus_display()}.")
            return read_docx(inviato.docx if inviato else scritto.contenuto)
        return read_docx(inviato.pdf) if inviato else pdf_of(scritto)

    def _name(self) -> str:
        return f"{self.istanza.numero}-{self.passo.seq:02}-{self.tipo.value}"


class ProvaScrittoView(GuardedScritto):
    """The writing of this very step from another version of its model, also a draft: read, and nothing is kept."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        versione = next((v for v in versions_to_try(self.tipo) if v.numero == kwargs["numero"]), None)
        if versione is None:
            raise Http404
        try:
            data = write_with(self.passo, versione)
        except (ProcedimentoError, ArchivioError) as error:
            return self.refuse(error)
        return _answer(data, "docx", f"prova-{self.tipo.value}-v{versione.numero}")


def _answer(data: bytes, formato: str, nome: str) -> HttpResponse:
    response = HttpResponse(data, content_type=MEDIA_TYPE[TipoFile(formato)])
    shown = content_disposition_header(as_attachment=formato == "docx", filename=f"{nome}.{formato}")
    response["Content-Disposition"], response["Cache-Control"] = shown or "", "private, no-store"
    return response
