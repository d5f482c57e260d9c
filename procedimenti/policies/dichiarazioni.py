"""Declarations in lieu of certificates (artt. 46–47 DPR 445/2000): which are asked on a day, which were made."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from procedimenti.exceptions import ProcedimentoError


@dataclass(frozen=True)
class Resa:
    """One declaration that is asked, as its text was on the day that counts, and whether it was made."""

    codice: str
    titolo: str
    testo: str
    articolo: str
    obbligatoria: bool
    resa: bool

    @property
    def manca(self) -> bool:
        """Whether the istanza cannot do without it."""
        return self.obbligatoria and not self.resa


def in_force(rows: Iterable[Any], *, on: dt.date) -> list[Any]:
    """Return the text in force on a day of each declaration, in order.

    Before the first text that is known, that one, as for the numbers of a section; after the last, none. What
    somebody wrote begins on its day: it is asked of nobody who came before.
    """
    by_code: dict[str, list[Any]] = {}
    for row in rows:
        by_code.setdefault(row.codice, []).append(row)
    return [found for texts in by_code.values() if (found := _text_on(texts, on)) is not None]


def _text_on(texts: list[Any], on: dt.date) -> Any:
    texts = sorted(texts, key=lambda t: (t.valida_dal, t.pk))
    begun = [t for t in texts if t.valida_dal <= on or t.registrato_il is None]
    last = next((t for t in reversed(begun) if t.valida_dal <= on), begun[0] if begun else None)
    over = last is None or last.cessata or (last.valida_al is not None and last.valida_al < on)
    return None if over else last


def rese_of(asked: Iterable[Any], made: Collection[str]) -> list[Resa]:
    """Return what was asked with what was made of it."""
    return [Resa(d.codice, d.titolo, d.testo, d.articolo, d.obbligatoria, d.codice in made) for d in asked]


def check_dichiarazioni(made: Collection[str], *, asked: Mapping[str, str]) -> None:
    """Raise ProcedimentoError if a declaration is made that this istanza does not ask; `asked`: title by code."""
    if set(made) - set(asked):
        raise ProcedimentoError(
            "Una delle dichiarazioni indicate non riguarda questo procedimento o questa sezione.", campo="dichiarazioni"
        )
