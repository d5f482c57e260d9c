"""Widgets of the editor; their behaviour is in static/pubblicazione/modifica.js, and without it they still work."""

from typing import Any

from django.forms import CheckboxSelectMultiple
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


class SceltaMultipla(CheckboxSelectMultiple):
    """A long list of boxes to tick, with a field that narrows it and the number of those ticked.

    Written without a template a box: there are a thousand of them, and Django's own would take half a second.
    """

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        attrs = attrs or {}
        ticked = set(self.format_value(value) or ())
        own = attrs.get("id", f"id_{name}")
        boxes = format_html_join(
            "",
            '<div><label for="{}_{}"><input type="checkbox" name="{}" value="{}" id="{}_{}"{}> {}</label></div>',
            (
                (own, n, name, key, own, n, SafeString(" checked") if str(key) in ticked else "", label)
                for n, (key, label) in enumerate(self.choices)
            ),
        )
        described = attrs.get("aria-describedby", "")
        return format_html(
            '<div id="{}" class="scelta" role="group" aria-describedby="{}">{}</div>', own, described, boxes
        )
