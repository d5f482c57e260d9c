"""A form field for each fact that an annotation may ask; what its value must be is decided by policies."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms

from distretti.admin.moduli.date import day_field
from distretti.derived import FACTS
from distretti.selectors.scrivania import comuni, forme_giuridiche, sezioni, tipologie_cibo


class SearchableSelect(forms.Select):
    """A plain select, made searchable by `admin.js` where scripts run."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs={"data-desk-search": "", **(attrs or {})})


def pick(label: str, choices: Callable[[], Iterable[tuple[Any, str]]], **kwargs: Any) -> forms.ChoiceField:
    """A searchable choice among many; `choices` is asked each time the form is made."""
    empty = kwargs.pop("empty", "")
    kwargs.setdefault("widget", SearchableSelect())
    errors = {"invalid_choice": "Questo valore non è nell’elenco: scegline uno."}
    return forms.ChoiceField(
        label=label,
        choices=lambda: [("", empty), *((str(value), name) for value, name in choices())],
        error_messages=errors,
        **kwargs,
    )


def _text(max_length: int, **attrs: Any) -> Callable[..., forms.CharField]:
    def make(**kwargs: Any) -> forms.CharField:
        errors = {"max_length": f"Al massimo {max_length} caratteri."}
        widget = forms.TextInput(attrs=attrs)
        return forms.CharField(max_length=max_length, widget=widget, error_messages=errors, **kwargs)

    return make


def _long(**kwargs: Any) -> forms.CharField:
    return forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), **kwargs)


def _pick(choices: Callable[[], Iterable[tuple[Any, str]]]) -> Callable[..., forms.ChoiceField]:
    def make(*, label: str, **kwargs: Any) -> forms.ChoiceField:
        return pick(label, choices, **kwargs)

    return make


_MAKERS: dict[str, Callable[..., forms.Field]] = {
    "denominazione": _text(300),
    "forma_giuridica": _pick(forme_giuridiche),
    "codice_fiscale": _text(20, inputmode="numeric"),
    "partita_iva": _text(20, inputmode="numeric"),
    "comune": _pick(comuni),
    "indirizzo": _text(300),
    "sito": _text(200, inputmode="url"),
    "pec": _text(254, inputmode="email"),
    "sezione_secondaria": _pick(lambda: [(s.pk, str(s)) for s in sezioni()]),
    "tipologia_cibo": _pick(tipologie_cibo),
    "territorio": _long,
    "scade_il": day_field,
    "sospesa_al": day_field,
}
_HELP = {
    "codice_fiscale": "Dell’ente: 11 cifre.",
    "partita_iva": "11 cifre.",
    "sito": "Completo, con https://",
    "sezione_secondaria": "Solo se il distretto è anche di un’altra sezione; non cambia la competenza.",
    "tipologia_cibo": "Solo per le sezioni 6 e 7.",
    "territorio": "Il territorio come lo descrive l’atto.",
    "scade_il": "L’ultimo giorno in cui vale.",
    "sospesa_al": "L’ultimo giorno della sospensione.",
}


def label_of(fatto: str) -> str:
    """Return the name of a fact as a label."""
    text = FACTS[fatto].etichetta
    return text[0].upper() + text[1:]


def field_of(fatto: str, *, required: bool = False) -> forms.Field:
    """Return the field that asks a fact."""
    errors = {"required": f"Manca il dato «{FACTS[fatto].etichetta}»."}
    made = _MAKERS[fatto](label=label_of(fatto), required=required, help_text=_HELP.get(fatto, ""))
    made.error_messages |= errors
    return made


def initial_of(fatti: dict[str, Any]) -> dict[str, Any]:
    """Return the facts of an entry as the initial values of their fields."""
    return {fatto: str(value) for fatto, value in fatti.items() if fatto in _MAKERS and value}
