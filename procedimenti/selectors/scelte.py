"""What the forms of the desk let one choose: sections, entries, the end that a section's duration proposes."""

import datetime as dt
from collections.abc import Collection
from typing import Any

from dateutil.relativedelta import relativedelta

from core.text import read_key
from distretti.derived import FACTS
from distretti.enums import STATI_FINALI, NomeRegola
from distretti.models import Iscrizione, Sezione
from distretti.selectors.evento import name_of
from procedimenti.enums import REGOLE_PROCEDIMENTO, TipoProcedimento
from procedimenti.models import Allegato, Istanza
from procedimenti.selectors.regole import regola_on


def sezioni_for(tipo: TipoProcedimento, competenze: Collection[str]) -> list[tuple[Any, str]]:
    """Return the sections in which a kind of procedure may open an entry, of some structures."""
    kinds = [str(t) for t in REGOLE_PROCEDIMENTO[tipo].sezioni]
    found = Sezione.objects.filter(competenza__in=list(competenze), tipo__in=kinds).order_by("codice")
    return [(s.pk, str(s)) for s in found]


def voci_for(tipo: TipoProcedimento, competenze: Collection[str]) -> list[tuple[Any, str]]:
    """Return the entries that a kind of procedure may be about, of some structures."""
    kinds = [str(t) for t in REGOLE_PROCEDIMENTO[tipo].sezioni]
    found = Iscrizione.objects.filter(sezione__competenza__in=list(competenze), sezione__tipo__in=kinds)
    alive = found.exclude(stato__in=sorted(STATI_FINALI)).order_by("denominazione")
    return [(i.pk, f"{i.denominazione} ({i.codice})") for i in alive]


def find_sezione_in(pk: str, competenze: Collection[str]) -> Sezione | None:
    """Return a section of some structures, or None."""
    key = read_key(pk)
    return None if key is None else Sezione.objects.filter(pk=key, competenza__in=list(competenze)).first()


def find_voce_in(pk: str, competenze: Collection[str]) -> Iscrizione | None:
    """Return an entry of some structures, or None."""
    found = Iscrizione.objects.select_related("sezione").filter(sezione__competenza__in=list(competenze))
    key = read_key(pk)
    return None if key is None else found.filter(pk=key).first()


def proposed_end(sezione: Sezione, *, dal: dt.date) -> dt.date | None:
    """Return the last day of a recognition that begins on `dal`, as the section's duration has it."""
    regola = regola_on(sezione, NomeRegola.DURATA_MESI, on=dal)
    return dal + relativedelta(months=regola.valore, days=-1) if regola else None


def allegati_of(istanza: Istanza) -> list[Allegato]:
    """Return the papers of a fascicolo in their order, with what its index shows."""
    return list(istanza.allegati.select_related("file__contenuto", "aggiunto_da"))


def find_allegato(istanza: Istanza, pk: int) -> Allegato | None:
    """Return a paper of a fascicolo, or None."""
    return istanza.allegati.select_related("file__contenuto").filter(pk=pk).first()


def shown_fact(fatto: str, valore: Any) -> str:
    """Return a fact as people read it: the name, where the istanza has a code."""
    return name_of(fatto, valore) if FACTS[fatto].column.endswith("_id") else str(valore)
