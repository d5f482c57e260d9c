"""Days, exact or not: an ordinary date field, and one for what is known only to the month, the year, or not at all."""

import datetime as dt
from typing import Any, ClassVar

from django import forms
from django.forms.renderers import get_default_renderer
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from core.clock import today
from core.italiano import MESI
from core.uncertain_dates import Precisione, UncertainDate, in_month, in_year, not_known, on_day

_PRECISIONI = (
    ("giorno", "Il giorno"),
    ("mese", "Solo il mese"),
    ("anno", "Solo l’anno"),
    ("non_nota", "Non è nota"),
)
_MESI = (("", "Mese"), *((str(n), nome) for n, nome in enumerate(MESI, start=1)))
PARTI = ("precisione", "giorno", "mese", "anno", "anno_solo", "non_prima", "non_dopo")


class DayInput(forms.DateInput):
    """Day, month and year as Italians write them, whatever the language of the browser."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        own = {"class": "desk-day", "placeholder": "gg/mm/aaaa", "inputmode": "numeric", "autocomplete": "off"}
        super().__init__(attrs={**own, **(attrs or {})}, format="%d/%m/%Y")


def day_field(label: str, **kwargs: Any) -> forms.DateField:
    """A field for one exact day."""
    return forms.DateField(
        label=label,
        widget=DayInput(),
        input_formats=["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"],
        error_messages={"invalid": "Scrivi un giorno che esiste, come 03/03/2025."},
        **kwargs,
    )


def _draw(widget: Any, context: dict[str, Any]) -> SafeString:
    """Draw one part of a composite widget, as Django's own template of it does."""
    return SafeString(get_default_renderer().render(widget.template_name, {"widget": context}))


class UncertainDateInput(forms.MultiWidget):
    """How well the date is known first, then only what is known; the rest is hidden by the style sheet."""

    use_fieldset = True

    def __init__(self) -> None:
        year = {"inputmode": "numeric", "size": 4, "class": "desk-year"}
        super().__init__(
            {
                "precisione": forms.RadioSelect(choices=_PRECISIONI),
                "giorno": DayInput(),
                "mese": forms.Select(choices=_MESI),
                "anno": forms.TextInput(attrs=year),
                "anno_solo": forms.TextInput(attrs=year),
                "non_prima": DayInput(),
                "non_dopo": DayInput(),
            }
        )

    def decompress(self, value: UncertainDate | None) -> list[Any]:
        empty: dict[str, Any] = dict.fromkeys(PARTI)
        empty |= {"precisione": "giorno", "non_dopo": None}
        if value is not None:
            empty["precisione"] = value.precisione.value
            if value.precisione is Precisione.GIORNO:
                empty["giorno"] = value.al
            elif value.precisione is Precisione.MESE:
                empty |= {"mese": str(value.al.month), "anno": str(value.al.year)}
            elif value.precisione is Precisione.ANNO:
                empty["anno_solo"] = str(value.al.year)
            else:
                empty |= {"non_prima": value.dal, "non_dopo": value.al}
        return [empty[part] for part in PARTI]

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        context = self.get_context(name, value, attrs)
        parts = dict(zip(PARTI, context["widget"]["subwidgets"], strict=True))
        inputs = zip(PARTI, self.widgets, context["widget"]["subwidgets"], strict=True)
        drawn = {part: _draw(w, sub) for part, w, sub in inputs}
        ids = {part: sub["attrs"].get("id", "") for part, sub in parts.items()}
        return SafeString(render_to_string("distretti/admin/widgets/data.html", {"parti": drawn, "ids": ids}))


class UncertainDateField(forms.MultiValueField):
    """Gives a `core.uncertain_dates.UncertainDate`, or None if nothing was written."""

    widget = UncertainDateInput
    default_error_messages: ClassVar[dict[str, Any]] = {"invalid": "Scrivi una data che esiste."}

    def __init__(self, **kwargs: Any) -> None:
        free: dict[str, Any] = {"required": False}
        super().__init__(
            fields=[
                forms.ChoiceField(choices=_PRECISIONI, **free),
                day_field("", **free),
                forms.ChoiceField(choices=_MESI, **free),
                _year(),
                _year(),
                day_field("", **free),
                day_field("", **free),
            ],
            require_all_fields=False,
            **kwargs,
        )

    def clean(self, value: Any) -> UncertainDate | None:
        """Read only the parts that the chosen precision asks, so that what is hidden cannot be wrong."""
        given = dict(zip(PARTI, value or (), strict=False))
        precisione = given.get("precisione") or "giorno"
        wanted = {"precisione", *_ASKED[precisione if precisione in _ASKED else "giorno"]}
        cleaned = super().clean([given.get(part) if part in wanted else None for part in PARTI])
        if cleaned is None and self.required:
            raise forms.ValidationError("Indica la data: il giorno, il mese, l’anno, o «non è nota».")
        return cleaned

    def compress(self, values: list[Any]) -> UncertainDate | None:
        given = dict(zip(PARTI, values or (), strict=False))
        if given.get("precisione") == "mese":
            return _month(given["mese"], given["anno"])
        if given.get("precisione") == "anno":
            return in_year(given["anno_solo"]) if given["anno_solo"] else None
        if given.get("precisione") == "non_nota":
            return _unknown(given["non_prima"], given["non_dopo"] or today())
        return on_day(given["giorno"]) if given.get("giorno") else None


_ASKED = {
    "giorno": ("giorno",),
    "mese": ("mese", "anno"),
    "anno": ("anno_solo",),
    "non_nota": ("non_prima", "non_dopo"),
}


def _year() -> forms.IntegerField:
    wrong = "L’anno si scrive con quattro cifre."
    errors = {"invalid": wrong, "min_value": wrong, "max_value": wrong}
    return forms.IntegerField(required=False, error_messages=errors, min_value=1900, max_value=2200)


def _month(mese: str, anno: int | None) -> UncertainDate | None:
    if not mese and anno is None:
        return None
    if not mese or anno is None:
        raise forms.ValidationError("Servono il mese e l’anno.")
    return in_month(anno, int(mese))


def _unknown(non_prima: dt.date | None, non_dopo: dt.date) -> UncertainDate:
    if non_prima is not None and non_prima > non_dopo:
        raise forms.ValidationError("«Non prima del» viene dopo «non dopo il»: controlla i due giorni.")
    return not_known(al=non_dopo, dal=non_prima)
