"""`manage.py rebuild_documenti`: renders every public document again; honest ones keep their bytes."""

from typing import Any

from django.core.management.base import BaseCommand

from core.progress import Bar
from distretti.actions.documenti import rebuild_documenti
from distretti.models import Iscrizione
from pubblicazione.selectors import last_sequenza


class Command(BaseCommand):
    help = "Rende di nuovo tutti i documenti pubblici e dice quanti sono cambiati."

    def handle(self, *args: Any, **options: Any) -> None:
        before = last_sequenza()
        bar = Bar(total=Iscrizione.objects.count(), label="Documenti", stream=self.stderr)
        rebuild_documenti(advance=bar.advance)
        bar.close()
        self.stdout.write(f"Documenti resi di nuovo; cambiati: {last_sequenza() - before}")
