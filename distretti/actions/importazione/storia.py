"""The life of one entry as the register has it, and what a row of the file says of it: known, changed, or new."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from core.canonical import digest
from core.italiano import show_uncertain
from core.text import fold
from core.uncertain_dates import UncertainDate
from distretti.enums import TipoAnnotazione
from distretti.frasi import name_atto
from distretti.importazione.date import DataScritta
from distretti.importazione.lettura import RigaFoglio
from distretti.importazione.rapporto import Esito
from distretti.models import Annotazione, Atto, Iscrizione
from distretti.policies.dati import LEGAMI
from distretti.selectors.importazione import CHIAVE, prefix_of
from distretti.stato import Event, in_order
from distretti.stato import fold as fold_events

_T = TipoAnnotazione
# What happens to an entry once: whatever its day, it is the same event.
_UNA_VOLTA = frozenset({_T.PRIMO_RICONOSCIMENTO, _T.RICONOSCIMENTO_DEFINITIVO, _T.ISCRIZIONE})


@dataclass
class Riga:
    """An event as the file tells it."""

    foglio: RigaFoglio
    tipo: TipoAnnotazione
    data: DataScritta | None
    atto: Atto | None
    fatti: dict[str, Any]
    oggi: dt.date

    @property
    def numero(self) -> int:
        return self.foglio.numero

    @property
    def decorrenza(self) -> UncertainDate | None:
        return self.data.known_by(self.oggi) if self.data else None

    @property
    def chiave(self) -> str:
        """The hash of all that the row says: the same row, imported twice, is recorded once."""
        content = {
            "evento": self.tipo.value,
            "decorrenza": self.data and self.data.content(),
            "atto": self.atto and _same_act(self.atto),
            "fatti": self.fatti,
        }
        return digest(content)[:32]


def _same_act(atto: Atto) -> dict[str, Any]:
    """What makes two acts the same act."""
    content = atto.content()
    names = ("tipo", "numero", "data_dal", "data_al") if atto.numero else content.keys() - {"seguito_di"}
    return {name: content[name] for name in names} | {"organo": fold(atto.organo)}


@dataclass
class Confronto:
    """What a row is against the register. `diversi`: what a person wrote otherwise, by column; nothing overrides it."""

    esito: Esito
    chiave: str = ""
    corretta: Annotazione | None = None
    tolti: tuple[str, ...] = ()
    atto_id: int | None = None
    seq: int = 0
    diversi: Mapping[str, str] = field(default_factory=dict)


class Storia:
    """The annotations of an entry under a reference of the file; `chiavi`: of all the rows that tell of it."""

    def __init__(self, name: str, iscrizione: Iscrizione | None, chiavi: set[str]) -> None:
        self.name, self.iscrizione, self.chiavi = name, iscrizione, chiavi
        self.taken: set[int] = set()
        self.annotazioni: list[Annotazione] = list(iscrizione.annotazioni.all()) if iscrizione else []

    def chiave_of(self, riga: Riga) -> str:
        """Return the key of the annotation that a row makes."""
        return prefix_of(self.name) + riga.chiave

    def add(self, made: Annotazione) -> None:
        """Take what was just recorded into the history."""
        self.iscrizione = Iscrizione.objects.select_related("sezione").get(pk=made.iscrizione_id)
        self.annotazioni = list(self.iscrizione.annotazioni.all())

    def compare(self, riga: Riga) -> Confronto:
        """Return what a row is: known as it is written, another version of what was imported, or new."""
        if riga.chiave in self._imported():
            return Confronto(Esito.UGUALE)
        event = self._counterpart(riga)
        if event is None:
            return Confronto(Esito.NUOVO)
        self.taken.add(event.seq)
        if event.seq not in self._imported().values():
            diversi = self._differences(event, riga)
            return Confronto(Esito.UGUALE, seq=event.seq, diversi=diversi)
        own = {name: value for name, value in event.dati.items() if name not in LEGAMI}
        same_act = riga.atto is None or riga.atto.pk == event.atto_id
        same = own == riga.fatti and same_act and riga.decorrenza in (None, event.decorrenza)
        return Confronto(Esito.UGUALE) if same else self._changed(event, riga, own)

    def _changed(self, event: Event, riga: Riga, own: Mapping[str, Any]) -> Confronto:
        return Confronto(
            Esito.CAMBIATO,
            chiave=self.chiave_of(riga),
            corretta=next(a for a in self.annotazioni if a.seq == event.seq),
            tolti=tuple(sorted(own.keys() - riga.fatti.keys())),
            atto_id=event.atto_id,
        )

    def _imported(self) -> dict[str, int]:
        """Return the annotation that each row imported so far made, or has corrected."""
        return {
            str(a.chiave).rpartition("-")[2]: int(a.dati.get("rettifica_di", a.seq))
            for a in self.annotazioni
            if (a.chiave or "").startswith(CHIAVE)
        }

    def _counterpart(self, riga: Riga) -> Event | None:
        """Return the event of the register of which a row is another telling, if there is one.

        The same kind on the same day; or, of the same kind, the only one that can be meant.
        """
        told = {seq for chiave, seq in self._imported().items() if chiave in self.chiavi}
        free = [e for e in in_order(self.annotazioni) if e.tipo == riga.tipo and e.seq not in self.taken | told]
        same_day = [e for e in free if e.decorrenza == riga.decorrenza]
        if same_day:
            return same_day[0]
        if riga.tipo not in _UNA_VOLTA:
            free = [e for e in free if e.seq in self._imported().values()]
        return free[0] if len(free) == 1 else None

    def _differences(self, event: Event, riga: Riga) -> dict[str, str]:
        """Return what a person recorded otherwise than the row says, by column; an empty cell says nothing."""
        found: dict[str, str] = {}
        if riga.decorrenza not in (None, event.decorrenza):
            found["decorrenza"] = show_uncertain(event.decorrenza)
        if riga.atto is not None and riga.atto.pk != event.atto_id:
            found["atto"] = name_atto(Atto.objects.get(pk=event.atto_id))
        known = fold_events(self.annotazioni, alla_data=event.decorrenza.al).fatti
        return found | {n: str(known.get(n, "")) for n, value in riga.fatti.items() if known.get(n) != value}
