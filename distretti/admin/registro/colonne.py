"""The columns of the official view: what each shows on the screen and in a spreadsheet, from one table."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from core.clock import today
from core.italiano import show_day, show_uncertain
from core.uncertain_dates import UncertainDate
from distretti.models import Iscrizione
from distretti.models.rendering import elenco_in_force
from identita.enums import Competenza


@dataclass(frozen=True)
class Colonna:
    """A column: its name in the address bar, its heading, how to read it off an entry, the field that sorts it."""

    nome: str
    etichetta: str
    valore: Callable[[Any], Any]
    ordine: str = ""
    fissa: bool = False
    iniziale: bool = False


def _riconosciuto_dal(voce: Iscrizione) -> UncertainDate | None:
    return voce.stato_at(today()).riconosciuto_dal


def _iscritto_dal(voce: Iscrizione) -> UncertainDate | None:
    return voce.stato_at(today()).iscritto_dal


def _aderenti(voce: Iscrizione) -> int | None:
    elenco = elenco_in_force(voce.elenchi.all())
    return elenco.totale if elenco else None


def _aggiornata_il(voce: Iscrizione) -> dt.date:
    return max(a.registrata_il for a in voce.annotazioni.all()).date()


COLONNE: dict[str, Colonna] = {
    c.nome: c
    for c in (
        Colonna("codice", "Codice", lambda v: v.codice, "codice", fissa=True, iniziale=True),
        Colonna(
            "denominazione", "Denominazione", lambda v: v.denominazione, "denominazione", fissa=True, iniziale=True
        ),
        Colonna("sezione", "Sezione", lambda v: str(v.sezione), "sezione", iniziale=True),
        Colonna("stato", "Stato", lambda v: v.get_stato_display(), "stato", iniziale=True),
        Colonna("competenza", "Competenza", lambda v: Competenza(v.sezione.competenza).label, "sezione__competenza"),
        Colonna(
            "comune", "Comune", lambda v: v.comune and v.comune.denominazione, "comune__denominazione", iniziale=True
        ),
        Colonna(
            "provincia", "Prov.", lambda v: v.comune and v.comune.provincia.sigla, "comune__provincia", iniziale=True
        ),
        Colonna("riconosciuto_dal", "Riconosciuto dal", _riconosciuto_dal, iniziale=True),
        Colonna("iscritto_dal", "Iscritto dal", _iscritto_dal, iniziale=True),
        Colonna("scade_il", "Scade il", lambda v: v.scade_il, "scade_il", iniziale=True),
        Colonna("aderenti", "Aderenti", _aderenti, iniziale=True),
        Colonna(
            "da_confermare", "Da confermare", lambda v: "Sì" if v.da_confermare else "", "da_confermare", iniziale=True
        ),
        Colonna("forma_giuridica", "Forma giuridica", lambda v: v.forma_giuridica, "forma_giuridica__denominazione"),
        Colonna("codice_fiscale", "Codice fiscale", lambda v: v.codice_fiscale, "codice_fiscale"),
        Colonna("partita_iva", "Partita IVA", lambda v: v.partita_iva, "partita_iva"),
        Colonna("indirizzo", "Indirizzo", lambda v: v.indirizzo),
        Colonna("pec", "PEC", lambda v: v.pec, "pec"),
        Colonna("sito", "Sito", lambda v: v.sito, "sito"),
        Colonna("sezione_secondaria", "Sezione secondaria", lambda v: v.sezione_secondaria, "sezione_secondaria"),
        Colonna("tipologia_cibo", "Tipologia del cibo", lambda v: v.tipologia_cibo, "tipologia_cibo"),
        Colonna("sospesa_al", "Sospesa fino al", lambda v: v.sospesa_al, "sospesa_al"),
        Colonna("confluita_in", "Confluita in", lambda v: v.confluita_in, "confluita_in"),
        Colonna("annotazioni", "Annotazioni", lambda v: len(v.annotazioni.all())),
        Colonna("aggiornata_il", "Ultima annotazione", _aggiornata_il),
    )
}


def chosen_colonne(names: Iterable[str]) -> list[Colonna]:
    """Return the fixed columns and those named, in the order of the table; the initial ones if none is named."""
    wanted = set(names) & COLONNE.keys()
    return [c for c in COLONNE.values() if c.fissa or (c.nome in wanted if wanted else c.iniziale)]


def show_value(value: Any) -> str:
    """Write a value as people read it."""
    if value is None:
        return ""
    if isinstance(value, UncertainDate):
        return show_uncertain(value)
    if isinstance(value, dt.date):
        return show_day(value)
    return str(value)
