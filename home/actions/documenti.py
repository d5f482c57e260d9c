"""Everything that is public, rendered and stored again: what each app makes public is its own affair."""

from collections.abc import Callable

from django.db import transaction

from core.locks import lock_register
from distretti.actions.documenti import rebuild_documenti
from home.verify.registro import render_pagine
from modulistica.selectors import render_modelli
from pubblicazione.actions.documento import store_documento


def rebuild_everything(*, advance: Callable[[int], None]) -> None:
    """Store every public document again; `advance` is told how many entries were done. Honest ones keep their bytes."""
    rebuild_documenti(advance=advance)
    with transaction.atomic():
        lock_register()
        for rendering in [*render_pagine(), *render_modelli()]:
            store_documento(rendering=rendering)
