"""Loads what every register starts from: sections, vocabularies, groups; safe to run again."""

import csv
from collections.abc import Iterator
from pathlib import Path

from django.contrib.auth.models import Group
from django.db import transaction

from distretti.actions.documenti import store_sezioni, store_vocabolari
from distretti.models import Ateco, Comune, Filiera, FormaGiuridica, Provincia, RegolaSezione, Sezione, TipologiaCibo
from distretti.models.vocabolari import Voce
from identita.enums import Competenza, Ruolo
from identita.models import Incarico

DATA = Path(__file__).resolve().parents[1] / "data"


def read_rows(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of one of the project's own CSV files."""
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


_SIMPLE: dict[str, type[Voce]] = {
    "forme_giuridiche.csv": FormaGiuridica,
    "ateco.csv": Ateco,
    "filiere.csv": Filiera,
    "tipologie_cibo.csv": TipologiaCibo,
}


@transaction.atomic
def load_vocabolari() -> None:
    """Create or update sections, rules and vocabularies from the committed data."""
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
    for name, model in _SIMPLE.items():
        rows = [model(codice=row["codice"], denominazione=row["denominazione"]) for row in read_rows(name)]
        model._default_manager.bulk_create(
            rows, update_conflicts=True, unique_fields=["codice"], update_fields=["denominazione"]
        )
    store_vocabolari()
    store_sezioni()


@transaction.atomic
def load_regole() -> None:
    """Create the rules of each section that are missing; a rule that somebody changed is left alone."""
    for row in read_rows("regole.csv"):
        for sezione in row["sezioni"].split():
            RegolaSezione.objects.get_or_create(
                sezione_id=int(sezione),
                nome=row["nome"],
                valida_dal=row["valida_dal"],
                defaults={"valore": row["valore"], "fonte": row["fonte"], "stato": row["stato"]},
            )


_ROLES = (
    *((ruolo, c) for ruolo in (Ruolo.REDATTORE, Ruolo.FUNZIONARIO, Ruolo.DIRIGENTE) for c in Competenza),
    (Ruolo.REDATTORE, None),
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
