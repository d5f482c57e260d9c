"""Reads of the rendered documents and of moderation: by key, by keyset, the seal in force, the contributors."""

import datetime as dt
from dataclasses import dataclass, field

from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from wagtail.models import Revision

from core.text import stems
from pubblicazione.models import Documento, DocumentoFiltro, Invio, PaginaModerata, Sigillo, Variazione


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


def last_sequenza() -> int:
    """Return the number of the last change of any public document; 0 when nothing was ever published."""
    return int(Variazione.objects.aggregate(last=Max("sequenza"))["last"] or 0)


def find_documento(risorsa: str, chiave: str) -> Documento | None:
    """Return one document, or None."""
    return Documento.objects.filter(risorsa=risorsa, chiave=chiave).first()


def sort_value(documento: Documento, sort: str) -> str:
    """Return the value of `documento` by which `sort` orders it, as the cursor keeps it."""
    return str(getattr(documento, _SORT_FIELDS[sort.lstrip("-")]))


def matching_documenti(query: Query) -> QuerySet[Documento]:
    """Return the documents that match, in no order and without limit."""
    found = Documento.objects.filter(risorsa=query.risorsa)
    for name, values in query.filtri.items():
        has_value = DocumentoFiltro.objects.filter(documento=OuterRef("pk"), nome=name, valore__in=values)
        found = found.filter(Exists(has_value))
    for stem in stems(query.q):
        found = found.filter(testo__contains=f" {stem}")
    return found


def sort_fields(sort: str) -> tuple[str, str]:
    """Return the columns that order documents by `sort`; the key breaks ties."""
    sign = "-" if sort.startswith("-") else ""
    return f"{sign}{_SORT_FIELDS[sort.lstrip('-')]}", f"{sign}chiave"


def page_of_documenti(query: Query) -> list[Documento]:
    """Return up to `limit + 1` documents after the cursor: the one more tells that a next page exists."""
    name = _SORT_FIELDS[query.sort.lstrip("-")]
    found = matching_documenti(query)
    descending = query.sort.startswith("-")
    if query.after:
        value, chiave = query.after
        step = "lt" if descending else "gt"
        found = found.filter(Q(**{f"{name}__{step}": value}) | Q(**{name: value, f"chiave__{step}": chiave}))
    return list(found.order_by(*sort_fields(query.sort))[: query.limit + 1])


def sigillo_in_vigore(pagina_id: int) -> Sigillo | None:
    """Return the seal whose content is public today: the latest that does not wait for a date."""
    return (
        Sigillo.objects.filter(pagina_id=pagina_id)
        .select_related("programmata")
        .filter(Q(programmata__isnull=True) | Q(programmata__eseguita_il__isnull=False))
        .order_by("-pk")
        .first()
    )


def contributors(pagina: PaginaModerata) -> dict[int, dt.datetime]:
    """Return who worked on the text since the last seal, by user id, with the last time each did (design law 4).

    A contributor saved a revision whose profile differs from the one before, or submitted one.
    Revisions of the system (no user) count for nobody.
    """
    last = Sigillo.objects.filter(pagina_id=pagina.pk).order_by("-pk").first()
    revisions = Revision.objects.page_revisions().filter(object_id=str(pagina.pk)).order_by("pk")
    previous = last.sha256 if last else None
    found: dict[int, dt.datetime] = {}
    for revision in revisions.filter(pk__gt=last.revisione_id if last else 0):
        sha256 = pagina.sha256_of(revision)
        if sha256 != previous and revision.user_id is not None:
            found[revision.user_id] = revision.created_at
        previous = sha256
    submissions = Invio.objects.filter(pagina_id=pagina.pk)
    if last:
        submissions = submissions.filter(inviato_il__gt=last.approvato_il)
    for invio in submissions:
        found[invio.inviato_da_id] = max(invio.inviato_il, found.get(invio.inviato_da_id, invio.inviato_il))
    return found
