"""What changed between two snapshots of an istanza, field by field, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.italiano import show_count
from procedimenti.enums import TipoAllegato
from procedimenti.policies.istanza import TESTI


@dataclass(frozen=True)
class Cambio:
    """One field before and after, empty where it was not there; `nome` is a label, or a fact's name where `fatto`."""

    nome: str
    prima: str
    dopo: str
    fatto: bool = False


def changes_between(prima: Mapping[str, Any], dopo: Mapping[str, Any]) -> list[Cambio]:
    """Return the changes in the order of the form: texts, facts, declarations, members, papers."""
    found = [Cambio(label, str(prima.get(name, "")), str(dopo.get(name, ""))) for name, label in TESTI.items()]
    facts = {**prima["dati"], **dopo["dati"]}
    found += [Cambio(n, str(prima["dati"].get(n, "")), str(dopo["dati"].get(n, "")), fatto=True) for n in facts]
    found += _declarations(prima, dopo)
    found.append(Cambio("Aderenti", _members(prima), _members(dopo)))
    found += _papers(prima, dopo)
    return [c for c in found if c.prima != c.dopo]


def _declarations(prima: Mapping[str, Any], dopo: Mapping[str, Any]) -> list[Cambio]:
    """Tell which declarations were made or taken back; a snapshot of before they were kept has none."""
    before, after = ({d["codice"]: d for d in photo.get("dichiarazioni", ())} for photo in (prima, dopo))
    both = {**before, **after}
    return [Cambio(f"Dichiarazione: {d['titolo']}", _made(before.get(c)), _made(after.get(c))) for c, d in both.items()]


def _made(declaration: Mapping[str, Any] | None) -> str:
    return "resa" if declaration and declaration["resa"] else "non resa"


def _members(photo: Mapping[str, Any]) -> str:
    """Count the members, and tell who they are only by what makes two lists differ."""
    listed = photo["elenco"]
    if not listed:
        return ""
    return f"{show_count(len(listed), 'aderente', 'aderenti')}, impronta {photo['aderenti']['sha256'][:12]}"


def _papers(prima: Mapping[str, Any], dopo: Mapping[str, Any]) -> list[Cambio]:
    """Tell the papers by their kind, since each may be asked by itself."""
    return [Cambio(str(kind.label), _names(prima, kind), _names(dopo, kind)) for kind in TipoAllegato]


def _names(photo: Mapping[str, Any], kind: TipoAllegato) -> str:
    return ", ".join(a["nome"] for a in photo["allegati"] if a["tipo"] == kind)
