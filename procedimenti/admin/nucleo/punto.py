"""The screen of one item: the case, the evaluation sheet, where each member stands, the votes."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin import messages

from procedimenti.actions.nucleo.punto import Chiamato, cast_voto, record_presenza_punto, write_scheda
from procedimenti.actions.nucleo.seduta import remove_punto
from procedimenti.admin.forms import IstanzaForm
from procedimenti.admin.nucleo.forms import PresenzaPuntoForm, SchedaForm, VotoForm
from procedimenti.admin.nucleo.guard import GuardedPunto, seduta_url
from procedimenti.admin.nuova import DA_CORREGGERE
from procedimenti.collegio import SEDUTA_FINITA, StatoSeduta
from procedimenti.exceptions import ProcedimentoError
from procedimenti.policies.nucleo import derive_esito, numero_legale
from procedimenti.selectors.nucleo.seduta import Collegio, collegio_of, scheda_of
from procedimenti.selectors.scelte import allegati_of


class PuntoView(GuardedPunto):
    """All of one item; what it is sent says which part."""

    template_name = "procedimenti/nucleo/punto.html"

    def get_page_title(self) -> str:
        return f"{self.punto.posizione}. {self.punto.istanza.nome}"

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        return self._show(collegio_of(self.seduta))

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        part = request.POST.get("parte", "")
        if part == "togli":
            return self._remove()
        collegio = collegio_of(self.seduta)
        forms = self._forms(collegio, part, request.POST)
        form = forms.get(part)
        if form is None:
            return redirect(self._url())
        done = form.attempt(lambda: self._act(part, form, collegio) or True) if form.is_valid() else None
        if done is None:
            messages.error(request, DA_CORREGGERE)
            return self._show(collegio, forms)
        messages.success(request, {"scheda": "Scheda salvata.", "voto": "Voto registrato."}.get(part, "Registrato."))
        return redirect(f"{self._url()}#{part}")

    def _url(self) -> str:
        return reverse("nucleo:punto", args=[self.seduta.pk, self.punto.posizione])

    def _remove(self) -> HttpResponseBase:
        try:
            remove_punto(punto=self.punto, by=self.user)
        except ProcedimentoError as refused:
            messages.error(self.request, refused.intero)
        else:
            messages.success(self.request, f"Tolto dall’ordine del giorno: {self.punto.istanza.nome}.")
        return redirect(seduta_url(self.seduta))

    def _forms(self, collegio: Collegio, part: str = "", data: Any = None) -> dict[str, Any]:
        """Return the forms that the seduta admits now; that of `part` holds what was sent."""
        stato = StatoSeduta(self.seduta.stato)
        seats = [(s.componente, s.nome) for s in collegio.seggi(self.punto) if s.voto is None]
        voters = [(s.componente, s.nome) for s in collegio.seggi(self.punto) if s.voto is None and s.vota]
        found: dict[str, IstanzaForm] = {}
        if stato not in SEDUTA_FINITA:
            found["scheda"] = SchedaForm(
                data if part == "scheda" else None,
                righe=scheda_of(self.punto),
                discussione=self.punto.discussione,
                prescrizioni=self.punto.prescrizioni,
            )
        if stato in {StatoSeduta.CONVOCATA, StatoSeduta.APERTA}:
            found["presenza"] = PresenzaPuntoForm(data if part == "presenza" else None, componenti=seats)
        if stato is StatoSeduta.APERTA:
            found["voto"] = VotoForm(data if part == "voto" else None, componenti=voters)
        return found

    def _act(self, part: str, form: Any, collegio: Collegio) -> Any:
        said = form.cleaned_data
        if part == "scheda":
            return write_scheda(punto=self.punto, by=self.user, **form.fatti())
        chosen = int(said["componente"])
        if part == "presenza":
            return record_presenza_punto(
                punto=self.punto, componente_id=chosen, stato=said["stato"], motivo=said["motivo"], by=self.user
            )
        member = next(c for c in collegio.componenti if c.pk == chosen)
        chi = Chiamato(member, by=self.user)
        return cast_voto(punto=self.punto, chi=chi, valore=said["valore"], testo=said["testo"])

    def _show(self, collegio: Collegio, forms: dict[str, Any] | None = None) -> HttpResponseBase:
        punto, seggi, scheda = self.punto, collegio.seggi(self.punto), scheda_of(self.punto)
        context = self.get_context_data(
            seduta=self.seduta,
            punto=punto,
            istanza=punto.istanza,
            allegati=allegati_of(punto.istanza),
            seggi=seggi,
            legale=numero_legale(seggi, collegio.regole),
            finora=derive_esito(seggi, collegio.regole) if self.seduta.stato == StatoSeduta.APERTA else None,
            scheda=scheda,
            scheda_scritta=bool(punto.discussione or punto.prescrizioni or any(r.valutazione for r in scheda)),
            moduli=forms or self._forms(collegio),
            bozza=self.seduta.stato == StatoSeduta.BOZZA,
            back_url=seduta_url(self.seduta),
        )
        response: HttpResponseBase = self.render_to_response(context)
        return response
