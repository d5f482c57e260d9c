"""The work list: the cases of a person's structures by view, kind, section and order, and what is chosen of them."""

from collections.abc import Collection
from dataclasses import replace

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from core.clock import today
from core.italiano import show_number
from distretti.models import Sezione
from identita.enums import Permesso
from procedimenti.admin.guard import IstanzeGuarded
from procedimenti.admin.lavoro.domanda import Domanda, read_domanda
from procedimenti.admin.quadro import tempo_of
from procedimenti.enums import TipoProcedimento
from procedimenti.selectors.caso import name_of_person
from procedimenti.selectors.lista import (
    NESSUNO,
    PER_PAGINA,
    Ordine,
    Vista,
    counts_of,
    find_responsabile,
    sezioni_in,
    work_list,
)

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
_ORDINI: dict[Ordine, str] = {
    Ordine.TERMINE: "Il termine più vicino",
    Ordine.RICEVIMENTO: "Ricevuto da più tempo",
    Ordine.RECENTI: "Ricevuto da meno tempo",
    Ordine.NOME: "Nome di chi presenta l’istanza",
}


def _orders(vista: Vista) -> list[tuple[str, str]]:
    """Return the orders that may be asked of a view, its own first."""
    if vista is Vista.CONCLUSI:
        return [("", "Concluso da meno tempo"), *((o.value, name) for o, name in _ORDINI.items())]
    return [("" if o is Ordine.TERMINE else o.value, name) for o, name in _ORDINI.items()]


def _with_person(domanda: Domanda, sezioni: Collection[Sezione]) -> tuple[Domanda, str]:
    """Return the question, and whose cases it asks, in words; without the person where there is none to name."""
    asked = domanda.filtro.responsabile
    if asked is None:
        return domanda, ""
    if asked == NESSUNO:
        return domanda, "quelli non assegnati"
    person = find_responsabile(asked, sezioni=sezioni)
    if person is None:
        return replace(domanda, filtro=replace(domanda.filtro, responsabile=None)), ""
    return domanda, f"quelli di {name_of_person(person)}"


# What may be done together: nothing of it asks words for each case, and nothing ends a case.
_WITH_ACTS = frozenset(Vista) - {Vista.BOZZE, Vista.CONCLUSI}


class ElencoView(IstanzeGuarded):
    """The cases of the person's structures, the nearest term first."""

    page_title = "Procedimenti"
    template_name = "procedimenti/admin/elenco.html"

    def trail(self) -> list[tuple[str, str]]:
        return []

    def get(self, request: HttpRequest) -> HttpResponseBase:
        sezioni, on = sezioni_in(self.competenze), today()
        domanda, solo = _with_person(read_domanda(request.GET), sezioni)
        counts = counts_of(sezioni, user=self.user, on=on, filtro=domanda.filtro)
        found = work_list(sezioni, user=self.user, vista=domanda.vista, on=on, filtro=domanda.filtro)
        paginator = Paginator(found, PER_PAGINA)
        if domanda.vista in counts:
            paginator.count = counts[domanda.vista]  # already asked, for the number beside the view
        page = paginator.get_page(domanda.pagina)
        context = self.get_context_data(
            domanda=domanda,
            viste=[(domanda.query(vista=v), v, NOMI[v], show_number(counts[v]) if v in counts else "") for v in Vista],
            totale=show_number(page.paginator.count),
            pagina=page,
            prima=domanda.query(pagina=page.number - 1),
            dopo=domanda.query(pagina=page.number + 1),
            righe=[(i, tempo_of(i, on=on)) for i in page],
            sezioni=sezioni,
            tipi=list(TipoProcedimento),
            ordini=_orders(domanda.vista),
            solo=solo,
            di_tutti=domanda.query(responsabile=None),
            senza_filtri=self._less(domanda, solo),
            vuoto=_VUOTO[domanda.vista],
            insieme=domanda.vista in _WITH_ACTS,
            assegna=bool(self.user.competenze_with(Permesso.ASSIGN_ISTANZA)),
        )
        response: HttpResponse = self.render_to_response(context)
        return response

    @staticmethod
    def _less(domanda: Domanda, solo: str) -> list[tuple[str, str]]:
        """Return how to see more: the question without each of its filters."""
        filtro, found = domanda.filtro, []
        if filtro.tipo is not None:
            found.append((domanda.query(tipo=None), f"Tutti i procedimenti, non solo «{filtro.tipo.label}»"))
        if filtro.sezione is not None:
            found.append((domanda.query(sezione=None), f"Tutte le sezioni, non solo la {filtro.sezione}"))
        if solo:
            found.append((domanda.query(responsabile=None), f"Quelli di tutti, non solo {solo}"))
        return found
