"""A version as the screens tell it: the word for its state, the days of its validity, who worked on it; no query."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from core.italiano import from_day, until_day
from modulistica.enums import StatoVersione
from modulistica.models import Modello, VersioneModello
from modulistica.schemas import ends_of


@dataclass(frozen=True)
class Momento:
    """One version on the line of time; `classe` is its mark in the style sheet, beside the words."""

    versione: VersioneModello
    classe: str
    etichetta: str
    validita: str
    autori: list[Any]

    @property
    def in_vigore(self) -> bool:
        return self.classe == "vigore"


def line_of(modello: Modello, versioni: Sequence[VersioneModello], *, on: dt.date) -> list[Momento]:
    """Return all the versions of a model as they are told on a day, in the order given."""
    approved = sorted((v for v in versioni if v.stato == StatoVersione.APPROVATA), key=lambda v: v.in_vigore_dal)
    ends = {v.pk: end for v, end in zip(approved, ends_of(approved, modello.termina_il), strict=True)}
    return [_moment(v, ends.get(v.pk, v.in_vigore_al), on) for v in versioni]


def _moment(versione: VersioneModello, end: dt.date | None, on: dt.date) -> Momento:
    classe, etichetta = _state(versione, end, on)
    validita = from_day(versione.in_vigore_dal) + (f", {until_day(end)}" if end else "")
    autori = list({c.user_id: c.user for c in versione.contributi.all()}.values())
    return Momento(versione, classe, etichetta, validita, autori)


def _state(versione: VersioneModello, end: dt.date | None, on: dt.date) -> tuple[str, str]:
    if versione.stato != StatoVersione.APPROVATA:
        return str(versione.stato), str(versione.get_stato_display())
    if versione.in_vigore_dal > on:
        return "futura", "Approvata, non ancora in vigore"
    if end is not None and end < on:
        return "passata", "Non più in vigore"
    return "vigore", "In vigore"


@dataclass(frozen=True)
class Riga:
    """A model in the list: the version in force, the one that follows, what is being prepared."""

    modello: Modello
    in_vigore: Momento | None
    futura: Momento | None
    lavori: list[Momento]


def row_of(modello: Modello, versioni: Sequence[VersioneModello], *, on: dt.date) -> Riga:
    """Return a model's row on a day."""
    line = line_of(modello, versioni, on=on)
    return Riga(
        modello,
        next((m for m in line if m.in_vigore), None),
        next((m for m in line if m.classe == "futura"), None),
        [m for m in line if m.classe in {StatoVersione.BOZZA.value, StatoVersione.IN_APPROVAZIONE.value}],
    )
