"""Search by words on the inverted table: which documents have them all, and how much each counts there."""

from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from operator import add, or_
from typing import Any

from django.db.models import BooleanField, Case, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from core.text import MAX_PAROLA, Termine, stem
from pubblicazione.models import Documento, DocumentoParola, Parola
from pubblicazione.schemas import MAX_CANDIDATI, PESO_NOME

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


def _candidates(found: QuerySet[Documento], terms: Sequence[Termine]) -> QuerySet[Any]:
    """Return the keys of those to weigh when not all are: those with one of the words in their name, then by name."""
    in_name = (Q(pk__in=_rows(term).filter(peso__gte=PESO_NOME).values("documento")) for term in terms)
    after = Case(When(reduce(or_, in_name), then=Value(0)), default=Value(1))
    return found.order_by(after, "ordine", "chiave").values_list("pk", flat=True)[:MAX_CANDIDATI]


def with_punteggio(found: QuerySet[Documento], terms: Sequence[Termine]) -> QuerySet[Documento]:
    """Annotate `punteggio`: the sum, over the terms, of how much the best of their words counts in the document.

    And `oltre`: whether more than MAX_CANDIDATI were found; then only so many are weighed, and the others count 0.
    Both are asked beforehand: within the one query the database would find everything anew for each of its parts.
    """
    weight = reduce(add, map(_weight, terms))
    beyond = found[MAX_CANDIDATI : MAX_CANDIDATI + 1].exists()
    if beyond:
        weighed = When(pk__in=list(_candidates(found, terms)), then=weight)
        weight = Case(weighed, default=Value(0), output_field=IntegerField())
    return found.annotate(oltre=Value(beyond, output_field=BooleanField()), punteggio=weight)
