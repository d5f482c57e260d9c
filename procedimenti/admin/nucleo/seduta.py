"""The screen of a seduta: agenda, who is there, votes as they come; what leaves it: links, accesses, verbale."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.timezone import localtime
from wagtail.admin import messages

from core.clock import today
from procedimenti.actions.nucleo.punto import record_presenze
from procedimenti.actions.nucleo.seduta import add_punto, resend_link
from procedimenti.actions.nucleo.verbale import verbale_pdf, write_verbale
from procedimenti.admin.nucleo.forms import PuntoForm
from procedimenti.admin.nucleo.guard import GuardedSeduta, seduta_url
from procedimenti.admin.nuova import DA_CORREGGERE
from procedimenti.collegio import StatoPresenza, StatoSeduta
from procedimenti.exceptions import ProcedimentoError
from procedimenti.models import SedutaNucleo
from procedimenti.policies.nucleo import numero_legale, presiding
from procedimenti.policies.seduta import check_apri
from procedimenti.selectors.nucleo.componenti import regole_in_force
from procedimenti.selectors.nucleo.link import accessi_of, links_of
from procedimenti.selectors.nucleo.seduta import Collegio, candidates_for, collegio_of, punti_of

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def punti_quadro(seduta: SedutaNucleo, collegio: Collegio) -> list[dict[str, Any]]:
    """Return each item with its seats, the quorum, who presides and who of the present has not voted yet."""
    found = []
    for punto in punti_of(seduta):
        seggi = collegio.seggi(punto)
        found.append({
            "punto": punto,
            "seggi": seggi,
            "votano": [s for s in seggi if s.vota],
            "legale": numero_legale(seggi, collegio.regole),
            "presiede": presiding(seggi),
            "votati": sum(s.voto is not None for s in seggi),
            "attesi": [s.nome for s in seggi if s.vota and s.is_present and s.voto is None],
        })  # fmt: skip
    return found


def why_not_opened(seduta: SedutaNucleo) -> str:
    """Return why a seduta cannot be opened today, in the rule's words; empty if it can."""
    try:
        check_apri(stato=StatoSeduta(seduta.stato), il=localtime(seduta.il).date(), today=today())
    except ProcedimentoError as refused:
        return refused.intero
    return ""


class SedutaView(GuardedSeduta):
    """All of one seduta."""

    template_name = "procedimenti/nucleo/seduta.html"

    def get_page_title(self) -> str:
        return str(self.seduta)

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        return self.show()

    def show(self, form: PuntoForm | None = None) -> HttpResponse:
        """Show the seduta; a form that was refused is shown as it was sent."""
        seduta, collegio = self.seduta, collegio_of(self.seduta)
        draft, stato = seduta.stato == StatoSeduta.BOZZA, StatoSeduta(seduta.stato)
        links = links_of(seduta)
        context = self.get_context_data(
            seduta=seduta,
            punti=punti_quadro(seduta, collegio),
            componenti=[(c, collegio.presenza(c.pk), links.get(c.pk)) for c in collegio.componenti],
            presenze=[(p.value, p.label) for p in (StatoPresenza.PRESENTE, StatoPresenza.ASSENTE)],
            regole=regole_in_force(seduta.competenza, collegio.on),
            form=(form or PuntoForm(istanze=candidates_for(seduta))) if draft else None,
            bozza=draft,
            aperta=stato is StatoSeduta.APERTA,
            non_apre=why_not_opened(seduta),
            viva=stato in {StatoSeduta.CONVOCATA, StatoSeduta.APERTA},
        )
        response: HttpResponse = self.render_to_response(context)
        return response


class OrdineView(SedutaView):
    """Puts an istanza on the agenda."""

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        return redirect(seduta_url(self.seduta))

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        waiting = candidates_for(self.seduta)
        form = PuntoForm(request.POST, istanze=waiting)
        if form.is_valid():
            chosen = next(i for i in waiting if str(i.pk) == form.cleaned_data["istanza"])
            if form.attempt(lambda: add_punto(seduta=self.seduta, istanza=chosen, by=self.user)):
                messages.success(request, f"All’ordine del giorno: {chosen.nome}.")
                return redirect(seduta_url(self.seduta))
        messages.error(request, DA_CORREGGERE)
        return self.show(form)


class PresenzeView(GuardedSeduta):
    """Writes who is there and who is not."""

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        return redirect(seduta_url(self.seduta))

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        members = {f"presenza_{c.pk}": c.pk for c in collegio_of(self.seduta).componenti}
        sent = {pk: request.POST[name] for name, pk in members.items() if request.POST.get(name)}
        try:
            changed = record_presenze(seduta=self.seduta, presenze=sent, by=self.user)
        except ProcedimentoError as refused:
            messages.error(request, refused.intero)
        else:
            messages.success(request, "Presenze registrate." if changed else "Nessuna presenza è cambiata.")
        return redirect(f"{seduta_url(self.seduta)}#presenze")


class CollegamentiView(GuardedSeduta):
    """Every use of the personal links; and a new link sent to a member."""

    page_title = "Accessi con i collegamenti personali"
    template_name = "procedimenti/nucleo/accessi.html"

    def trail(self) -> list[tuple[str, str]]:
        return [*super().trail(), (seduta_url(self.seduta), str(self.seduta))]

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        context = self.get_context_data(seduta=self.seduta, accessi=accessi_of(self.seduta))
        response: HttpResponseBase = self.render_to_response(context)
        return response

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        asked = request.POST.get("componente", "")
        try:
            resend_link(seduta=self.seduta, componente_id=int(asked) if asked.isdecimal() else 0, by=self.user)
        except ProcedimentoError as refused:
            messages.error(request, refused.intero)
        else:
            messages.success(request, "Nuovo collegamento inviato; quello di prima non vale più.")
        return redirect(f"{seduta_url(self.seduta)}#presenze")


class VerbaleView(GuardedSeduta):
    """The verbale as a file: of a closed seduta what was sealed, of one under way what there is so far."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        makers = {"docx": (write_verbale, _DOCX), "pdf": (verbale_pdf, "application/pdf")}
        if kwargs["formato"] not in makers:
            raise Http404
        make, media_type = makers[kwargs["formato"]]
        try:
            made = make(self.seduta)
        except ProcedimentoError as refused:
            messages.error(request, refused.intero)
            return redirect(seduta_url(self.seduta))
        response = HttpResponse(made, content_type=media_type)
        name = f"verbale-{self.seduta.anno}-{self.seduta.numero}" if self.seduta.numero else "verbale-bozza"
        response["Content-Disposition"] = f'attachment; filename="{name}.{kwargs["formato"]}"'
        response["Cache-Control"] = "private, no-store"
        return response
