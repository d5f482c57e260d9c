"""Proves the entries: their columns against the ledger; and renders what they must show, for the documents' proof."""

from collections.abc import Iterator

from core.clock import today
from distretti.derived import derived_columns
from distretti.models import Iscrizione
from distretti.models.rendering import load_vocabolari
from distretti.selectors.documenti import (
    chunks_of_keys,
    load_iscrizioni,
    render_elenchi,
    render_iscrizioni,
    render_sezioni,
    render_vocabolari,
)
from pubblicazione.schemas import Rendering


def verify_columns(iscrizione: Iscrizione) -> Iterator[str]:
    """Yield each column of an entry that is not what its ledger says today."""
    for column, value in derived_columns(iscrizione.stato_at(today())).items():
        if getattr(iscrizione, column) != value:
            yield f"iscrizione {iscrizione.codice}: «{column}» non è quello che risulta dalle annotazioni"


def renderings_proved() -> Iterator[Rendering | str]:
    """Yield all that the register makes public, rendered anew, and in words what is wrong with the entries' columns.

    Each entry is loaded once for both proofs.
    """
    yield from render_vocabolari()
    yield from render_sezioni()
    vocabolari = load_vocabolari()
    for keys in chunks_of_keys():
        entries = load_iscrizioni(keys)
        for entry in entries:
            yield from verify_columns(entry)
        yield from render_iscrizioni(entries, vocabolari=vocabolari)
        yield from render_elenchi(entries)
