"""The checklist of a case: what its data say of each requirement today, and what a person has said of it."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import F, Max, Q

from core.clock import today
from distretti.enums import STATI_FINALI, NomeRegola, StatoElenco, StatoRegola
from distretti.models import Aderente
from procedimenti.enums import TipoProcedimento
from procedimenti.models import Istanza, VerificaRequisito
from procedimenti.policies.requisiti import (
    Minimo,
    Riscontro,
    check_declared,
    check_members,
    check_papers,
    requisiti_of,
)
from procedimenti.selectors.dichiarazioni import rese_of_istanza
from procedimenti.selectors.regole import regola_on


@dataclass(frozen=True)
class Voce:
    """One line of the checklist: what was found, and the last word of a person, if there is one."""

    riscontro: Riscontro
    verifica: VerificaRequisito | None

    @property
    def soddisfatto(self) -> bool | None:
        """The outcome that counts: the person's, else that of the data; None while nobody can tell."""
        return self.verifica.soddisfatto if self.verifica else self.riscontro.soddisfatto


def checklist_of(istanza: Istanza) -> list[Voce]:
    """Return the checklist of a case, in the order of the requirements."""
    wanted = requisiti_of(TipoProcedimento(istanza.tipo))
    if not wanted:
        return []
    words = {v.requisito: v for v in istanza.verifiche.select_related("verificato_da").order_by("pk")}
    found = {r.requisito: r for r in findings_of(istanza)}
    return [Voce(found[requisito], words.get(requisito)) for requisito in wanted]


def findings_of(istanza: Istanza) -> list[Riscontro]:
    """Return what the data say of every requirement."""
    righe = list(istanza.aderenti.all())
    papers = [(a.tipo, a.file.firma.get("firme", [])) for a in istanza.allegati.select_related("file")]
    altrove = _elsewhere(istanza, [r.codice_fiscale for r in righe if r.codice_fiscale])
    members = check_members(righe, minimo=_minimo(istanza), altrove=altrove)
    declared = check_declared(rese_of_istanza(istanza), dichiarante=istanza.dichiarante)
    return [*members, *check_papers(TipoProcedimento(istanza.tipo), papers), declared]


def _minimo(istanza: Istanza) -> Minimo | None:
    day = istanza.ricevuta_al or today()
    regola = regola_on(istanza.sezione, NomeRegola.MINIMO_IMPRESE, on=day)
    if regola is None:
        return None
    return Minimo(regola.valore, regola.fonte, confermato=regola.stato == StatoRegola.CONFERMATA)


def _elsewhere(istanza: Istanza, codici: list[str]) -> dict[str, list[str]]:
    """Return the tax codes found in the lists in force of other entries; their code and name alone cross the wall."""
    last = Max(
        "elenco__iscrizione__elenchi__versione", filter=Q(elenco__iscrizione__elenchi__stato=StatoElenco.APPROVATO)
    )
    rows = (
        Aderente.objects.filter(codice_fiscale__in=codici, elenco__stato=StatoElenco.APPROVATO)
        .exclude(elenco__iscrizione=istanza.iscrizione_id)
        .exclude(elenco__iscrizione__stato__in=sorted(STATI_FINALI))
        .annotate(last=last)
        .filter(elenco__versione=F("last"))
        .order_by("elenco__iscrizione__codice", "codice_fiscale")
        .values_list("elenco__iscrizione__codice", "elenco__iscrizione__denominazione", "codice_fiscale")
    )
    found: dict[str, list[str]] = defaultdict(list)
    for codice, denominazione, codice_fiscale in rows:
        found[f"{codice}, {denominazione}"].append(codice_fiscale)
    return dict(found)
