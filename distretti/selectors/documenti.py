"""Everything the register makes public, rendered anew from ledger, seals and lists, in few queries for many entries."""

from collections.abc import Iterator, Sequence
from itertools import islice

from distretti.models import (
    Aderente,
    Ateco,
    Comune,
    Filiera,
    FormaGiuridica,
    Iscrizione,
    Provincia,
    Sezione,
    TipologiaCibo,
)
from distretti.models.rendering import Vocabolari, elenco_in_force, gather_profilo
from distretti.models.vocabolari import Voce
from distretti.schemas import render_aderenti
from distretti.schemas.vocabolario import CLOSED_LISTS, render_closed_list, render_vocabolario
from pubblicazione.schemas import Rendering
from pubblicazione.selectors import sigilli_in_vigore

RISORSE = frozenset({"iscrizioni", "aderenti", "sezioni", "vocabolari"})
_CHUNK = 500
_TABLES: dict[str, type[Voce]] = {
    "province": Provincia,
    "forme-giuridiche": FormaGiuridica,
    "ateco": Ateco,
    "filiere": Filiera,
    "tipologie-cibo": TipologiaCibo,
}


def render_vocabolari() -> list[Rendering]:
    """Render every vocabulary."""
    made = [render_vocabolario("comuni", Comune.objects.select_related("provincia"))]
    made += [render_vocabolario(nome, model._default_manager.all()) for nome, model in _TABLES.items()]
    return made + [render_closed_list(nome) for nome in CLOSED_LISTS]


def render_sezioni() -> list[Rendering]:
    """Render every section."""
    return [sezione.render_documento() for sezione in Sezione.objects.all()]


def chunks_of_keys() -> Iterator[list[int]]:
    """Yield the keys of every entry, some hundreds at a time, in the order of their making."""
    keys = iter(list(Iscrizione.objects.order_by("pk").values_list("pk", flat=True)))
    while chunk := list(islice(keys, _CHUNK)):
        yield chunk


def load_iscrizioni(keys: Sequence[int]) -> list[Iscrizione]:
    """Return entries with all that their documents quote."""
    return list(Iscrizione.objects.for_documento().filter(pk__in=keys).order_by("pk"))


def render_iscrizioni(entries: Sequence[Iscrizione], *, vocabolari: Vocabolari) -> list[Rendering]:
    """Render entries that `for_documento` loaded."""
    pages = {entry.pk: entry.scheda.pk for entry in entries if entry.scheda}
    sigilli = sigilli_in_vigore(list(pages.values()))
    made = []
    for entry in entries:
        sigillo = sigilli.get(pages.get(entry.pk, 0))
        profilo = (
            gather_profilo(sigillo.contenuto, pubblicato_il=sigillo.pubblicato_il, vocabolari=vocabolari)
            if sigillo
            else None
        )
        made.append(entry.render_with(profilo))
    return made


def render_elenchi(entries: Sequence[Iscrizione]) -> list[Rendering]:
    """Render the members of the entries that have an approved list."""
    in_force = {entry.codice: elenco for entry in entries if (elenco := elenco_in_force(entry.elenchi.all()))}
    rows: dict[int, list[Aderente]] = {elenco.pk: [] for elenco in in_force.values()}
    for row in Aderente.objects.filter(elenco__in=rows):
        rows[row.elenco_id].append(row)
    return [render_aderenti(codice, elenco, rows[elenco.pk]) for codice, elenco in in_force.items()]
