"""`manage.py migrate_storage --to FILE.json`: copies both stores elsewhere, verified, resumable; changes no row."""

import json
import sys
from pathlib import Path
from typing import Any

from django.core.files.storage import storages
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.module_loading import import_string

from archivio.depositi import copy_bytes
from archivio.enums import Deposito
from archivio.selectors import count_contents, expected_hashes
from core.progress import Bar


class Command(BaseCommand):
    help = (
        "Copia ogni file conservato nei depositi descritti da un file JSON (chiavi «pubblico» e «riservato», valori "
        "come in STORAGES), verificandone l’impronta; si può riprendere. Poi si cambiano le impostazioni."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--to", required=True, type=Path, help="Il file JSON che descrive i depositi di arrivo.")
        parser.add_argument("--dry-run", action="store_true", help="Dice che cosa copierebbe, senza copiare.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            wanted = json.loads(options["to"].read_text(encoding="utf-8"))
            targets = {d: self._store(wanted[d.value]) for d in Deposito}
        except (OSError, ValueError, KeyError, ImportError, TypeError) as error:
            raise CommandError(f"{options['to']}: descrizione non leggibile ({error})", returncode=2) from error
        bar = Bar(total=sum(count_contents(d) for d in Deposito), label="Copia dei file", stream=self.stderr)
        copied = failed = 0
        for deposito, target in targets.items():
            for sha256 in expected_hashes(deposito):
                outcome = copy_bytes(sha256, source=storages[deposito], target=target, dry_run=options["dry_run"])
                copied += outcome == "copied"
                if outcome in {"missing", "altered"}:
                    failed += 1
                    self.stderr.write(self.style.ERROR(f"{deposito.value}: {sha256} non copiato ({outcome})"))
                bar.advance(1)
        bar.close()
        self.stdout.write(f"{copied} file {'da copiare' if options['dry_run'] else 'copiati'}, {failed} non copiati.")
        if failed:
            sys.exit(1)

    def _store(self, description: dict[str, Any]) -> Any:
        return import_string(description["BACKEND"])(**description.get("OPTIONS", {}))
