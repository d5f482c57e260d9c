"""Proves that what is live is what was approved: seals, their revisions, and the fields of the live pages."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any

from django.db.models import ManyToManyField, ManyToOneRel
from modelcluster.models import get_field_value, get_serializable_data_for_fields
from wagtail.fields import StreamField

from core.canonical import digest
from pubblicazione.models import PaginaModerata, Sigillo
from pubblicazione.profilo import clean, profilo_sha256
from pubblicazione.selectors import sigilli_in_vigore

Progress = Callable[[int], None]
_CHUNK = 500


def verify_pagine(model: type[PaginaModerata], *, advance: Progress) -> Iterator[str]:
    """Yield each page of a kind whose public text is not the one an officer approved, saying where it differs."""
    pages = model.objects.order_by("pk").iterator(chunk_size=_CHUNK)
    while chunk := list(islice(pages, _CHUNK)):
        sigilli = sigilli_in_vigore([page.pk for page in chunk])
        live = _Live(model, chunk)
        for page in chunk:
            yield from _verify_page(page, sigilli.get(page.pk), live)
        advance(len(chunk))


def _verify_page(page: PaginaModerata, sigillo: Sigillo | None, live: "_Live") -> Iterator[str]:
    name = f"pagina {page.slug}"
    if sigillo is None:
        if page.live and any(live.value(page, campo) for campo in page.campi_profilo if campo != "title"):
            yield f"{name}: è pubblica senza che nessuno l’abbia approvata"
        return
    if digest(sigillo.contenuto) != sigillo.sha256:
        yield f"sigillo {sigillo.pk} ({page.slug}): il contenuto non corrisponde al suo SHA-256"
    if not page.live:
        yield f"{name}: ha un’approvazione in vigore ma non è pubblica"
        return
    if page.live_revision_id != sigillo.revisione_id:
        yield f"{name}: è pubblica la revisione {page.live_revision_id}, non la {sigillo.revisione_id} approvata"
    if profilo_sha256(sigillo.revisione.content, page.campi_profilo) != sigillo.sha256:
        yield f"revisione {sigillo.revisione_id} ({page.slug}): non è il testo approvato"
    for campo in page.campi_profilo:
        if live.value(page, campo) != live.normal(campo, sigillo.contenuto.get(campo)):
            yield f"{name}: il campo «{campo}» della pagina pubblica non è quello approvato"


class _Live:
    """The profile fields of live pages as the tables hold them, a query a relation for a whole chunk."""

    def __init__(self, model: type[PaginaModerata], pages: Sequence[PaginaModerata]) -> None:
        self.fields = {nome: model._meta.get_field(nome) for nome in model.campi_profilo}
        keys = [page.pk for page in pages]
        self.related: dict[str, dict[int, list[Any]]] = {}
        for nome, field in self.fields.items():
            if isinstance(field, ManyToManyField):
                self.related[nome] = _linked(field, keys)
            elif isinstance(field, ManyToOneRel):
                self.related[nome] = _children(field, keys)

    def value(self, page: PaginaModerata, campo: str) -> Any:
        """The value of a field of a live page, in the form in which a seal keeps it."""
        if campo in self.related:
            return self.normal(campo, self.related[campo].get(page.pk, []))
        return self.normal(campo, clean(get_field_value(self.fields[campo], page)))

    def normal(self, campo: str, value: Any) -> Any:
        """The same value in the one form that compares: links in order, a body as JSON."""
        field = self.fields[campo]
        if isinstance(field, ManyToManyField):
            return sorted(str(key) for key in value or [])
        if isinstance(field, StreamField):
            return json.loads(value) if isinstance(value, str) and value else value or []
        return value or None


def _linked(field: Any, pages: list[int]) -> dict[int, list[Any]]:
    """The keys that a many-to-many relation links to each page."""
    source, target = f"{field.m2m_field_name()}_id", f"{field.m2m_reverse_field_name()}_id"
    rows = field.remote_field.through._default_manager.filter(**{f"{source}__in": pages})
    found: dict[int, list[Any]] = defaultdict(list)
    for page, key in rows.values_list(source, target):
        found[page].append(key)
    return found


def _children(rel: Any, pages: list[int]) -> dict[int, list[Any]]:
    """The child rows of each page in their order, as a seal keeps them."""
    key = rel.field.attname
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rel.related_model._default_manager.filter(**{f"{key}__in": pages}).order_by("sort_order", "pk"):
        found[getattr(row, key)].append(clean(get_serializable_data_for_fields(row)))
    return found
