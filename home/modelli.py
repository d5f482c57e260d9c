"""The models as the public page shows them: by what one wants to do, each with the version in force and the others."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from archivio.enums import TipoFile
from modulistica.compilati import FORMATI
from modulistica.enums import USI_PUBBLICI, Lingua

_ALL_SECTIONS = 7
_CODE = re.compile(r"RP-[1-7]-[0-9]{4,14}")


@dataclass(frozen=True)
class Scheda:
    """One model: its document, the version in force, the one that follows, those of the past."""

    documento: dict[str, Any]
    in_vigore: dict[str, Any] | None
    futura: dict[str, Any] | None
    passate: list[dict[str, Any]]

    @property
    def per_sezioni(self) -> str:
        """To which sections it applies, in words."""
        found = [str(s) for s in self.documento["sezioni"]]
        if len(found) == _ALL_SECTIONS:
            return "tutte le sezioni"
        return f"la sezione {found[0]}" if len(found) == 1 else f"le sezioni {', '.join(found[:-1])} e {found[-1]}"

    @property
    def precompilabile(self) -> bool:
        """Whether the version in force can be downloaded filled with the public data of an entry."""
        return self.in_vigore is not None and any(f["formato"] in FORMATI for f in self.in_vigore["file"])


@dataclass(frozen=True)
class Gruppo:
    """What one wants to do, and the models that serve."""

    codice: str
    nome: str
    schede: list[Scheda]


def groups_of(documenti: Iterable[dict[str, Any]], *, on: dt.date) -> list[Gruppo]:
    """Return the models by use, in the order in which people come to need them; uses without models are left out."""
    schede = [_scheda(documento, on.isoformat()) for documento in documenti]
    return [
        Gruppo(uso.value, str(uso.label), found)
        for uso in USI_PUBBLICI
        if (found := [s for s in schede if s.documento["uso"]["codice"] == uso])
    ]


def _scheda(documento: dict[str, Any], oggi: str) -> Scheda:
    current = documento["in_vigore"]
    number = current["numero"] if current else None
    others = [v for v in documento["versioni"] if v["numero"] != number]
    coming = [v for v in others if v["in_vigore_dal"] > oggi]
    return Scheda(documento, current, coming[-1] if coming else None, [v for v in others if v["in_vigore_dal"] <= oggi])


def format_name(formato: str) -> str:
    """'Documento Word (.docx)'."""
    return str(TipoFile(formato).label)


def language_name(lingua: str) -> str:
    """'italiano'."""
    return str(Lingua(lingua).label)


def read_voce(value: str) -> str:
    """Return the code of an entry as it is written, or nothing if it is none."""
    return value if _CODE.fullmatch(value) else ""
