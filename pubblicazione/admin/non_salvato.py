"""What somebody typed in a page that he may not write any more: not saved, but given back; only his own words."""

import json
from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

_TECHNICAL = {
    "csrfmiddlewaretoken",
    "next",
    "loaded_revision_id",
    "loaded_revision_created_at",
    "overwrite_revision_id",
    "locale",
}
_TECHNICAL_ENDS = ("-id", "-ORDER", "-DELETE", "-type", "-order", "-deleted", "-count", "_FORMS")


def _text(value: str) -> str:
    """Return the words of a field; rich text arrives as Draftail's JSON."""
    if not value.startswith("{"):
        return value
    try:
        return "\n".join(block["text"] for block in json.loads(value)["blocks"])
    except (ValueError, KeyError, TypeError):
        return value


def typed_fields(request: HttpRequest) -> Iterator[tuple[str, str]]:
    """Yield what was typed, field by field, with a name that its author recognises."""
    for name, values in request.POST.lists():
        if name in _TECHNICAL or name.startswith("action-") or name.endswith(_TECHNICAL_ENDS):
            continue
        text = ", ".join(_text(value) for value in values if value.strip())
        if text.strip():
            yield name.replace("_", " ").replace("-", " ").capitalize(), text


def show_unsaved(request: HttpRequest) -> HttpResponse:
    """Answer a save that may not happen: say why and give the typed text back, nothing else of the page."""
    context = {"campi": list(typed_fields(request)), "header_title": "Il testo non è salvato"}
    return render(request, "pubblicazione/non_salvato.html", context, status=403)
