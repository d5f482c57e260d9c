"""Reads of the rendered documents: by key, by keyset, by what they match."""

import datetime as dt
from dataclasses import dataclass, field, replace
from decimal import Decimal

from django.db import connection
from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from core.clock import rfc3339
from core.text import is_askable, search_terms
from pubblicazione.models import Documento, DocumentoFiltro, Variazione
from pubblicazione.selectors.parole import having_words, with_punteggio


@dataclass(frozen=True)
class Query:
    """Which documents: filters (OR inside, AND between, the broadest first), text, order, and the last key seen.

    `bbox` is west, south, east, north in decimal degrees; `whole` loads the bodies too, not the items alone.
    """

    risorsa: str
    filtri: dict[str, list[str]] = field(default_factory=dict)
    q: str = ""
    aggiornate_dal: dt.datetime | None = None
    bbox: tuple[Decimal, Decimal, Decimal, Decimal] | None = None
    sort: str = "denominazione"
    limit: int = 20
    after: tuple[str, str] | None = None
    whole: bool = False


_READ = {
    body: f"SELECT sha256, {body} FROM {Documento._meta.db_table} WHERE risorsa = %s AND chiave = %s"  # noqa: S608
    for body in ("corpo", "corpo_gzip")
}
_SORT_FIELDS = {"denominazione": "ordine", "codice": "chiave", "aggiornato_il": "aggiornato_il"}
# By how much the words looked for count in a document: only with words.
PERTINENZA = "pertinenza"
# The orders that the rows of the filters repeat.
_WALKED = ("denominazione", "codice")
SORTS = tuple(sign + name for name in _SORT_FIELDS for sign in ("", "-"))


def last_sequenza() -> int:
    """Return the number of the last change of any public document; 0 when nothing was ever published."""
    return int(Variazione.objects.aggregate(last=Max("sequenza"))["last"] or 0)


def _under(chiave: str) -> QuerySet[Documento]:
    """Return the documents of a key; one that a database cannot even be asked for has none."""
    return Documento.objects.filter(chiave=chiave) if is_askable(chiave) else Documento.objects.none()


def find_documento(risorsa: str, chiave: str) -> Documento | None:
    """Return one document, or None."""
    return _under(chiave).filter(risorsa=risorsa).first()


def read_documento(risorsa: str, chiave: str, *, coded: bool = False) -> Documento | None:
    """Return one document with the bytes to serve, plain or `coded`, and nothing that is not served."""
    body = "corpo_gzip" if coded else "corpo"
    if not is_askable(chiave):
        return None
    # The most asked of all reads: composing this query through the ORM costs more than the database does.
    with getattr(connection, "preparing_cursor", connection.cursor)() as cursor:
        cursor.execute(_READ[body], [risorsa, chiave])
        row = cursor.fetchone()
    return None if row is None else Documento(risorsa=risorsa, chiave=chiave, sha256=row[0], **{body: row[1]})


def read_documenti(chiave: str, *risorse: str) -> dict[str, Documento]:
    """Return, by resource, the plain bodies of the documents that share one key, in one query."""
    found = _under(chiave).filter(risorsa__in=risorse).only("risorsa", "corpo")
    return {documento.risorsa: documento for documento in found}


def matching_documenti(query: Query) -> QuerySet[Documento]:
    """Return the documents that match, in no order and without limit."""
    found = Documento.objects.filter(risorsa=query.risorsa)
    for name, values in query.filtri.items():
        has_value = DocumentoFiltro.objects.filter(documento=OuterRef("pk"), nome=name, valore__in=values)
        found = found.filter(Exists(has_value))
    found = having_words(found, search_terms(query.q))
    if query.aggiornate_dal is not None:
        found = found.filter(aggiornato_il__gte=query.aggiornate_dal)
    if query.bbox is not None:
        west, south, east, north = query.bbox
        found = found.filter(lat__range=(south, north), lon__range=(west, east))
    return found


def sort_fields(sort: str) -> tuple[str, ...]:
    """Return the columns that order documents by `sort`; the key breaks ties."""
    if sort == PERTINENZA:
        return "-punteggio", "ordine", "chiave"
    sign = "-" if sort.startswith("-") else ""
    return f"{sign}{_SORT_FIELDS[sort.lstrip('-')]}", f"{sign}chiave"


def _walked(query: Query) -> str:
    """Return the filter by whose index to walk, in the order asked for and from the cursor on; "" when none serves.

    The list then costs what its page does, however many entries there are and wherever those of the value stand among
    them. What has two values would come twice, and words leave so few that their own index does better.
    """
    if query.q or query.bbox or query.sort.lstrip("-") not in _WALKED:
        return ""
    return next((name for name in reversed(query.filtri) if len(query.filtri[name]) == 1), "")


def ordered_documenti(query: Query) -> QuerySet[Documento]:
    """Return the documents that match, after the cursor if there is one, in the order asked for."""
    walked, prefix, same_row = _walked(query), "", Q()
    if walked:
        prefix, (value,) = "valori__", query.filtri[walked]
        same_row = Q(valori__risorsa=query.risorsa, valori__nome=walked, valori__valore=value)
        query = replace(query, filtri={name: v for name, v in query.filtri.items() if name != walked})
    found = matching_documenti(query)
    if query.sort == PERTINENZA:
        found = with_punteggio(found, search_terms(query.q))
    # One call: to Django the conditions of two speak of two rows.
    found = found.filter(same_row & _after(query, prefix))
    signs = ((name[0], name[1:]) if name[0] == "-" else ("", name) for name in sort_fields(query.sort))
    return found.order_by(*(f"{sign}{prefix}{name}" for sign, name in signs))


def sort_value(documento: Documento, sort: str) -> str:
    """Return the value of `documento` by which `sort` orders it, as the cursor keeps it."""
    if sort == PERTINENZA:
        return f"{documento.punteggio} {documento.ordine}"  # type: ignore[attr-defined]
    value = getattr(documento, _SORT_FIELDS[sort.lstrip("-")])
    return rfc3339(value) if isinstance(value, dt.datetime) else str(value)


def _after_punteggio(value: str, chiave: str) -> Q:
    punteggio, _space, ordine = value.partition(" ")
    same = Q(punteggio=int(punteggio))
    further = Q(ordine__gt=ordine) | Q(ordine=ordine, chiave__gt=chiave)
    return Q(punteggio__lt=int(punteggio)) | (same & further)


def _after(query: Query, prefix: str) -> Q:
    """Return the condition of what follows the cursor; `prefix` leads to the columns that are walked."""
    if not query.after:
        return Q()
    value, chiave = query.after
    if query.sort == PERTINENZA:
        return _after_punteggio(value, chiave)
    name = f"{prefix}{_SORT_FIELDS[query.sort.lstrip('-')]}"
    step = "lt" if query.sort.startswith("-") else "gt"
    further = Q(**{f"{name}__{step}": value}) | Q(**{name: value, f"{prefix}chiave__{step}": chiave})
    # The first condition says nothing new, but it is the one that an index can start from.
    return Q(**{f"{name}__{step}e": value}) & further


def page_of_documenti(query: Query) -> list[Documento]:
    """Return up to `limit + 1` documents after the cursor: the one more tells that a next page exists."""
    body = "corpo" if query.whole else "estratto"
    return list(ordered_documenti(query).only("chiave", "ordine", "aggiornato_il", body)[: query.limit + 1])


def variazioni_after(sequenza: int, *, limit: int, risorse: tuple[str, ...] = ()) -> list[Variazione]:
    """Return up to `limit + 1` lines of the change feed after `sequenza`, of some resources or of all."""
    found = Variazione.objects.filter(sequenza__gt=sequenza)
    if risorse:
        found = found.filter(risorsa__in=risorse)
    return list(found.order_by("sequenza")[: limit + 1])
