"""`manage.py verify_files`: re-hashes every stored file; exit code 1 and each missing, altered or orphan file named."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from archivio.enums import Deposito
from archivio.selectors import count_contents
from archivio.verifica import verify_store
from core.progress import Bar


class Command(BaseCommand):
    help = "Ricalcola l’impronta di ogni file conservato ed elenca quelli mancanti, alterati o orfani."

    def handle(self, *args: Any, **options: Any) -> None:
        bar = Bar(total=sum(count_contents(d) for d in Deposito), label="Verifica dei file", stream=self.stderr)
        found = 0
        for deposito in Deposito:
            for finding in verify_store(deposito, advance=bar.advance):
                found += 1
                self.stderr.write(self.style.ERROR(finding))
        bar.close()
        if found:
            sys.exit(1)
        self.stdout.write("Tutti i file sono al loro posto e integri.")
