"""`manage.py prune_messaggi [--days N] [--dry-run]`: takes away messages sent long ago; those not sent stay."""

import datetime as dt
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.clock import now
from core.models import Messaggio


class Command(BaseCommand):
    help = "Toglie i messaggi inviati da più di tanti giorni; quelli non ancora inviati restano."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--days", type=int, default=365, metavar="GIORNI", help="365, se non si dice altro.")
        parser.add_argument("--dry-run", action="store_true", help="Dice quanti sono, e non toglie nulla.")

    def handle(self, *args: Any, days: int, dry_run: bool, **options: Any) -> None:
        if days < 1:
            raise CommandError("--days vuole almeno un giorno.", returncode=2)
        old = Messaggio.objects.filter(inviato_il__lt=now() - dt.timedelta(days=days))
        if dry_run:
            self.stdout.write(f"Messaggi che sarebbero tolti: {old.count()}. Non è stato cambiato nulla.")
            return
        removed, _rows = old.delete()
        self.stdout.write(f"Messaggi tolti: {removed}.")
