"""`manage.py seed_demo`: the real districts, demo accounts and profiles in every state; development only."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from core.progress import Bar
from home.actions.demo.seed import is_seeded, seed, steps
from home.actions.demo.utenti import ACCOUNTS, PASSWORD


class Command(BaseCommand):
    help = "Riempie un registro vuoto con i distretti reali e con gli utenti dimostrativi; mai in produzione."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO_DATA_ALLOWED:
            raise CommandError("I dati dimostrativi non sono ammessi con queste impostazioni.", returncode=2)
        if is_seeded():
            self.stdout.write("Il registro contiene già dei dati: non cambio nulla.")
        else:
            bar = Bar(total=steps(), label="Dati dimostrativi", stream=self.stdout)
            seed(advance=bar.advance)
            bar.close()
        self.stdout.write(f"Utenti dimostrativi (password {PASSWORD}): {', '.join(a.username for a in ACCOUNTS)}")
