"""The screen of one step: what it does, what it asks, the refusal with its article."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin import messages

from core.clock import today
from distretti.enums import REGOLE_ANNOTAZIONE
from procedimenti.actions.esito import grant_istanza
from procedimenti.actions.passi import take_passo
from procedimenti.admin.forms import AccoglimentoForm, PassoForm
from procedimenti.admin.guard import GuardedInside, caso_url
from procedimenti.admin.nuova import DA_CORREGGERE
from procedimenti.admin.parti.campi import SPIEGA
from procedimenti.admin.quadro import Mossa, mosse_of
from procedimenti.enums import REGOLE_PROCEDIMENTO, Passo, StatoIstanza, TipoProcedimento
from procedimenti.models import PassoIstanza
from procedimenti.policies.integrazione.richiesta import in_groups
from procedimenti.policies.passi import must_answer
from procedimenti.selectors.caso import askable_of, handlers_of, not_arrived, storia_of_istanza
from procedimenti.selectors.scelte import proposed_end


class PassoView(GuardedInside):
    """Takes a step that the case admits now; what may not be done is shown with its reason."""

    template_name = "procedimenti/admin/passo.html"
    mossa: Mossa | None

    def check_entry(self, **kwargs: Any) -> None:
        super().check_entry(**kwargs)
        if kwargs["passo"] not in Passo.values:
            raise Http404
        self.passo = Passo(kwargs["passo"])
        self.mossa = next((m for m in mosse_of(self.istanza, self.user) if m.passo is self.passo), None)

    def get_page_title(self) -> str:
        return str(self.passo.label)

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        return self._moved() if self.mossa is None else self._show(self.make_form())

    def _moved(self) -> HttpResponse:
        stato = self.istanza.get_stato_display()
        messages.error(self.request, f"«{self.passo.label}» ora non si può fare: il caso è «{stato}».")
        return redirect(caso_url(self.istanza))

    def make_form(self, data: Any = None) -> PassoForm:
        handlers = handlers_of(self.istanza.competenza) if self.passo is Passo.ASSEGNAZIONE else ()
        people = [(u.pk, u.get_full_name() or u.username) for u in handlers]
        asked = in_groups(askable_of(self.istanza)) if self.passo is Passo.RICHIESTA_INTEGRAZIONE else []
        common: Any = {"passo": self.passo, "istanza": self.istanza, "persone": people, "campi": asked}
        if self.passo is Passo.PROPOSTA:
            dal_preavviso = self.istanza.stato == StatoIstanza.PREAVVISO
            common["risponde"] = must_answer(storia_of_istanza(self.istanza), dal_preavviso=dal_preavviso)
        if self.passo is not Passo.ACCOGLIMENTO:
            return PassoForm(data, **common)
        regola = REGOLE_PROCEDIMENTO[TipoProcedimento(self.istanza.tipo)]
        campi = REGOLE_ANNOTAZIONE[regola.annotazioni[0]].campi_on(opening=regola.apre)
        renews = any(c.fatto == "scade_il" for c in campi)
        end = proposed_end(self.istanza.sezione, dal=today()) if renews else None
        return AccoglimentoForm(data, renews=renews, scade_il=end, **common)

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        if self.mossa is None:
            return self._moved()
        form = self.make_form(request.POST)
        done = form.attempt(lambda: self.take(form)) if form.is_valid() else None
        if done is None:
            messages.error(request, DA_CORREGGERE)
            return self._show(form)
        messages.success(request, self._words(done), buttons=self._writing(done))
        return redirect(caso_url(self.istanza))

    def take(self, form: PassoForm) -> PassoIstanza:
        if isinstance(form, AccoglimentoForm):
            return grant_istanza(istanza=self.istanza, by=self.user, **form.request())
        return take_passo(istanza=self.istanza, passo=self.passo, by=self.user, richiesta=form.richiesta())

    def _words(self, done: PassoIstanza) -> str:
        if done.annotazione is None:
            return f"Registrato: {self.passo.label.lower()}."
        voce = done.annotazione.iscrizione
        return f"Accolta: l’atto è nel registro, voce {voce.codice}. È già pubblica."

    def _writing(self, done: PassoIstanza) -> list[Any]:
        """The way to the writing that the step asks for, if it asks for one."""
        tipo = done.tipo_scritto
        if tipo is None:
            return []
        url = reverse("istanze:scritto", args=[self.istanza.numero, done.seq])
        return [messages.button(url, f"Prepara: {tipo.label.lower()}")]

    def _show(self, form: PassoForm) -> HttpResponse:
        context = self.get_context_data(
            form=form,
            mossa=self.mossa,
            istanza=self.istanza,
            spiega=SPIEGA.get(self.passo, ""),
            non_arrivati=not_arrived(self.istanza) if self.passo is Passo.INTEGRAZIONE else [],
            back_url=caso_url(self.istanza),
        )
        response: HttpResponse = self.render_to_response(context)
        return response
