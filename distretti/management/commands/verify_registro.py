"""`manage.py verify_registro [--head SEQ:IMPRONTA]`: proves the register; exit code 1 and the first bad row named."""

import re
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.progress import Bar
from distretti import verify
from distretti.models import Annotazione, Iscrizione
from distretti.selectors import head_of_chain
from pubblicazione.models import Documento

_HEAD = re.compile(r"(\d+):([0-9a-f]{64})")


class Command(BaseCommand):
    help = "Verifica catena delle annotazioni, voci e documenti pubblici."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--head", metavar="SEQ:IMPRONTA", help="La testa della catena già pubblicata.")
        parser.add_argument("--all", action="store_true", help="Elenca tutte le anomalie, non solo la prima.")

    def handle(self, *args: Any, **options: Any) -> None:
        head = self._read_head(options["head"])
        total = Annotazione.objects.count() + Iscrizione.objects.count() + Documento.objects.count()
        bar = Bar(total=total, label="Verifica del registro", stream=self.stderr)
        found = 0
        for finding in self._findings(head, bar):
            found += 1
            self.stderr.write(self.style.ERROR(finding))
            if not options["all"]:
                break
        if found:
            sys.exit(1)
        seq, impronta = head_of_chain()
        self.stdout.write(f"Catena verificata: {seq} annotazioni, testa {seq}:{impronta}")

    def _read_head(self, text: str | None) -> tuple[int, str] | None:
        if text is None:
            return None
        match = _HEAD.fullmatch(text)
        if match is None:
            raise CommandError("--head si scrive SEQ:IMPRONTA, con 64 cifre esadecimali", returncode=2)
        return int(match[1]), match[2]

    def _findings(self, head: tuple[int, str] | None, bar: Bar) -> Any:
        if head is not None:
            yield from verify.verify_head(*head)
        yield from verify.verify_chain(advance=bar.advance)
        yield from verify.verify_iscrizioni(advance=bar.advance)
        yield from verify.verify_documenti(advance=bar.advance)
        bar.close()
