"""What changes from one members' list to the next: who enters, who leaves, whose data change."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol

from core.text import fold

CAMPI = ("denominazione", "tipo", "codice_fiscale", "comune", "provincia", "ateco", "aderisce_dal")


class Membro(Protocol):
    """A row of a list, stored or just read."""

    @property
    def denominazione(self) -> Any: ...

    @property
    def codice_fiscale(self) -> Any: ...


@dataclass(frozen=True)
class Cambiato:
    """The same member in two lists, and the names of the fields that differ."""

    prima: Any
    dopo: Any
    campi: tuple[str, ...]


@dataclass
class Differenza:
    """Who enters, who leaves, who changes, and how many stay as they are."""

    entrati: list[Any] = field(default_factory=list)
    usciti: list[Any] = field(default_factory=list)
    cambiati: list[Cambiato] = field(default_factory=list)
    uguali: int = 0


def _key(row: Membro) -> str:
    return str(row.codice_fiscale) or fold(row.denominazione)


def compare(prima: Iterable[Any], dopo: Iterable[Any], *, campi: Collection[str] = CAMPI) -> Differenza:
    """Compare two lists; the same member has the same codice fiscale, or the same name if it has none.

    `campi`: what both lists say of a member, where one of them does not say all.
    """
    old, found = {_key(row): row for row in prima}, Differenza()
    for row in dopo:
        before = old.pop(_key(row), None)
        if before is None:
            found.entrati.append(row)
            continue
        changed = tuple(campo for campo in campi if getattr(before, campo) != getattr(row, campo))
        if changed:
            found.cambiati.append(Cambiato(before, row, changed))
        else:
            found.uguali += 1
    found.usciti = list(old.values())
    return found
