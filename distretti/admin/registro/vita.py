"""The life of one entry as the desk tells it: its annotations in order, its facts today, the proof of its rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from core.clock import today
from core.italiano import since_uncertain
from core.uncertain_dates import Precisione
from distretti.admin.registro.colonne import show_value
from distretti.derived import FACTS
from distretti.enums import REGOLE_ANNOTAZIONE, TipoAnnotazione, TipoAtto
from distretti.frasi import name_atto, show_fact
from distretti.models import Annotazione, Iscrizione
from distretti.selectors import head_of_chain
from distretti.selectors.evento import name_of
from distretti.selectors.scrivania import story_of
from distretti.verify import verify_voce

_LACUNE = {"atto": "quale sia l’atto", "numero": "numero dell’atto", "data": "data dell’atto"}


@dataclass(frozen=True)
class Momento:
    """One annotation of the timeline; `corretta_da` is the last rettifica that replaced it, if any."""

    riga: Annotazione
    corretta_da: Annotazione | None

    @property
    def quando(self) -> str:
        text = since_uncertain(self.riga.decorrenza)
        return text[0].upper() + text[1:]

    @property
    def atto(self) -> str:
        text = name_atto(self.riga.atto)
        return text[0].upper() + text[1:]

    @property
    def oggetto(self) -> str:
        """What the act is about, where its name does not say it already."""
        atto = self.riga.atto
        return "" if atto.tipo == TipoAtto.NON_NOTO else str(atto.oggetto)

    @property
    def lacune(self) -> list[str]:
        """What is not known and waits to be confirmed."""
        gaps = [_LACUNE[name] for name in self.riga.atto.lacune]
        return gaps if self.riga.precisione == Precisione.GIORNO else [*gaps, "decorrenza"]

    @property
    def annullata(self) -> bool:
        return self.corretta_da is not None and bool(self.corretta_da.dati.get("annulla"))

    @property
    def is_correctable(self) -> bool:
        tipo = TipoAnnotazione(self.riga.tipo)
        return tipo != TipoAnnotazione.RETTIFICA and REGOLE_ANNOTAZIONE[tipo].by_hand and not self.annullata


def tell_story(iscrizione: Iscrizione) -> list[Momento]:
    """Return the timeline of an entry."""
    rows = story_of(iscrizione)
    by_seq = sorted(rows, key=lambda row: row.seq)
    corrections = {row.dati["rettifica_di"]: row for row in by_seq if "rettifica_di" in row.dati}
    return [Momento(row, corrections.get(row.seq)) for row in rows]


@dataclass(frozen=True)
class Prova:
    """What verifying an entry found, with the head of the whole chain as anybody may compare it."""

    rilievi: list[str]
    righe: int
    testa: int
    impronta: str


def prove(iscrizione: Iscrizione, *, righe: int) -> Prova:
    """Verify an entry's rows and its place in the chain, now."""
    testa, impronta = head_of_chain()
    return Prova(list(verify_voce(iscrizione)), righe, testa, impronta)


def facts_today(iscrizione: Iscrizione) -> list[tuple[str, Any]]:
    """Return the facts of an entry today, each with its name; what is not known is left out."""
    stato = iscrizione.stato_at(today())
    found = [("Riconosciuta dal", show_value(stato.riconosciuto_dal)), ("Iscritta dal", show_value(stato.iscritto_dal))]
    return [(label, value) for label, value in [*found, *_facts(stato.fatti)] if value]


def _facts(fatti: dict[str, Any]) -> Iterable[tuple[str, str]]:
    for fatto, about in FACTS.items():
        value = fatti.get(fatto)
        if not value or fatto == "denominazione":
            continue
        label = about.etichetta[0].upper() + about.etichetta[1:]
        yield label, ", ".join(value) if isinstance(value, list) else show_fact(fatto, value, name_of)
