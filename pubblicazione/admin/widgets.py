"""Widgets of the editor; their behaviour is in static/pubblicazione/modifica.js, and without it they still work."""

from typing import Any

from django.forms import CheckboxSelectMultiple


class SceltaMultipla(CheckboxSelectMultiple):
    """A long list of boxes to tick, with a field that narrows it and the number of those ticked."""

    def __init__(self, attrs: dict[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(attrs={"class": "scelta", **(attrs or {})}, **kwargs)
