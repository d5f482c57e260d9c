"""The work list, and how a procedure begins: its kind first, then only what that kind asks."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin import messages

from core.clock import today
from core.italiano import show_number
from procedimenti.actions.istanza import open_istanza
from procedimenti.admin.forms import DatiIstanzaForm
from procedimenti.admin.guard import IstanzeGuarded, caso_url
from procedimenti.admin.quadro import tempo_of
from procedimenti.enums import REGOLE_PROCEDIMENTO, TipoProcedimento
from procedimenti.models import Istanza
from procedimenti.selectors.lista import PER_PAGINA, Vista, counts_of, work_list
from procedimenti.selectors.scelte import find_sezione_in, find_voce_in, sezioni_for, voci_for

DA_CORREGGERE = "Qualcosa va corretto prima di andare avanti: è scritto accanto ai campi."
NOMI: dict[Vista, str] = {
    Vista.APERTI: "Aperti",
    Vista.MIEI: "I miei",
    Vista.DA_ASSEGNARE: "Da prendere in carico",
    Vista.IN_SCADENZA: "In scadenza",
    Vista.SCADUTI: "Scaduti",
    Vista.SOSPESI: "Sospesi",
    Vista.BOZZE: "Bozze",
    Vista.CONCLUSI: "Conclusi",
}
_VUOTO: dict[Vista, str] = {
    Vista.APERTI: "Nessun procedimento aperto.",
    Vista.MIEI: "Non sei responsabile di nessun procedimento aperto.",
    Vista.DA_ASSEGNARE: "Nessuna istanza aspetta chi la prenda in carico.",
    Vista.IN_SCADENZA: "Nessun termine nei prossimi quindici giorni.",
    Vista.SCADUTI: "Nessun termine è passato.",
    Vista.SOSPESI: "Nessun procedimento è sospeso.",
    Vista.BOZZE: "Nessuna bozza.",
    Vista.CONCLUSI: "Nessun procedimento concluso.",
}


class ElencoView(IstanzeGuarded):
    """The cases of the person's structures, the nearest term first."""

    page_title = "Procedimenti"
    template_name = "procedimenti/admin/elenco.html"

    def trail(self) -> list[tuple[str, str]]:
        return []

    def get(self, request: HttpRequest) -> HttpResponseBase:
        vista = next((v for v in Vista if v == request.GET.get("vista")), Vista.APERTI)
        on = today()
        counts = counts_of(self.competenze, user=self.user, on=on)
        found = work_list(self.competenze, user=self.user, vista=vista, on=on)
        paginator = Paginator(found, PER_PAGINA)
        if vista in counts:
            paginator.count = counts[vista]  # already asked, for the number beside the view
        page = paginator.get_page(request.GET.get("p"))
        context = self.get_context_data(
            vista=vista,
            viste=[(v, NOMI[v], show_number(counts[v]) if v in counts else None) for v in Vista],
            totale=show_number(page.paginator.count),
            pagina=page,
            righe=[(i, tempo_of(i, on=on)) for i in page],
            vuoto=_VUOTO[vista],
        )
        response: HttpResponse = self.render_to_response(context)
        return response


class SceltaView(IstanzeGuarded):
    """Which kind of procedure begins."""

    page_title = "Nuovo procedimento"
    template_name = "procedimenti/admin/scelta.html"

    def get(self, request: HttpRequest) -> HttpResponseBase:
        di_parte = [t for t in TipoProcedimento if REGOLE_PROCEDIMENTO[t].di_parte]
        d_ufficio = [t for t in TipoProcedimento if not REGOLE_PROCEDIMENTO[t].di_parte]
        gruppi = (("Su istanza di parte", di_parte), ("D’ufficio", d_ufficio))
        response: HttpResponse = self.render_to_response(self.get_context_data(gruppi=gruppi))
        return response


class NuovaView(IstanzeGuarded):
    """What an istanza that came in says; it stays a draft until its receipt is registered."""

    template_name = "procedimenti/admin/modulo.html"
    pulsante = "Salva la bozza"
    tipo: TipoProcedimento

    def check_entry(self, **kwargs: Any) -> None:
        super().check_entry(**kwargs)
        if kwargs["tipo"] not in TipoProcedimento.values:
            raise Http404
        self.tipo = TipoProcedimento(kwargs["tipo"])

    def get_page_title(self) -> str:
        return self.tipo.label

    def trail(self) -> list[tuple[str, str]]:
        return [*super().trail(), (reverse("istanze:scelta"), "Nuovo procedimento")]

    def make_form(self, data: Any = None) -> DatiIstanzaForm:
        apre = REGOLE_PROCEDIMENTO[self.tipo].apre
        return DatiIstanzaForm(
            data,
            tipo=self.tipo,
            sezioni=sezioni_for(self.tipo, self.competenze) if apre else None,
            voci=None if apre else voci_for(self.tipo, self.competenze),
        )

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        return self.show(self.make_form())

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        form = self.make_form(request.POST)
        made = form.attempt(lambda: self.make(form)) if form.is_valid() else None
        if made is None:
            messages.error(request, DA_CORREGGERE)
            return self.show(form)
        messages.success(request, f"Bozza {made.numero} salvata: aggiungi i documenti, poi registra la presentazione.")
        return redirect(caso_url(made))

    def make(self, form: DatiIstanzaForm) -> Istanza:
        iscrizione = find_voce_in(form.cleaned_data.get("iscrizione", ""), self.competenze)
        sezione = iscrizione.sezione if iscrizione else find_sezione_in(form.cleaned_data["sezione"], self.competenze)
        assert sezione is not None  # noqa: S101 - the form offers only these
        return open_istanza(
            tipo=self.tipo, sezione=sezione, iscrizione=iscrizione, by=self.user, dati=form.dati(), **form.testi()
        )

    def show(self, form: DatiIstanzaForm) -> HttpResponse:
        context = self.get_context_data(form=form, back_url=reverse("istanze:scelta"))
        response: HttpResponse = self.render_to_response(context)
        return response
