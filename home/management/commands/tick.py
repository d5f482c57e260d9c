"""`manage.py tick`: what time itself must do, each minute: publications at a date, terms, decorrenze, e-mails.

Run once by a timer of the system, or for ever with `--every 60`. Two at once do no harm: each thing is taken by one.
"""

import logging
import signal
import threading
from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections

from archivio.actions import scan_waiting
from archivio.selectors import waiting_files
from core.actions.outbox import drain_emails
from core.clock import today
from core.turno import Turno
from distretti.actions.scadenze import derive_due
from home.actions.esportazioni import export_due
from modulistica.actions.versione import activate_due
from procedimenti.actions.protocollo import drain_protocollo
from procedimenti.actions.riepilogo import send_riepilogo
from pubblicazione.actions.moderazione import publish_due

logger = logging.getLogger(__name__)


def _derive_due() -> Turno:
    esito = derive_due()
    return Turno(len(esito.derivate), esito.fallite)


def _activate_models() -> Turno:
    return Turno(activate_due(on=today()), {})


def _scan_files() -> Turno:
    before = waiting_files().count()
    return Turno(before - scan_waiting(), {})


def _export() -> Turno:
    return Turno(export_due(), {})


def _digest() -> Turno:
    return Turno(send_riepilogo(), {})


JOBS: tuple[tuple[str, Callable[[], Turno]], ...] = (
    ("pubblicazioni a una data", publish_due),
    ("voci portate a oggi", _derive_due),
    ("modelli in vigore da oggi", _activate_models),
    ("file in quarantena", _scan_files),
    ("riepiloghi dei procedimenti", _digest),
    ("numeri di protocollo", drain_protocollo),
    ("e-mail", drain_emails),
    ("file del registro", _export),
)


def _run(job: Callable[[], Turno], name: str) -> Turno:
    try:
        return job()
    except Exception as error:  # a job that cannot even begin must not stop the others
        logger.exception("%s failed", name)
        return Turno(0, {name: f"{type(error).__name__}: {error}"})


class Command(BaseCommand):
    help = "Esegue ciò che è dovuto a quest’ora: pubblicazioni a una data, termini, decorrenze, e-mail."

    def add_arguments(self, parser: ArgumentParser) -> None:
        how = parser.add_mutually_exclusive_group()
        how.add_argument("--once", action="store_true", help="Una volta sola: è quello che fa se non si dice altro.")
        how.add_argument(
            "--every", type=int, metavar="SECONDI", help="Ripete ogni tanti secondi, finché non è fermato."
        )

    def handle(self, *args: Any, every: int | None, **options: Any) -> None:
        if every is None:
            failed = self.round()
            if failed:
                raise CommandError(f"Non riuscite: {failed}. Le ragioni sono nel registro di sistema.", returncode=1)
            return
        if every < 1:
            raise CommandError("--every vuole almeno un secondo.", returncode=2)
        stop = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stop.set())
        while not stop.is_set():
            close_old_connections()
            self.round()
            stop.wait(every)

    def round(self) -> int:
        """Run every job once and return how many things failed; what was done is said, nothing is said of nothing."""
        failed = 0
        for name, job in JOBS:
            turno = _run(job, name)
            failed += len(turno.falliti)
            if turno.fatti or turno.falliti:
                self.stdout.write(f"{name}: {turno.fatti} fatte, {len(turno.falliti)} non riuscite")
        return failed
