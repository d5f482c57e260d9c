"""The list of the rules that are data: what holds today, what will hold, what held, with source and days."""

import datetime as dt
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from core.clock import today
from core.italiano import from_day, to_day
from identita.enums import Competenza
from procedimenti.admin.guard import IstanzeGuarded
from procedimenti.admin.regole.specie import SPECIE, Specie
from procedimenti.permissions import can_write_regole
from procedimenti.policies.regole.versioni import split_versioni


@dataclass(frozen=True)
class Riga:
    """A version as the list tells it."""

    testo: str
    fonte: str
    periodo: str
    confermata: bool
    riga: Any


@dataclass(frozen=True)
class Voce:
    """A rule: the version of today (None: it does not hold), those to come, those that were, where to change it."""

    titolo: str
    oggi: Riga | None
    future: list[Riga]
    passate: list[Riga]
    url: str
    fine_url: str


def _line(specie: Specie, riga: Any, fino: dt.date | None) -> Riga:
    last = riga.valida_al if fino is None else fino - dt.timedelta(days=1)
    period = from_day(riga.valida_dal) + (f" {to_day(last)}" if last and last >= riga.valida_dal else "")
    if last and last < riga.valida_dal:
        period += ", corretta prima che valesse"
    text = "Non si chiede più." if getattr(riga, "cessata", False) else specie.words(riga)
    source = " · ".join(s for s in (riga.fonte, specie.where(riga)) if s)
    return Riga(text, source, period, riga.confermata, riga)


def voci_of(specie: Specie, competenza: Competenza, *, on: dt.date, writes: bool) -> list[Voce]:
    """Return the rules of a kind that hold, held or will hold for a structure."""
    found = []
    for key, rows in specie.grouped(competenza).items():
        ordered = sorted(rows, key=lambda r: (r.valida_dal, r.pk))
        ends = {r.pk: following.valida_dal for r, following in pairwise(ordered)}
        versions = split_versioni(rows, on=on)
        kwargs = {"competenza": competenza.value, "specie": specie.nome, "chiave": key}
        lines = {r.pk: _line(specie, r, ends.get(r.pk)) for r in ordered}
        found.append(
            Voce(
                titolo=specie.title(ordered[-1]),
                oggi=lines[versions.corrente.pk] if versions.corrente else None,
                future=[lines[r.pk] for r in versions.future],
                passate=[lines[r.pk] for r in versions.passate],
                url=reverse("istanze:regola", kwargs=kwargs) if writes else "",
                fine_url=reverse("istanze:regola_fine", kwargs=kwargs) if writes and specie.chiude else "",
            )
        )
    return found


class RegoleView(IstanzeGuarded):
    """Everybody who treats istanze reads them; the dirigente of the structure writes them."""

    page_title = "Regole"
    template_name = "procedimenti/admin/regole.html"

    def get(self, request: HttpRequest) -> HttpResponseBase:
        on, strutture = today(), []
        for competenza in sorted(self.competenze):
            writes = can_write_regole(self.user, competenza)
            gruppi = []
            for specie in SPECIE.values():
                kwargs = {"competenza": competenza.value, "specie": specie.nome}
                new = reverse("istanze:regola_nuova", kwargs=kwargs) if writes and specie.nuova else ""
                gruppi.append((specie, new, voci_of(specie, competenza, on=on, writes=writes)))
            strutture.append((competenza, gruppi))
        context = self.get_context_data(
            strutture=strutture,
            piu_strutture=len(strutture) > 1,
            scrive=any(can_write_regole(self.user, c) for c in self.competenze),
        )
        response: HttpResponseBase = self.render_to_response(context)
        return response
