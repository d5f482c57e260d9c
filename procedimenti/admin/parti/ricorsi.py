"""How to appeal against a refusal, in the form of the step: proposed from the data, changed by who decides."""

from collections.abc import Mapping
from typing import Any

from django import forms

from core.clock import today
from distretti.admin.moduli.base import DeskForm, Gruppo, Parte
from procedimenti.enums import Passo
from procedimenti.policies.obblighi import Obblighi
from procedimenti.policies.rimedi.ricorsi import IMPUGNABILI, MAX_GIORNI, MAX_RICORSI, RICORSO
from procedimenti.selectors.struttura.ricorsi import ricorsi_on

_SPARE, _PREFIX = 1, "ricorso_"
_NAMES = ("autorita", "giorni", "fonte")


def _row(number: int, said: Mapping[str, Any]) -> dict[str, forms.Field]:
    where = f"{_PREFIX}{number}_"
    short: dict[str, Any] = {"required": False, "max_length": 200}
    return {
        f"{where}autorita": forms.CharField(label=f"{number}. A chi si ricorre", initial=said.get("autorita"), **short),
        f"{where}giorni": forms.IntegerField(
            label="Entro quanti giorni dalla notifica",
            required=False,
            min_value=1,
            max_value=MAX_GIORNI,
            initial=said.get("giorni"),
            help_text="" if number == 1 else "Obbligatorio se scrivi a chi si ricorre.",
        ),
        f"{where}fonte": forms.CharField(label="Quale norma lo dice", initial=said.get("fonte"), **short),
    }


def ricorso_fields(passo: Passo, competenza: str) -> dict[str, forms.Field]:
    """Return the fields of the ways to appeal, those in force filled in and one empty; none if it is no refusal."""
    if passo not in IMPUGNABILI:
        return {}
    proposed = [*ricorsi_on(competenza, today()), *({},) * _SPARE]
    return {name: field for n, said in enumerate(proposed, start=1) for name, field in _row(n, said).items()}


def ricorso_obblighi(data: Mapping[str, Any] | None) -> Obblighi:
    """Return what must be written of the first way to appeal, unless another one is written."""
    others = data is not None and any(data.get(f"{_PREFIX}{n}_autorita") for n in range(2, MAX_RICORSI + 1))
    return {} if others else {f"{_PREFIX}1_{name}": obbligo for name, obbligo in RICORSO.items()}


def read_ricorsi(said: Mapping[str, Any]) -> dict[str, Any]:
    """Return the ways to appeal that were written, as the step keeps them; nothing if the form does not ask them."""
    numbers = sorted({int(name.split("_")[1]) for name in said if name.startswith(_PREFIX)})
    if not numbers:
        return {}
    rows = [{name: said.get(f"{_PREFIX}{n}_{name}") or "" for name in _NAMES} for n in numbers]
    return {"ricorsi": [row for row in rows if any(row.values())]}


def ricorso_gruppi(form: DeskForm) -> list[Gruppo]:
    """Return the step's own fields in a panel, and the ways to appeal in another where there are some."""
    fields = form.visible_fields()
    own = tuple(f for f in fields if not f.name.startswith(_PREFIX))
    appeals = tuple(f for f in fields if f.name.startswith(_PREFIX))
    found = [Gruppo("dati", "", (Parte(own),))]
    if appeals:
        intro = "Stanno nella decisione e nella comunicazione (art. 3, comma 4, L. 241/1990): se serve, correggili."
        found.append(Gruppo("ricorsi", "Come si può ricorrere", (Parte(appeals),), intro))
    return found
