"""The demonstration models, published as real ones would be: prepared by one officer, approved by another."""

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

from distretti.models import Sezione
from identita.models import User
from modulistica.actions.modello import open_modello
from modulistica.actions.versione import add_file, approve_versione, draft_versione, submit_versione
from modulistica.enums import TipoScritto, UsoModello
from modulistica.models import VersioneModello

DATA = Path(__file__).resolve().parents[3] / "modulistica" / "data"
FILE = DATA / "file"
# The register opened on the day of BURP n. 18, which carries DGR 192/2025.
IN_VIGORE_DAL = dt.date(2025, 3, 3)
_FORMATS = (".docx", ".odt", ".pdf")
# What tests/modulistica/test_modelli_accessibili.py proves of each committed file of these formats.
_ACCESSIBLE = frozenset(_FORMATS)


def read_models() -> list[dict[str, Any]]:
    """Return the demonstration models as their file describes them."""
    content = tomllib.loads((DATA / "modelli.toml").read_text(encoding="utf-8"))
    return list(content["modello"])


def read_scritti() -> list[dict[str, Any]]:
    """Return the demonstration models of the office's writings, described as `read_models` does."""
    content = tomllib.loads((DATA / "scritti.toml").read_text(encoding="utf-8"))
    kinds = [TipoScritto(described["tipo"]) for described in content["scritto"]]
    return [
        {
            "codice": tipo.modello,
            "titolo": tipo.label,
            "uso": UsoModello.SCRITTO.value,
            "sezioni": list(range(1, 8)),
            "descrizione": content["avviso"],
            "obbligatorio": False,
            "novita": "Prima versione.",
            "formati": [".docx"],
        }
        for tipo in kinds
    ]


def publish_model(*, described: dict[str, Any], author: User, approver: User) -> VersioneModello:
    """Open a model and publish its first version with the three committed files."""
    modello = open_modello(
        codice=described["codice"],
        titolo=described["titolo"],
        uso=UsoModello(described["uso"]),
        sezioni=list(Sezione.objects.filter(codice__in=described["sezioni"])),
        descrizione=described["descrizione"],
        obbligatorio=described["obbligatorio"],
        by=author,
    )
    versione = draft_versione(modello=modello, in_vigore_dal=IN_VIGORE_DAL, novita=described["novita"], by=author)
    for suffix in described.get("formati", _FORMATS):
        path = FILE / f"{modello.codice}{suffix}"
        with path.open("rb") as stream:
            add_file(versione=versione, stream=stream, nome=path.name, accessibile=suffix in _ACCESSIBLE, by=author)
    submit_versione(versione=versione, by=author)
    approve_versione(versione=versione, sha256=versione.sha256(), by=approver)
    return versione
