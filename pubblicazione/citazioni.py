"""What a profile quotes, by kind and key: the pictures it shows, the pages and files its texts link to."""

from collections.abc import Mapping
from typing import Any

from django.db.models import ForeignKey

Quoted = frozenset[tuple[type, str]]


def quoted_by(model: Any, contenuto: Mapping[str, Any]) -> Quoted:
    """Return what a profile of a page of `model` quotes; its values may be as a form or as a version has them."""
    found: set[tuple[type, str]] = set()
    for nome in model.campi_profilo:
        field, value = model._meta.get_field(nome), contenuto.get(nome)
        if value is None:
            continue
        if isinstance(field, ForeignKey):
            found.add((field.related_model, str(getattr(value, "pk", value))))
        elif hasattr(field, "extract_references"):
            found |= {(kind, str(key)) for kind, key, *_place in field.extract_references(field.to_python(value))}
    return frozenset(found)
