"""Reads of the rendered documents: one by key, and pages of them by keyset."""

from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q, QuerySet

from core.text import stems
from pubblicazione.models import Documento, DocumentoFiltro


@dataclass(frozen=True)
class Query:
    """Which documents: filters (OR inside, AND between), text, order, and the last key already seen."""

    risorsa: str
    filtri: dict[str, list[str]] = field(default_factory=dict)
    q: str = ""
    sort: str = "denominazione"
    limit: int = 20
    after: tuple[str, str] | None = None


_SORT_FIELDS = {"denominazione": "ordine", "codice": "chiave", "aggiornato_il": "sequenza"}
SORTS = tuple(sign + name for name in _SORT_FIELDS for sign in ("", "-"))


def find_documento(risorsa: str, chiave: str) -> Documento | None:
    """Return one document, or None."""
    return Documento.objects.filter(risorsa=risorsa, chiave=chiave).first()


def sort_value(documento: Documento, sort: str) -> str:
    """Return the value of `documento` by which `sort` orders it, as the cursor keeps it."""
    return str(getattr(documento, _SORT_FIELDS[sort.lstrip("-")]))


def _matching(query: Query) -> QuerySet[Documento]:
    found = Documento.objects.filter(risorsa=query.risorsa)
    for name, values in query.filtri.items():
        has_value = DocumentoFiltro.objects.filter(documento=OuterRef("pk"), nome=name, valore__in=values)
        found = found.filter(Exists(has_value))
    for stem in stems(query.q):
        found = found.filter(testo__contains=f" {stem}")
    return found


def page_of_documenti(query: Query) -> list[Documento]:
    """Return up to `limit + 1` documents after the cursor: the one more tells that a next page exists."""
    name = _SORT_FIELDS[query.sort.lstrip("-")]
    found = _matching(query)
    descending = query.sort.startswith("-")
    if query.after:
        value, chiave = query.after
        step = "lt" if descending else "gt"
        found = found.filter(Q(**{f"{name}__{step}": value}) | Q(**{name: value, f"chiave__{step}": chiave}))
    sign = "-" if descending else ""
    return list(found.order_by(f"{sign}{name}", f"{sign}chiave")[: query.limit + 1])
