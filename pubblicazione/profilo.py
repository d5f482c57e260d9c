"""The profile of a revision: its editorial fields alone, in canonical form; official facts are no part of it."""

import re
from collections.abc import Mapping
from typing import Any

from django.db.models import ForeignKey

from core.canonical import digest

# The pictures that a profile shows, the pages and files its texts link to: each by its model and key.
Quoted = frozenset[tuple[type, str]]

# What modelcluster adds to a child row to find it again: places in a table, not words of a profile.
_ROW_KEYS = frozenset({"pk", "page", "locale", "translation_key", "sort_order"})

# Draftail's own names for paragraphs, in rich text and in the JSON of a body: new ones at the first save of any text.
_BLOCK_KEY = re.compile(r' data-block-key=\\?"[^"\\]*\\?"')


def clean(value: Any) -> Any:
    """Return a value of a profile without the keys and names that its storage adds; floats become text."""
    if isinstance(value, str):
        return _BLOCK_KEY.sub("", value)
    if isinstance(value, list):
        return [clean(item) for item in value]
    if isinstance(value, dict):
        return {key: clean(item) for key, item in value.items() if key not in _ROW_KEYS}
    if isinstance(value, float):
        return str(value)
    return value


def profilo_of(content: dict[str, Any], campi: tuple[str, ...]) -> dict[str, Any]:
    """Return the profile fields of a revision's content, without database keys."""
    return {campo: clean(content.get(campo)) for campo in campi}


def profilo_sha256(content: dict[str, Any], campi: tuple[str, ...]) -> str:
    """Return the SHA-256 that a seal of this content bears."""
    return digest(profilo_of(content, campi))


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
