"""Step three: the sentences that will stand in the register, and what changes because of them, before and after."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from core.canonical import digest
from core.clock import today
from core.italiano import show_day
from distretti.admin.moduli.fatti import label_of
from distretti.admin.registro.colonne import show_value
from distretti.derived import FACTS
from distretti.enums import StatoIscrizione
from distretti.frasi import show_fact
from distretti.models import Annotazione
from distretti.selectors.evento import name_of
from distretti.selectors.scrivania import recorded_events
from distretti.stato import StatoRegistro, fold

_NULLA = "—"


@dataclass(frozen=True)
class Cambio:
    """One fact before and after."""

    nome: str
    prima: str
    dopo: str


@dataclass(frozen=True)
class Effetto:
    """What an event does to one entry: its sentence, and the facts that change on a day (`al`, None for today)."""

    annotazione: Annotazione
    nuova: bool
    cambi: list[Cambio]
    al: str


def effects_of(shown: Iterable[Annotazione]) -> list[Effetto]:
    """Return what each annotation of a preview does, in order."""
    return [_effect(annotazione) for annotazione in shown]


def fingerprint(shown: Iterable[Annotazione]) -> str:
    """Return the hash of what the person read, by which a register that moved meanwhile is noticed."""
    return digest([[a.iscrizione.codice, str(a.tipo), a.testo] for a in shown])


def _effect(annotazione: Annotazione) -> Effetto:
    before = recorded_events(annotazione.iscrizione.codice)
    day = max(today(), annotazione.decorrenza.al)
    cambi = _changes(fold(before, alla_data=day), fold([*before, annotazione], alla_data=day))
    return Effetto(annotazione, not before, cambi, _shown_day(day))


def _shown_day(day: dt.date) -> str:
    return "" if day == today() else show_day(day)


def _changes(prima: StatoRegistro, dopo: StatoRegistro) -> list[Cambio]:
    old, new = _facts(prima), _facts(dopo)
    return [
        Cambio(name, old.get(name) or _NULLA, new.get(name) or _NULLA)
        for name in {**old, **new}
        if old.get(name) != new.get(name)
    ]


def _facts(stato: StatoRegistro) -> dict[str, str]:
    """Everything that may be so, by its name, in words, always in one order; empty where nothing is."""
    facts = {"Stato": str(StatoIscrizione(stato.stato).label) if stato.stato else ""}
    facts |= {label_of(f): _show(f, stato.fatti[f]) if stato.fatti.get(f) else "" for f in FACTS}
    facts["Riconosciuta dal"] = show_value(stato.riconosciuto_dal)
    facts["Iscritta dal"] = show_value(stato.iscritto_dal)
    return facts


def _show(fatto: str, value: Any) -> str:
    return ", ".join(value) if isinstance(value, list) else show_fact(fatto, value, name_of).strip("«»")
