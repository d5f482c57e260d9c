"""One person at work, as a process of its own beside others: `python -m tests.concurrency.worker KIND NUMBER COUNT`.

Waits for the file START to appear, works COUNT times, writes a line for each thing done; any error ends it with a
traceback, which the test counts as an error shown to a user.
"""

import datetime as dt
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import django

django.setup()

from django.db import transaction  # noqa: E402 - models need the registry of apps

from core.uncertain_dates import on_day  # noqa: E402
from distretti.actions.evento import record_evento  # noqa: E402
from distretti.enums import TipoAnnotazione, TipoAtto  # noqa: E402
from distretti.models import DistrettoPage, Iscrizione, Sezione  # noqa: E402
from identita.models import User  # noqa: E402
from pubblicazione.actions.moderazione import approve_pagina  # noqa: E402

DAY = dt.date(2026, 3, 2)


def _atto(number: int, step: int) -> dict[str, object]:
    return {"tipo": TipoAtto.DGR, "organo": "Giunta regionale", "numero": f"{number}/{step}", "data": on_day(DAY)}


def _officer(iscrizione_or_sezione: Sezione) -> User:
    return User.objects.get(username=f"funzionario.{iscrizione_or_sezione.competenza}")


def record(number: int, step: int) -> None:
    """Move the seat of one entry after another."""
    entries = Iscrizione.objects.select_related("sezione").order_by("pk")
    iscrizione = entries[(number * 7 + step) % 35]
    record_evento(
        tipo=TipoAnnotazione.VARIAZIONE,
        iscrizione=iscrizione,
        by=_officer(iscrizione.sezione),
        atto=_atto(number, step),  # type: ignore[arg-type]
        decorrenza=on_day(DAY),
        dati={"indirizzo": f"Via della prova {number}.{step}"},
    )


def create(number: int, step: int) -> None:
    """Open an entry in one section after another."""
    sezione = Sezione.objects.get(codice=1 + (number + step) % 7)
    record_evento(
        tipo=TipoAnnotazione.ISCRIZIONE,
        sezione=sezione,
        by=_officer(sezione),
        atto=_atto(number, step),  # type: ignore[arg-type]
        decorrenza=on_day(DAY),
        dati={"denominazione": f"Distretto di prova {number}.{step}"},
    )


def approve(number: int, step: int) -> None:
    """Write, submit and approve the profile of an entry, each act by who may do it."""
    pages = DistrettoPage.objects.filter(live=True, iscrizione__sezione__competenza="ricerca").order_by("pk")
    scheda = pages[number]
    editor = User.objects.get(username="redattore")
    with transaction.atomic():
        page = scheda.get_latest_revision_as_object()
        page.sintesi = f"Testo di prova {number}.{step}"
        revision = page.save_revision(user=editor)
    with transaction.atomic():
        page.get_workflow().start(page, editor)
    officer = User.objects.get(username="funzionario.ricerca2")
    approve_pagina(pagina=DistrettoPage.objects.get(pk=scheda.pk), sha256=page.sha256_of(revision), by=officer)


WORK: dict[str, Callable[[int, int], None]] = {"record": record, "create": create, "approve": approve}


def main(kind: str, number: str, count: str) -> None:
    start = Path(os.environ["START"])
    while not start.exists():
        time.sleep(0.01)
    for step in range(int(count)):
        WORK[kind](int(number), step)
        sys.stdout.write(f"{kind} {number} {step}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
