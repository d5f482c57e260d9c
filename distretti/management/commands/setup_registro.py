"""`manage.py setup_registro`: sections, vocabularies and groups; idempotent."""

from typing import Any

from django.core.management.base import BaseCommand

from distretti.actions.setup import load_groups, load_vocabolari


class Command(BaseCommand):
    help = "Crea sezioni, vocabolari e gruppi; si può ripetere."

    def handle(self, *args: Any, **options: Any) -> None:
        load_vocabolari()
        load_groups()
        self.stdout.write("Registro predisposto.")
