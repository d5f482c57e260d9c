"""`manage.py setup_registro`: sections, vocabularies, groups, pages and workflows; idempotent."""

from typing import Any

from django.core.management.base import BaseCommand

from home.actions.setup import setup_sito


class Command(BaseCommand):
    help = "Crea sezioni, vocabolari, gruppi, pagine e workflow; si può ripetere."

    def handle(self, *args: Any, **options: Any) -> None:
        setup_sito()
        self.stdout.write("Registro predisposto.")
