"""One act on the cases chosen in the work list, and how it ended on each, in words."""

import re

from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin import messages

from core.italiano import show_count
from identita.enums import Permesso
from procedimenti.actions.insieme import Esito, take_each
from procedimenti.admin.guard import IstanzeGuarded
from procedimenti.admin.lavoro.domanda import read_domanda
from procedimenti.enums import Passo
from procedimenti.exceptions import ProcedimentoError
from procedimenti.models import Istanza
from procedimenti.selectors.caso import handlers_in
from procedimenti.selectors.lista import PER_PAGINA, find_istanze, sezioni_in

# A case as a row of the list sends it: its number, and its version when the list was read.
_CHOSEN = re.compile(r"(?P<numero>[A-Z0-9-]{1,20}):(?P<versione>[0-9]{1,9})")


class InsiemeView(IstanzeGuarded):
    """Does what was asked of the cases chosen; each is one act, done or refused by itself."""

    template_name = "procedimenti/admin/insieme.html"
    page_title = "Esito"

    def get(self, request: HttpRequest) -> HttpResponseBase:
        return redirect("istanze:elenco")

    def post(self, request: HttpRequest) -> HttpResponseBase:
        asked = QueryDict(request.POST.get("elenco", "").removeprefix("?"))
        back = reverse("istanze:elenco") + read_domanda(asked).query()
        passo = next((p for p in Passo if p == request.POST.get("passo")), None)
        scelte = self._chosen(request.POST.getlist("caso"))
        if passo is None or not scelte:
            messages.error(request, "Scegli almeno un procedimento dell’elenco, poi che cosa farne.")
            return redirect(back)
        if passo is Passo.ASSEGNAZIONE and not self._sent_person(request.POST):
            return self._ask_person(scelte, back, missing="responsabile" in request.POST)
        try:
            esiti = take_each(scelte=scelte, passo=passo, by=self.user, dati=self._dati(passo, request.POST))
        except ProcedimentoError as refused:
            messages.error(request, refused.intero)
            return redirect(back)
        self.page_title = f"{passo.label}: esito"
        return self._show(esiti, back)

    def _chosen(self, sent: list[str]) -> list[tuple[Istanza, int]]:
        """Return the cases sent, in their order, those that this person may see; a list's page holds no more."""
        read = [found for text in sent[:PER_PAGINA] if (found := _CHOSEN.fullmatch(text))]
        versions = {one["numero"]: int(one["versione"]) for one in read}
        known = find_istanze(versions, sezioni=sezioni_in(self.competenze))
        return [(known[numero], versione) for numero, versione in versions.items() if numero in known]

    @staticmethod
    def _sent_person(sent: QueryDict) -> int:
        chosen = sent.get("responsabile", "")
        return int(chosen) if chosen.isascii() and chosen.isdigit() and len(chosen) < 10 else 0

    def _dati(self, passo: Passo, sent: QueryDict) -> dict[str, int]:
        return {"responsabile": self._sent_person(sent)} if passo is Passo.ASSEGNAZIONE else {}

    def _ask_person(self, scelte: list[tuple[Istanza, int]], back: str, *, missing: bool) -> HttpResponse:
        """Ask to whom; who may not assign is told so of each case, when the act is tried."""
        self.page_title = "Assegna a…"
        self.template_name = "procedimenti/admin/assegna.html"
        people = handlers_in(self.user.competenze_with(Permesso.ASSIGN_ISTANZA) or self.competenze)
        persone = [(u.pk, u.get_full_name() or u.username) for u in people]
        context = self.get_context_data(
            scelte=scelte, persone=persone, manca=missing, back_url=back, elenco=back.partition("?")[2]
        )
        response: HttpResponse = self.render_to_response(context)
        return response

    def _show(self, esiti: list[Esito], back: str) -> HttpResponse:
        done = sum(not e.perche for e in esiti)
        said = [show_count(done, "fatto", "fatti")] if done else []
        if left := len(esiti) - done:
            said.append(show_count(left, "non fatto", "non fatti"))
        context = self.get_context_data(esiti=esiti, riassunto=", ".join(said), back_url=back)
        response: HttpResponse = self.render_to_response(context)
        return response
