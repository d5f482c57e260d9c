"""Loads what every register starts from: sections, vocabularies, groups; safe to run again."""

import csv
from collections.abc import Iterator
from pathlib import Path

from django.contrib.auth.models import Group
from django.db import transaction

from distretti.models import Comune, FormaGiuridica, Provincia, Sezione
from identita.enums import Competenza, Ruolo
from identita.models import Incarico

DATA = Path(__file__).resolve().parents[1] / "data"


def read_rows(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of one of the project's own CSV files."""
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


@transaction.atomic
def load_vocabolari() -> None:
    """Create or update sections, provinces, comuni and legal forms from the committed data."""
    for row in read_rows("sezioni.csv"):
        codice = int(row.pop("codice"))
        Sezione.objects.update_or_create(codice=codice, defaults=row)
    for row in read_rows("province.csv"):
        Provincia.objects.update_or_create(codice=row.pop("codice"), defaults=row)
    for row in read_rows("comuni.csv"):
        defaults = {
            "denominazione": row["denominazione"],
            "provincia_id": row["provincia"],
            "lat": row["lat"] or None,
            "lon": row["lon"] or None,
        }
        Comune.objects.update_or_create(codice=row["codice"], defaults=defaults)
    for row in read_rows("forme_giuridiche.csv"):
        FormaGiuridica.objects.update_or_create(codice=row["codice"], defaults={"denominazione": row["denominazione"]})


_ROLES = (
    *((ruolo, c) for ruolo in (Ruolo.REDATTORE, Ruolo.FUNZIONARIO, Ruolo.DIRIGENTE) for c in Competenza),
    (Ruolo.AMMINISTRATORE, None),
    (Ruolo.LETTORE, None),
)


@transaction.atomic
def load_groups() -> None:
    """Create one group per role and competence."""
    for ruolo, competenza in _ROLES:
        name = f"{ruolo.label} – {competenza.value}" if competenza else str(ruolo.label)
        group, _created = Group.objects.get_or_create(name=name)
        Incarico.objects.get_or_create(group=group, defaults={"ruolo": ruolo, "competenza": competenza or ""})
