"""Search by words on the inverted table: which documents have them all, and how much each counts there."""

from collections.abc import Iterable, Mapping
from functools import reduce
from operator import add
from typing import Any

from django.db.models import IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from core.text import MAX_PAROLA, Termine, stem
from pubblicazione.models import Documento, DocumentoParola, Parola

# After every word that begins with the same letters, in any collation of Italian.
_LAST = "z" * MAX_PAROLA


def weigh_stems(parole: Mapping[str, int]) -> dict[str, int]:
    """Return each stem of the words with the greatest of their weights."""
    found: dict[str, int] = {}
    for word, weight in parole.items():
        found[stem(word)] = max(weight, found.get(stem(word), 0))
    return found


def _rows(term: Termine) -> QuerySet[DocumentoParola]:
    if not term.inizio:
        return DocumentoParola.objects.filter(radice=term.radice)
    begun = Q(parola__gte=term.inizio, parola__lte=term.inizio + _LAST)
    stems = Parola.objects.filter(begun | Q(radice=term.radice)).values("radice")
    return DocumentoParola.objects.filter(radice__in=stems)


def having_words(found: QuerySet[Documento], terms: Iterable[Termine]) -> QuerySet[Documento]:
    """Return those of `found` that have a word for each term."""
    for term in terms:
        found = found.filter(pk__in=_rows(term).values("documento"))
    return found


def _weight(term: Termine) -> Any:
    best = _rows(term).filter(documento=OuterRef("pk")).order_by("-peso").values("peso")[:1]
    return Coalesce(Subquery(best), Value(0), output_field=IntegerField())


def with_punteggio(found: QuerySet[Documento], terms: Iterable[Termine]) -> QuerySet[Documento]:
    """Annotate `punteggio`: the sum, over the terms, of how much the best of their words counts in the document."""
    return found.annotate(punteggio=reduce(add, map(_weight, terms), Value(0, output_field=IntegerField())))
