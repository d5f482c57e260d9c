"""The state of an entry folded from its annotations, at any day and as known at any instant; no database here."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol

from core.uncertain_dates import Precisione, UncertainDate
from distretti.enums import REGOLE_ANNOTAZIONE, StatoIscrizione, TipoAnnotazione

# What an event carries besides facts: the names of the entries it quotes, a recognition it takes over.
_NOT_FACTS = frozenset({"voci", "riconosciuto_dal"})
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

    @property
    def atto_id(self) -> int: ...


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
class Evento:
    """An event that is no row of the ledger: corrected by a rettifica, or about to be recorded."""

    seq: int
    tipo: str
    dati: dict[str, Any]
    registrata_il: dt.datetime
    decorrenza: UncertainDate
    atto_id: int


def _corrected(dati: dict[str, Any], rettifica: dict[str, Any]) -> dict[str, Any]:
    """The facts of an event after a rettifica: some removed (`togli`), some changed or added (`dati`)."""
    kept = {name: value for name, value in dati.items() if name not in rettifica.get("togli", ())}
    return {**kept, **rettifica.get("dati", {})}


def apply_rettifiche(events: list[Event]) -> list[Event]:
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
        by_seq[target.seq] = Evento(
            seq=target.seq,
            tipo=target.tipo,
            dati=_corrected(target.dati, event.dati),
            registrata_il=target.registrata_il,
            decorrenza=event.decorrenza,
            atto_id=event.dati.get("atto", {}).get("id", target.atto_id),
        )
    return list(by_seq.values())


def in_order(annotazioni: Iterable[Event], *, conosciuta_al: dt.datetime | None = None) -> list[Event]:
    """Return the events as known at `conosciuta_al` (now, if None), rettifiche applied, in the order of their facts."""
    known = [e for e in annotazioni if conosciuta_al is None or e.registrata_il <= conosciuta_al]
    known.sort(key=lambda e: e.seq)
    return sorted(apply_rettifiche(known), key=lambda e: (e.decorrenza.al, e.seq))


def apply_event(stato: StatoRegistro, event: Event) -> None:
    """Make `stato` what it is after `event`."""
    stato.eventi.append(event)
    tipo = TipoAnnotazione(event.tipo)
    stato.stato = REGOLE_ANNOTAZIONE[tipo].stato or stato.stato
    facts = {name: value for name, value in event.dati.items() if name not in _NOT_FACTS}
    if "proviene_da" in facts:  # entries flow in one after another: each adds to those before, in whatever order known
        facts["proviene_da"] = sorted({*stato.fatti.get("proviene_da", ()), *facts["proviene_da"]})
    stato.fatti.update(facts)
    if stato.stato != StatoIscrizione.SOSPESA:
        stato.fatti.pop("sospesa_al", None)
    inherited = event.dati.get("riconosciuto_dal")
    if inherited and stato.riconosciuto_dal is None:
        stato.riconosciuto_dal = read_date(inherited)
    name = _DATE_FACTS.get(tipo)
    if name and getattr(stato, name) is None:
        setattr(stato, name, event.decorrenza)


def write_date(value: UncertainDate) -> dict[str, Any]:
    """Write an uncertain date as the ledger's JSON keeps it."""
    return {
        "dal": value.dal and value.dal.isoformat(),
        "al": value.al.isoformat(),
        "precisione": value.precisione.value,
    }


def read_date(value: dict[str, Any]) -> UncertainDate:
    """Read what `write_date` wrote."""
    dal = value["dal"] and dt.date.fromisoformat(value["dal"])
    return UncertainDate(al=dt.date.fromisoformat(value["al"]), dal=dal, precisione=Precisione(value["precisione"]))


def fold(
    annotazioni: Iterable[Event], *, alla_data: dt.date, conosciuta_al: dt.datetime | None = None
) -> StatoRegistro:
    """Return the facts true on `alla_data`, as known at `conosciuta_al` (now, if None).

    An event counts only if its whole interval is not after `alla_data`; undecided ones go to `incerti`.
    """
    result = StatoRegistro()
    for event in in_order(annotazioni, conosciuta_al=conosciuta_al):
        if event.decorrenza.is_undecided_on(alla_data):
            result.incerti.append(event)
        if event.decorrenza.is_past_on(alla_data):
            apply_event(result, event)
    return result
