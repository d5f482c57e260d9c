"""The part of a form that asks by which act: one already recorded, a new one described here, or none of its own."""

from typing import Any, cast

from django import forms

from distretti.actions.atto import CampiAtto
from distretti.admin.moduli.base import DeskForm, Parte
from distretti.admin.moduli.date import UncertainDateField, day_field
from distretti.admin.moduli.fatti import pick
from distretti.enums import TipoAtto
from distretti.frasi import name_atto
from distretti.models import Atto
from distretti.selectors.scrivania import atti, find_atto

NUOVO, REGISTRATO, NESSUNO = "nuovo", "registrato", "nessuno"
_NEW = ("tipo", "numero", "numero_non_noto", "data", "organo", "oggetto", "burp_numero", "burp_data", "burp_link")
_TESTI = ("organo", "oggetto", "burp_numero", "fonte")
_MIGRATED = ("fonte", "seguito_di")


def _acts() -> list[tuple[Any, str]]:
    return [(atto.pk, name_atto(atto)) for atto in atti()]


def _line(label: str, max_length: int, **kwargs: Any) -> forms.CharField:
    errors = {"max_length": f"Al massimo {max_length} caratteri."}
    return forms.CharField(label=label, required=False, max_length=max_length, error_messages=errors, **kwargs)


def atto_fields(prefix: str, *, without: str = "") -> dict[str, forms.Field]:
    """Return the fields by name; `without` is the sentence of the choice "no act of its own", where there is one."""
    choices = [(REGISTRATO, "Un atto già registrato"), (NUOVO, "Un atto nuovo, che descrivo qui")]
    if without:
        choices.insert(0, (NESSUNO, without))
    first = NESSUNO if without else NUOVO
    fields: dict[str, forms.Field] = {
        "scelta": forms.ChoiceField(label="Quale atto", choices=choices, widget=forms.RadioSelect, initial=first),
        "registrato": pick("Atto registrato", _acts, required=False),
        "tipo": forms.ChoiceField(
            label="Tipo di atto", required=False, choices=TipoAtto.choices, initial=TipoAtto.DGR.value
        ),
        "numero": _line("Numero", 40),
        "numero_non_noto": forms.BooleanField(label="Il numero non è noto", required=False),
        "data": UncertainDateField(label="Data dell’atto", required=False),
        "organo": _line("Organo", 200, help_text="Chi lo ha adottato, se il tipo non lo dice già."),
        "oggetto": forms.CharField(label="Oggetto", required=False, widget=forms.Textarea(attrs={"rows": 2})),
        "burp_numero": _line("BURP numero", 20),
        "burp_data": day_field("Data del BURP", required=False),
        "burp_link": _line("Indirizzo del BURP", 200, help_text="Completo, con https://"),
        "fonte": forms.CharField(
            label="Fonte",
            required=False,
            widget=forms.Textarea(attrs={"rows": 2}),
            help_text="Dove si è letto, per un atto del passato di cui non si ha il testo.",
        ),
        "seguito_di": pick("Fa seguito a", _acts, required=False, empty="Nessuno"),
    }
    return {f"{prefix}_{name}": field for name, field in fields.items()}


def atto_parts(form: DeskForm, prefix: str) -> tuple[Parte, ...]:
    """Return the fields in the parts that each choice shows."""
    new = form.grouped(f"{prefix}_{name}" for name in (*_NEW, *_MIGRATED))
    return (
        Parte(form.grouped([f"{prefix}_scelta"])),
        Parte(form.grouped([f"{prefix}_registrato"]), f"desk-when desk-when--{prefix}-registrato"),
        Parte(new, f"desk-when desk-when--{prefix}-nuovo"),
    )


def atto_alias(scelta: str | None, prefix: str) -> dict[str, str]:
    """Return the field beside which each refusal of an act is shown: the one that the person sees."""
    if scelta == NUOVO:
        return {**{f"atto_{name}": f"{prefix}_{name}" for name in ("tipo", "numero", "data", *_TESTI)}, **_burp(prefix)}
    beside = f"{prefix}_{REGISTRATO if scelta == REGISTRATO else 'scelta'}"
    return dict.fromkeys(("atto_tipo", "atto_numero", "atto_data", "burp_data", "burp_link"), beside)


def _burp(prefix: str) -> dict[str, str]:
    return {name: f"{prefix}_{name}" for name in ("burp_data", "burp_link")}


def read_atto(cleaned: dict[str, Any], prefix: str) -> Atto | CampiAtto | None:
    """Return the act as the actions take it: a recorded one, what is said of a new one, or None."""
    scelta = cleaned.get(f"{prefix}_scelta")
    if scelta == NESSUNO:
        return None
    if scelta == REGISTRATO:
        return find_atto(cleaned[f"{prefix}_registrato"])
    said: Any = {name: cleaned[f"{prefix}_{name}"] for name in (*_NEW, "fonte")}
    said["seguito_di"] = find_atto(cleaned[f"{prefix}_seguito_di"])
    return cast(CampiAtto, said)
