"""Storing what no single act renders: sections and vocabularies, and everything again when it must be rebuilt."""

from collections.abc import Callable, Iterable
from functools import partial

from django.db import transaction

from core.locks import lock_register
from distretti.actions.ledger import restore_columns
from distretti.models import Iscrizione
from distretti.models.rendering import Vocabolari, load_vocabolari
from distretti.selectors.documenti import (
    chunks_of_keys,
    load_iscrizioni,
    render_elenchi,
    render_iscrizioni,
    render_sezioni,
    render_vocabolari,
)
from pubblicazione.actions.documento import store_documento
from pubblicazione.schemas import Rendering


@transaction.atomic
def _store(render: Callable[[], Iterable[Rendering]]) -> None:
    """Render and store under the register's lock: what was read before another act ended would undo what it wrote."""
    lock_register()
    for rendering in render():
        store_documento(rendering=rendering)


def store_vocabolari() -> None:
    """Render every vocabulary; those that say the same as before change nothing."""
    _store(render_vocabolari)


def store_sezioni() -> None:
    """Render every section."""
    _store(render_sezioni)


def store_aderenti(*, iscrizione: Iscrizione) -> None:
    """Render the members of an entry, if it has an approved list."""
    _store(lambda: render_elenchi([iscrizione]))


def _render(entries: list[Iscrizione], vocabolari: Vocabolari) -> list[Rendering]:
    return [*render_iscrizioni(entries, vocabolari=vocabolari), *render_elenchi(entries)]


def rebuild_documenti(*, advance: Callable[[int], None]) -> None:
    """Write each entry's columns as its ledger says and render everything again: what is honest stays as it is.

    A few hundred entries a transaction, under the register's lock, so that no act slips between reading and storing.
    """
    _store(render_vocabolari)
    _store(render_sezioni)
    vocabolari = load_vocabolari()
    for keys in chunks_of_keys():
        with transaction.atomic():
            lock_register()
            entries = load_iscrizioni(keys)
            mended = [restore_columns(iscrizione=entry) for entry in entries]
            if any(mended):
                _store(render_sezioni)
            _store(partial(_render, entries, vocabolari))
        advance(len(keys))
