"""Everything that is public, rendered and stored again: what each app makes public is its own affair.

Names that documents quote and no act writes (sections, comuni, ATECO codes) change only with the project's own data, at
an upgrade; then whoever quotes them is rendered again.
"""

import logging
from collections.abc import Callable

from django.db import transaction
from django_tasks import task

from core.locks import lock_register
from distretti.actions.documenti import rebuild_documenti
from distretti.models import Iscrizione
from home.verify.registro import render_pagine
from modulistica.selectors import render_modelli
from pubblicazione.actions.documento import store_documento
from pubblicazione.models import Documento

logger = logging.getLogger(__name__)


def rebuild_everything(*, advance: Callable[[int], None]) -> None:
    """Store every public document again; `advance` is told how many entries were done. Honest ones keep their bytes."""
    rebuild_documenti(advance=advance)
    with transaction.atomic():
        lock_register()
        for rendering in [*render_pagine(), *render_modelli()]:
            store_documento(rendering=rendering)


# So many entries are rendered again in the transaction that changed what they quote; more, by a task.
FEW = 500


def quoted() -> dict[str, str]:
    """Return the SHA-256 of every document that others quote: sections and vocabularies."""
    shared = Documento.objects.filter(risorsa__in=("sezioni", "vocabolari"))
    return {f"{risorsa}/{chiave}": sha for risorsa, chiave, sha in shared.values_list("risorsa", "chiave", "sha256")}


def render_who_quotes() -> None:
    """Render again whatever may quote something that changed: at once when little, by a task after commit when much."""
    if Iscrizione.objects.count() <= FEW:
        rebuild_everything(advance=lambda _count: None)
    else:
        transaction.on_commit(render_everything.enqueue)


@task()
def render_everything() -> int:
    """Render every public document again, telling the log how far it is; returns how many entries were done."""
    total, done = Iscrizione.objects.count(), 0

    def advance(count: int) -> None:
        nonlocal done
        done += count
        logger.info("documents rendered again: %d of %d entries", done, total)

    rebuild_everything(advance=advance)
    return done
