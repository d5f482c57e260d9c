"""What every form of the desk does: groups of fields, and the register's refusals put beside the field at fault."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from django import forms

from core.locks import OCCUPATO, RegistroOccupato
from distretti.exceptions import RegistroError

T = TypeVar("T")


@dataclass(frozen=True)
class Parte:
    """Fields that stand or hide together: `classe` names the choice that shows them (see admin.css)."""

    campi: tuple[forms.BoundField, ...]
    classe: str = ""


@dataclass(frozen=True)
class Gruppo:
    """A panel of the form, with its heading."""

    nome: str
    titolo: str
    parti: tuple[Parte, ...]
    intro: str = ""


class DeskForm(forms.Form):
    """A form whose last word is the register's: `attempt` an action and read its errors in their places."""

    letta = ""  # the mark of what was there when the page was opened, if the page says it

    @property
    def alias(self) -> dict[str, str]:
        """The field that answers here for each name under which the register reports a fault, where it differs."""
        return {}

    def attempt(self, act: Callable[[], T]) -> T | None:
        """Return what `act` returns, or None after writing why the register refused."""
        try:
            return act()
        except RegistroError as refused:
            self.add_refusal(refused)
        except RegistroOccupato:
            self.add_error(None, f"{OCCUPATO} Quello che hai scritto è rimasto.")
        return None

    def add_refusal(self, refused: RegistroError) -> None:
        """Put each fault beside its field; what has no field here is said at the top."""
        faults = refused.campi or {"__all__": refused.messaggio}
        for name, text in faults.items():
            field = self.alias.get(name, name)
            self.add_error(field if field in self.fields else None, text)
        if len(faults) == 1 and refused.messaggio not in faults.values():
            self.add_error(None, refused.messaggio)

    @property
    def has_required(self) -> bool:
        """Tell whether some field bears the mark of obligation, which the screen explains."""
        return any(f.field.required for f in self.visible_fields())

    def grouped(self, names: Iterable[str]) -> tuple[forms.BoundField, ...]:
        """Return the bound fields of these names, those that this form has."""
        return tuple(self[name] for name in names if name in self.fields)

    @property
    def gruppi(self) -> list[Gruppo]:
        """The panels in which the form is shown; all in one unless a subclass says."""
        return [Gruppo("dati", "", (Parte(tuple(self.visible_fields())),))]


def posted(data: Any, *, without: Iterable[str]) -> list[tuple[str, str]]:
    """Return every name and value of a submission, to be sent again as it is by the next step."""
    return [(name, value) for name, values in data.lists() if name not in without for value in values]
