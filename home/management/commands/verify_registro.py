"""`manage.py verify_registro [--head SEQ:IMPRONTA]`: proves the register; exit code 1 and the first bad row named."""

import re
import sys
from contextlib import nullcontext
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from core.locks import one_moment
from core.progress import Bar
from distretti.selectors import head_of_chain
from home.verify import steps, verify_registro

_HEAD = re.compile(r"(\d+):([0-9a-f]{64})")


class Command(BaseCommand):
    help = "Verifica catena delle annotazioni, elenchi, sigilli, pagine, voci e documenti pubblici."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--head", metavar="SEQ:IMPRONTA", help="La testa della catena già pubblicata.")
        parser.add_argument("--all", action="store_true", help="Elenca tutte le anomalie, non solo la prima.")

    def handle(self, *args: Any, **options: Any) -> None:
        head = self._read_head(options["head"])
        # What is recorded meanwhile must not look like something that does not agree. On SQLite a transaction would
        # keep writers out for the whole proof: there a false alarm is answered by proving again.
        with one_moment() if connection.vendor == "postgresql" else nullcontext():
            self._prove(head, every=options["all"])

    def _prove(self, head: tuple[int, str] | None, *, every: bool) -> None:
        bar = Bar(total=steps(), label="Verifica del registro", stream=self.stderr)
        found = 0
        for finding in verify_registro(head=head, bar=bar):
            found += 1
            self.stderr.write(self.style.ERROR(finding))
            if not every:
                break
        bar.close()
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
