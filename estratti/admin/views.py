"""The extracts of an entry: those issued, one more, and their PDF."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from wagtail.admin import messages

from archivio.depositi import open_bytes
from archivio.exceptions import StoreUnavailableError
from core.clock import today
from distretti.admin.guard import GuardedVoce
from distretti.admin.moduli.base import DeskForm
from distretti.admin.moduli.date import day_field
from estratti.actions import issue_estratto, verify_url
from estratti.exceptions import EstrattoError
from estratti.models import Estratto
from estratti.permissions import PERMESSO
from estratti.selectors import estratti_of


class EstrattoForm(DeskForm):
    """The day of which the extract tells."""

    alla_data = day_field("A che giorno", required=True, help_text="Oggi, o un giorno passato.")


class EstrattiView(GuardedVoce):
    """The extracts of an entry, and one more."""

    permesso = PERMESSO
    page_title = "Estratti certificati"
    header_icon = "doc-full-inverse"
    template_name = "estratti/admin/voce.html"

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        return self._show(EstrattoForm(initial={"alla_data": today()}))

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        form = EstrattoForm(request.POST)
        if form.is_valid():
            try:
                made = issue_estratto(iscrizione=self.iscrizione, by=self.user, **form.cleaned_data)
            except EstrattoError as refused:
                form.add_error(refused.campo or None, refused.messaggio)
            except StoreUnavailableError as refused:
                form.add_error(None, refused.messaggio)
            else:
                messages.success(request, f"Rilasciato l’estratto {made.codice}.")
                return redirect("estratti:voce", self.iscrizione.codice)
        return self._show(form)

    def _show(self, form: EstrattoForm) -> HttpResponse:
        rows = [(e, verify_url(e.codice)) for e in estratti_of(self.iscrizione)]
        context = self.get_context_data(form=form, voce=self.iscrizione, estratti=rows)
        response: HttpResponse = self.render_to_response(context)
        return response


class PdfView(GuardedVoce):
    """The PDF of an extract, as it was issued."""

    permesso = PERMESSO
    estratto: Estratto

    def check_entry(self, **kwargs: Any) -> None:
        super().check_entry(**kwargs)
        found = next((e for e in estratti_of(self.iscrizione) if e.pk == kwargs["estratto"]), None)
        if found is None:
            raise Http404
        self.estratto = found

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        pdf = self.estratto.pdf
        try:
            with open_bytes(pdf.sha256, deposito=pdf.deposito) as stream:
                data = stream.read()
        except StoreUnavailableError as error:
            messages.error(request, error.messaggio)
            return redirect("estratti:voce", self.iscrizione.codice)
        response = HttpResponse(data, content_type="application/pdf")
        name = f"estratto-{self.iscrizione.codice}-{self.estratto.alla_data:%Y-%m-%d}.pdf"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        response["Cache-Control"] = "private, no-store"
        return response
