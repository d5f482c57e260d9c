"""Counts over the rendered documents: how many match and how they divide; single reads are in `selectors`."""

from collections.abc import Iterable
from dataclasses import replace

from django.db.models import Count, QuerySet

from pubblicazione.models import Documento, DocumentoFiltro
from pubblicazione.selectors import Query, matching_documenti, ordered_documenti

Facets = dict[str, dict[str, int]]


def _ordered(query: Query) -> QuerySet[Documento]:
    return ordered_documenti(query).defer("corpo_gzip")


def count_documenti(query: Query) -> int:
    """Return how many documents match, whatever the limit."""
    return matching_documenti(query).count()


def numbered_page(query: Query, *, number: int) -> list[Documento]:
    """Return the documents of page `number`, from 1, of `query.limit` each: people jump, machines follow cursors."""
    start = (number - 1) * query.limit
    return list(_ordered(query)[start : start + query.limit])


def all_documenti(query: Query) -> Iterable[Documento]:
    """Yield every matching document in order, a few at a time."""
    return _ordered(query).iterator(chunk_size=200)


def facets_of(query: Query, names: tuple[str, ...]) -> Facets:
    """Return, for each facet, how many documents each of its values would give; a facet ignores its own filter.

    One query for all the facets that filter nothing, one more for each that does.
    """
    free = tuple(name for name in names if name not in query.filtri)
    groups: list[tuple[tuple[str, ...], Query]] = [(free, query)] if free else []
    for name in names:
        if name in query.filtri:
            others = {n: values for n, values in query.filtri.items() if n != name}
            groups.append(((name,), replace(query, filtri=others)))
    found: Facets = {name: {} for name in names}
    for group, base in groups:
        rows = DocumentoFiltro.objects.filter(nome__in=group, documento__in=matching_documenti(base))
        counted = rows.values_list("nome", "valore").annotate(n=Count("pk")).order_by("nome", "valore")
        for nome, valore, n in counted:
            found[nome][valore] = n
    return found
