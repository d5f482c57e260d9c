"""Loads the rules and the criteria that the Nucleo of each structure starts from; safe to run again."""

import csv
from collections.abc import Iterator
from pathlib import Path

from django.db import transaction

from procedimenti.models import CriterioValutazione, RegolaNucleo

DATA = Path(__file__).resolve().parents[2] / "data"


def _rows(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a CSV file of this app, once for each structure they are for."""
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            for competenza in row.pop("competenze").split():
                yield row | {"competenza": competenza}


@transaction.atomic
def load_nucleo() -> None:
    """Create the rules and criteria that are missing; those that somebody changed are left alone."""
    for row in _rows("regole_nucleo.csv"):
        key = {name: row.pop(name) for name in ("competenza", "nome", "valida_dal")}
        if not RegolaNucleo.objects.filter(**key).exists():
            RegolaNucleo.objects.create(**key, **row)
    for row in _rows("criteri_valutazione.csv"):
        key = {name: row.pop(name) for name in ("competenza", "codice", "valido_dal")}
        CriterioValutazione.objects.get_or_create(**key, defaults=row)
