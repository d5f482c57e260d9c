"""Loads the data that the procedures start from; safe to run again: what somebody changed is left alone."""

import csv
from collections.abc import Iterator
from pathlib import Path

from django.db import transaction

from core.clock import now
from procedimenti.models import Dichiarazione, Ricorso, TitolarePotereSostitutivo

DATA = Path(__file__).resolve().parents[1] / "data"


def read_rows(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of one of this app's CSV files."""
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


@transaction.atomic
def load_dichiarazioni() -> None:
    """Create the declarations that are missing."""
    for posizione, row in enumerate(read_rows("dichiarazioni.csv"), start=1):
        key = {name: row[name] for name in ("codice", "valida_dal")}
        if not Dichiarazione.objects.filter(**key).exists():
            Dichiarazione.objects.create(
                **key,
                tipi=row["tipi"].split(),
                sezioni=[int(n) for n in row["sezioni"].split()],
                titolo=row["titolo"],
                testo=row["testo"],
                articolo=row["articolo"],
                obbligatoria=row["obbligatoria"] == "si",
                posizione=posizione,
                valida_al=row["valida_al"] or None,
                stato=row["stato"],
            )


@transaction.atomic
def load_ricorsi() -> None:
    """Create the ways to appeal that are missing."""
    for posizione, row in enumerate(read_rows("ricorsi.csv"), start=1):
        key = {name: row[name] for name in ("autorita", "valida_dal")}
        if not Ricorso.objects.filter(**key).exists():
            Ricorso.objects.create(
                **key,
                giorni=row["giorni"],
                fonte=row["fonte"],
                posizione=posizione,
                valida_al=row["valida_al"] or None,
                stato=row["stato"],
            )


@transaction.atomic
def load_titolari() -> None:
    """Write whom the law itself names, for each structure of which nobody has written a holder."""
    for row in read_rows("titolari.csv"):
        if not TitolarePotereSostitutivo.objects.filter(competenza=row["competenza"]).exists():
            TitolarePotereSostitutivo.objects.create(**row, registrato_il=now())
