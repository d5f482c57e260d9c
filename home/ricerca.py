"""The reading of a person's search: what it asks, and a kind word about what cannot be understood; never an error."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from core.text import words
from distretti.enums import StatoIscrizione
from distretti.schemas import FILTRI
from pubblicazione.selectors import PERTINENZA, Query

RISORSA = "iscrizioni"
PER_PAGE = 20
MAX_Q = 200
# In the order in which they stand beside the results.
FACETS: dict[str, str] = {
    "sezione": "Sezione",
    "provincia": "Provincia della sede",
    "filiera": "Filiera",
    "stato": "Stato",
}
SORTS: dict[str, str] = {
    PERTINENZA: "Più pertinenti",
    "denominazione": "Denominazione, dalla A alla Z",
    "-denominazione": "Denominazione, dalla Z alla A",
    "codice": "Codice",
    "-aggiornato_il": "Aggiornati di recente",
}
_FORMS = {"q", "sort", "pagina", *FACETS}
# What others add to addresses to count visits: it asks nothing, so there is nothing to say about it.
_TRACKING = ("utm_", "fbclid", "gclid", "mc_", "pk_")

Labels = Mapping[str, Mapping[str, str]]


def default_sort(q: str) -> str:
    """Return the order of results when none is asked for: with words, those where they count most come first."""
    return PERTINENZA if words(q) else "denominazione"


def sorts_for(richiesta: "Richiesta") -> dict[str, str]:
    """Return the orders to choose from, by name: pertinence only among the results of words."""
    by_words = bool(words(richiesta.query.q))
    return {name: label for name, label in SORTS.items() if by_words or name != PERTINENZA}


@dataclass(frozen=True)
class Richiesta:
    """What a visitor asked for, read leniently; `avvisi` says what of it could not be used."""

    query: Query
    pagina: int = 1
    avvisi: list[str] = field(default_factory=list)

    @property
    def filtri_attivi(self) -> int:
        return sum(len(values) for values in self.query.filtri.values())

    @property
    def has_criteria(self) -> bool:
        return bool(self.query.q or self.query.filtri)

    def pairs(self) -> list[tuple[str, str]]:
        """Return the query as it stands in an address, defaults left out, always in the same order."""
        pairs = [("q", self.query.q)] if self.query.q else []
        pairs += [(name, value) for name in FACETS for value in self.query.filtri.get(name, [])]
        if self.query.sort != default_sort(self.query.q):
            pairs.append(("sort", self.query.sort))
        return pairs

    def address(self, *, pagina: int = 1) -> str:
        """Return the query string, '?' included, of a page of this search; empty for the whole list."""
        pairs = self.pairs()
        if pagina > 1:
            pairs.append(("pagina", str(pagina)))
        return f"?{urlencode(pairs)}" if pairs else ""

    @property
    def senza_filtri(self) -> "Richiesta":
        """The same words without any filter."""
        return replace(self, query=replace(self.query, filtri={}), pagina=1)

    def without(self, name: str, value: str | None = None) -> "Richiesta":
        """Return the same search without one value of a filter, without a whole filter, or without its words ('q')."""
        if name == "q":
            sort = "denominazione" if self.query.sort == PERTINENZA else self.query.sort
            return replace(self, query=replace(self.query, q="", sort=sort), pagina=1)
        filtri = dict(self.query.filtri)
        kept = [v for v in filtri.pop(name, []) if value is not None and v != value]
        if kept:
            filtri[name] = kept
        return replace(self, query=replace(self.query, filtri=filtri), pagina=1)


def _filters(data: QueryDict, known: Labels, avvisi: list[str]) -> dict[str, list[str]]:
    filtri = {}
    for name, label in FACETS.items():
        values = []
        for value in dict.fromkeys(data.getlist(name)):
            if value in known[name]:
                values.append(value)
            elif value:
                avvisi.append(f"Il filtro «{label}» non ha il valore «{value[:40]}»: la ricerca non ne tiene conto.")
        if values:
            filtri[name] = sorted(values)
    return {name: filtri[name] for name in FILTRI if name in filtri}


def _page_number(data: QueryDict, avvisi: list[str]) -> int:
    text = data.get("pagina", "")
    if not text:
        return 1
    if text.isascii() and text.isdigit() and int(text[:7]) >= 1:
        return int(text[:7])
    avvisi.append(f"«{text[:20]}» non è un numero di pagina: mostriamo la prima.")
    return 1


def read_richiesta(data: QueryDict, known: Labels) -> Richiesta:
    """Read a search from an address; `known` gives the values that each facet may have, with their names."""
    avvisi: list[str] = []
    for name in data:
        if name not in _FORMS and not name.startswith(_TRACKING):
            avvisi.append(f"L’indirizzo contiene «{name[:40]}», che questa pagina non conosce: non ne tiene conto.")
    q = " ".join(data.get("q", "").replace("\x00", " ").split())
    if len(q) > MAX_Q:
        q = q[:MAX_Q]
        avvisi.append(f"Le parole cercate erano troppe: abbiamo usato i primi {MAX_Q} caratteri.")
    sort = data.get("sort", "") or default_sort(q)
    if sort not in SORTS:
        avvisi.append(f"L’ordine «{sort[:40]}» non esiste: i risultati sono nell’ordine consueto.")
        sort = default_sort(q)
    if sort == PERTINENZA:
        sort = default_sort(q)  # without words nothing is more pertinent than anything else
    query = Query(risorsa=RISORSA, filtri=_filters(data, known, avvisi), q=q, sort=sort, limit=PER_PAGE)
    return Richiesta(query=query, pagina=_page_number(data, avvisi), avvisi=avvisi)


@dataclass(frozen=True)
class Valore:
    """One value of a facet as a box to tick."""

    valore: str
    nome: str
    totale: int
    scelto: bool


def show_facets(richiesta: Richiesta, counts: Mapping[str, Mapping[str, int]], known: Labels) -> list[dict[str, Any]]:
    """Return each facet with the values that lead somewhere; a single state is no choice, and is left out."""
    shown = []
    for name, label in FACETS.items():
        chosen = richiesta.query.filtri.get(name, [])
        valori = [
            Valore(value, nome, counts[name].get(value, 0), value in chosen)
            for value, nome in known[name].items()
            if counts[name].get(value) or value in chosen
        ]
        if valori and (chosen or len(valori) > 1 or name != "stato"):
            shown.append({"nome": name, "etichetta": label, "valori": valori})
    return shown


@dataclass(frozen=True)
class Chip:
    """One thing that is being asked, and the same search without it."""

    nome: str
    senza: Richiesta


def chips(richiesta: Richiesta, known: Labels) -> list[Chip]:
    """Return what is being asked, one chip each."""
    found = [Chip(f"«{richiesta.query.q}»", richiesta.without("q"))] if richiesta.query.q else []
    for name in FACETS:
        found += [
            Chip(known[name][value], richiesta.without(name, value)) for value in richiesta.query.filtri.get(name, [])
        ]
    return found


STATI: dict[str, str] = {str(s.value): str(s.label) for s in StatoIscrizione}


def page_links(richiesta: Richiesta, total: int) -> dict[str, Any]:
    """Return the pagination: first, last and those around the present page, with gaps as None."""
    last = max(1, -(-total // PER_PAGE))
    current = min(richiesta.pagina, last)
    near: Sequence[int] = sorted({1, last, *(n for n in (current - 1, current, current + 1) if 1 <= n <= last)})
    links: list[dict[str, Any] | None] = []
    for before, number in zip((0, *near), near, strict=False):
        if number - before > 1:
            links.append(None)
        links.append({"numero": number, "indirizzo": richiesta.address(pagina=number), "attuale": number == current})
    return {
        "attuale": current,
        "ultima": last,
        "pagine": links,
        "precedente": richiesta.address(pagina=current - 1) if current > 1 else None,
        "successiva": richiesta.address(pagina=current + 1) if current < last else None,
    }
