"""The dashboard of a structure: who has how much, how old it is, how long it really takes, what went past its term."""

import re

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from core.clock import today
from procedimenti.admin.guard import IstanzeGuarded
from procedimenti.admin.lavoro.domanda import Domanda
from procedimenti.admin.quadro import tempo_of
from procedimenti.selectors.cruscotto import Carico, ageing_of, by_structure, load_of, past_term, times_of
from procedimenti.selectors.lista import Filtro, Vista
from procedimenti.selectors.struttura.protocollo import waiting_steps
from procedimenti.selectors.struttura.sostituzione import titolare_on

_FIRST_YEAR = 2000


def year_of(request: HttpRequest) -> int:
    """Return the year in the address, or the present one where it names none that is known."""
    asked, this = request.GET.get("anno", ""), today().year
    known = bool(re.fullmatch("[0-9]{4}", asked)) and _FIRST_YEAR <= int(asked) <= this
    return int(asked) if known else this


def _linked(carico: Carico) -> tuple[Carico, str, str]:
    """Return a load with the addresses of the lists that its two numbers count."""
    filtro, index = Filtro(responsabile=carico.responsabile), reverse("istanze:elenco")
    aperti, scaduti = (index + Domanda(vista, filtro).query() for vista in (Vista.APERTI, Vista.SCADUTI))
    return carico, aperti, scaduti


class CruscottoView(IstanzeGuarded):
    """Four tables, each right also with nothing in it; the year of the last two is in the address."""

    page_title = "Carichi e tempi"
    template_name = "procedimenti/admin/cruscotto.html"

    def get(self, request: HttpRequest) -> HttpResponseBase:
        on, anno = today(), year_of(request)
        context = self.get_context_data(
            # Text: a year is no number to be grouped by thousands.
            anno=str(anno),
            anno_prima=str(anno - 1) if anno > _FIRST_YEAR else "",
            anno_dopo=str(anno + 1) if anno < on.year else "",
            carichi=[_linked(c) for c in load_of(self.competenze, on=on)],
            eta=ageing_of(self.competenze, on=on),
            tempi=times_of(self.competenze, anno=anno),
            oltre=[
                (f"{struttura}: {tipo.lower()}", [(i, tempo_of(i, on=on)) for i in cases])
                for (struttura, tipo), cases in by_structure(past_term(self.competenze, anno=anno, on=on))
            ],
            attese=waiting_steps(self.competenze),
            titolari=[t for c in sorted(self.competenze) if (t := titolare_on(c, on=on)) is not None],
        )
        response: HttpResponseBase = self.render_to_response(context)
        return response
