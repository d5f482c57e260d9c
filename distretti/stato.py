"""The state of an entry folded from its annotations, at any day and as known at any instant; no database here."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol

from core.uncertain_dates import UncertainDate
from distretti.enums import REGOLE_ANNOTAZIONE, TipoAnnotazione

_DATE_FACTS = {
    TipoAnnotazione.PRIMO_RICONOSCIMENTO: "riconosciuto_dal",
    TipoAnnotazione.RICONOSCIMENTO_DEFINITIVO: "riconosciuto_dal",
    TipoAnnotazione.ISCRIZIONE: "iscritto_dal",
}


class Event(Protocol):
    """What the fold needs of an annotation."""

    @property
    def seq(self) -> int: ...

    @property
    def tipo(self) -> str: ...

    @property
    def dati(self) -> dict[str, Any]: ...

    @property
    def registrata_il(self) -> dt.datetime: ...

    @property
    def decorrenza(self) -> UncertainDate: ...


@dataclass
class StatoRegistro:
    """The facts of one entry on a day; `eventi` made them, `incerti` may or may not have happened by then."""

    stato: str | None = None
    fatti: dict[str, Any] = field(default_factory=dict)
    riconosciuto_dal: UncertainDate | None = None
    iscritto_dal: UncertainDate | None = None
    eventi: list[Event] = field(default_factory=list)
    incerti: list[Event] = field(default_factory=list)

    @property
    def exists(self) -> bool:
        return self.stato is not None


@dataclass(frozen=True)
class _Rectified:
    """An event as corrected by a later rettifica."""

    seq: int
    tipo: str
    dati: dict[str, Any]
    registrata_il: dt.datetime
    decorrenza: UncertainDate


def _apply_rettifiche(events: list[Event]) -> list[Event]:
    """Replace what a rettifica corrects; a rettifica that cancels an event removes it."""
    by_seq: dict[int, Event] = {e.seq: e for e in events if e.tipo != TipoAnnotazione.RETTIFICA}
    for event in events:
        if event.tipo != TipoAnnotazione.RETTIFICA:
            continue
        target = by_seq.get(int(event.dati["rettifica_di"]))
        if target is None:
            continue
        if event.dati.get("annulla"):
            del by_seq[target.seq]
            continue
        by_seq[target.seq] = _Rectified(
            seq=target.seq,
            tipo=target.tipo,
            dati={**target.dati, **event.dati.get("dati", {})},
            registrata_il=target.registrata_il,
            decorrenza=event.decorrenza,
        )
    return list(by_seq.values())


def fold(
    annotazioni: Iterable[Event], *, alla_data: dt.date, conosciuta_al: dt.datetime | None = None
) -> StatoRegistro:
    """Return the facts true on `alla_data`, as known at `conosciuta_al` (now, if None).

    An event counts only if its whole interval is not after `alla_data`; undecided ones go to `incerti`.
    """
    known = sorted(
        (e for e in annotazioni if conosciuta_al is None or e.registrata_il <= conosciuta_al), key=lambda e: e.seq
    )
    result = StatoRegistro()
    for event in sorted(_apply_rettifiche(known), key=lambda e: (e.decorrenza.al, e.seq)):
        if event.decorrenza.is_undecided_on(alla_data):
            result.incerti.append(event)
        if not event.decorrenza.is_past_on(alla_data):
            continue
        result.eventi.append(event)
        tipo = TipoAnnotazione(event.tipo)
        result.stato = REGOLE_ANNOTAZIONE[tipo].stato or result.stato
        result.fatti.update(event.dati)
        name = _DATE_FACTS.get(tipo)
        if name and getattr(result, name) is None:
            setattr(result, name, event.decorrenza)
    return result
