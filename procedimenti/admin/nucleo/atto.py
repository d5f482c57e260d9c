"""The acts on a whole seduta, each with a page that says what it does before it is done."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin import messages

from identita.models import User
from procedimenti.actions.nucleo.chiusura import close_seduta
from procedimenti.actions.nucleo.seduta import annulla_seduta, apri_seduta, convoca_seduta, delete_seduta
from procedimenti.admin.nucleo.forms import MotivoForm
from procedimenti.admin.nucleo.guard import GuardedSeduta, seduta_url
from procedimenti.admin.nucleo.seduta import punti_quadro
from procedimenti.models import SedutaNucleo
from procedimenti.policies.nucleo import derive_esito
from procedimenti.selectors.nucleo.seduta import collegio_of


@dataclass(frozen=True)
class Atto:
    """An act as its page tells it: what it is called, what it does, the words when it is done."""

    titolo: str
    testo: str
    pulsante: str
    fatto: str
    act: Callable[[SedutaNucleo, User, str], Any]
    distrugge: bool = False


ATTI: dict[str, Atto] = {
    "convocazione": Atto(
        "Convoca la seduta",
        "Ogni componente riceve un messaggio con l’ordine del giorno e un collegamento personale per leggere i "
        "documenti e votare. La seduta prende il suo numero; giorno, luogo e ordine del giorno non si cambiano più.",
        "Convoca e invia i messaggi",
        "Seduta convocata: i messaggi partono ora.",
        lambda seduta, by, _motivo: convoca_seduta(seduta=seduta, by=by),
    ),
    "apertura": Atto(
        "Apri la seduta",
        "Da qui si registrano le presenze e si vota.",
        "Apri la seduta",
        "Seduta aperta: registra chi è presente.",
        lambda seduta, by, _motivo: apri_seduta(seduta=seduta, by=by),
    ),
    "chiusura": Atto(
        "Chiudi la seduta",
        "I pareri si scrivono nei casi, il verbale è sigillato e non si vota più.",
        "Chiudi e genera il verbale",
        "Seduta chiusa: i pareri sono nei casi e il verbale è pronto.",
        lambda seduta, by, _motivo: close_seduta(seduta=seduta, by=by),
    ),
    "annullamento": Atto(
        "Annulla la seduta",
        "I componenti sono avvisati, i loro collegamenti non valgono più; le istanze restano all’esame del Nucleo.",
        "Annulla la seduta",
        "Seduta annullata: i componenti sono avvisati.",
        lambda seduta, by, motivo: annulla_seduta(seduta=seduta, motivo=motivo, by=by),
        distrugge=True,
    ),
    "eliminazione": Atto(
        "Elimina la bozza",
        "Nessuno ne è stato avvisato: non ne resta niente. Le istanze restano all’esame del Nucleo.",
        "Elimina la bozza",
        "Bozza eliminata.",
        lambda seduta, by, _motivo: delete_seduta(seduta=seduta, by=by),
        distrugge=True,
    ),
}


class AttoView(GuardedSeduta):
    """Does one act, after saying what it does."""

    template_name = "procedimenti/nucleo/atto.html"
    atto: Atto

    def check_entry(self, **kwargs: Any) -> None:
        super().check_entry(**kwargs)
        if kwargs["atto"] not in ATTI:
            raise Http404
        self.nome, self.atto = kwargs["atto"], ATTI[kwargs["atto"]]

    def trail(self) -> list[tuple[str, str]]:
        return [*super().trail(), (seduta_url(self.seduta), str(self.seduta))]

    def get_page_title(self) -> str:
        return self.atto.titolo

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        return self._show(self._form())

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        form = self._form(request.POST)
        motivo = request.POST.get("motivo", "")
        done = form.attempt(lambda: self.atto.act(self.seduta, self.user, motivo) or True) if form.is_valid() else None
        if done is None:
            return self._show(form)
        messages.success(request, self.atto.fatto)
        return redirect(reverse("nucleo:elenco") if self.nome == "eliminazione" else seduta_url(self.seduta))

    def _form(self, data: Any = None) -> MotivoForm:
        return MotivoForm(data, chiede=self.nome == "annullamento")

    def _show(self, form: MotivoForm) -> HttpResponseBase:
        collegio = collegio_of(self.seduta)
        closing = self.nome == "chiusura"
        punti = punti_quadro(self.seduta, collegio) if closing else []
        context = self.get_context_data(
            seduta=self.seduta,
            atto=self.atto,
            form=form,
            chiede=self.nome == "annullamento",
            esiti=[(p, derive_esito(p["seggi"], collegio.regole)) for p in punti],
            chiamati=collegio.componenti if self.nome == "convocazione" else [],
            back_url=seduta_url(self.seduta),
        )
        response: HttpResponseBase = self.render_to_response(context)
        return response
