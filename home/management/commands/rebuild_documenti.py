"""`manage.py rebuild_documenti [--dry-run]`: renders every public document again; honest ones keep their bytes."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from core.progress import Bar
from distretti.models import Iscrizione
from home.actions.documenti import rebuild_everything
from home.verify import stale_documenti
from pubblicazione.models import Documento
from pubblicazione.selectors import last_sequenza


class Command(BaseCommand):
    help = "Rende di nuovo tutti i documenti pubblici e dice quanti sono cambiati."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Dice che cosa cambierebbe, e non cambia nulla.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["dry_run"]:
            self._tell()
            return
        before = last_sequenza()
        bar = Bar(total=Iscrizione.objects.count(), label="Documenti", stream=self.stderr)
        rebuild_everything(advance=bar.advance)
        bar.close()
        self.stdout.write(f"Documenti resi di nuovo; cambiati: {last_sequenza() - before}")

    def _tell(self) -> None:
        bar = Bar(total=Documento.objects.count(), label="Documenti", stream=self.stderr)
        found = list(stale_documenti(bar=bar))
        bar.close()
        for finding in found:
            self.stdout.write(finding)
        self.stdout.write(f"Documenti che cambierebbero: {len(found)}. Non è stato cambiato nulla.")
