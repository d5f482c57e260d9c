"""`manage.py export_openapi`: writes the committed description of the API anew."""

from typing import Any

from django.core.management.base import BaseCommand

from api.openapi.build import SNAPSHOT, snapshot_text


class Command(BaseCommand):
    help = "Scrive di nuovo api/openapi.json, la descrizione dell’API."

    def handle(self, *args: Any, **options: Any) -> None:
        SNAPSHOT.write_text(snapshot_text(), encoding="utf-8")
        self.stdout.write(f"Scritto {SNAPSHOT.name}")
