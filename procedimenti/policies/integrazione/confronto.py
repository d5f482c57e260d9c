"""What changed between two snapshots of an istanza, field by field, in words."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.italiano import show_count, show_day
from distretti.elenco.difference import CAMPI, Differenza, compare
from distretti.elenco.parse import Riga
from distretti.enums import TipoSoggetto
from procedimenti.enums import TipoAllegato
from procedimenti.policies.istanza import TESTI

MOSTRATI = 20


@dataclass(frozen=True)
class Cambio:
    """One field before and after, empty where it was not there; `nome` is a label, or a fact's name where `fatto`."""

    nome: str
    prima: str
    dopo: str
    fatto: bool = False


@dataclass(frozen=True)
class AderenteFotografato(Riga):
    """A member as a snapshot keeps it, shown as those of the register are."""

    def get_tipo_display(self) -> str:
        return str(TipoSoggetto(self.tipo).label)


@dataclass(frozen=True)
class Primi:
    """The first rows of a list that may be long, and how many it has in all."""

    righe: Sequence[Any]
    totale: int

    @property
    def altri(self) -> int:
        return self.totale - len(self.righe)


def first_of(rows: Sequence[Any]) -> Primi:
    """Return the rows that a screen shows of a long list."""
    return Primi(rows[:MOSTRATI], len(rows))


def changes_between(prima: Mapping[str, Any], dopo: Mapping[str, Any]) -> list[Cambio]:
    """Return the changes in the order of the form: texts, facts, declarations, members, papers."""
    found = [Cambio(label, str(prima.get(name, "")), str(dopo.get(name, ""))) for name, label in TESTI.items()]
    facts = {**prima["dati"], **dopo["dati"]}
    found += [Cambio(n, str(prima["dati"].get(n, "")), str(dopo["dati"].get(n, "")), fatto=True) for n in facts]
    found += _declarations(prima, dopo)
    members = [Cambio("Aderenti", _members(prima), _members(dopo))] if prima["aderenti"] != dopo["aderenti"] else []
    # Two lists may be of as many members and of the same day, and be two all the same.
    return [c for c in found if c.prima != c.dopo] + members + [c for c in _papers(prima, dopo) if c.prima != c.dopo]


def _declarations(prima: Mapping[str, Any], dopo: Mapping[str, Any]) -> list[Cambio]:
    """Tell which declarations were made or taken back; a snapshot of before they were kept has none."""
    before, after = ({d["codice"]: d for d in photo.get("dichiarazioni", ())} for photo in (prima, dopo))
    both = {**before, **after}
    return [Cambio(f"Dichiarazione: {d['titolo']}", _made(before.get(c)), _made(after.get(c))) for c, d in both.items()]


def _made(declaration: Mapping[str, Any] | None) -> str:
    return "resa" if declaration and declaration["resa"] else "non resa"


def _members(photo: Mapping[str, Any]) -> str:
    """Count the members; who they are is told by `members_between`."""
    listed = photo["elenco"]
    if not listed:
        return ""
    day = show_day(dt.date.fromisoformat(photo["aderenti"]["al"]))
    return f"{show_count(len(listed), 'aderente', 'aderenti')}, elenco al {day}"


def members_between(prima: Mapping[str, Any], dopo: Mapping[str, Any]) -> Differenza | None:
    """Return who enters, who leaves and who changes between two snapshots; None where the list is the same.

    The rule by which two rows are one member is the register's own; a snapshot of before ATECO and the day of joining
    were kept is compared on the rest.
    """
    if prima["aderenti"]["sha256"] == dopo["aderenti"]["sha256"]:
        return None
    said = [set(photo["elenco"][0]) for photo in (prima, dopo) if photo["elenco"]]
    campi = [campo for campo in CAMPI if all(campo in names for names in said)]
    return compare(_rows(prima), _rows(dopo), campi=campi)


def _rows(photo: Mapping[str, Any]) -> list[AderenteFotografato]:
    return [AderenteFotografato(**{**row, "aderisce_dal": _day(row)}) for row in photo["elenco"]]


def _day(row: Mapping[str, Any]) -> dt.date | None:
    said = row.get("aderisce_dal")
    return dt.date.fromisoformat(said) if said else None


def _papers(prima: Mapping[str, Any], dopo: Mapping[str, Any]) -> list[Cambio]:
    """Tell the papers by their kind, since each may be asked by itself."""
    return [Cambio(str(kind.label), _names(prima, kind), _names(dopo, kind)) for kind in TipoAllegato]


def _names(photo: Mapping[str, Any], kind: TipoAllegato) -> str:
    return ", ".join(a["nome"] for a in photo["allegati"] if a["tipo"] == kind)
