"""Every field of the procedures is declared, and what is reserved reaches nobody outside (design law 8)."""

from pathlib import Path
from typing import Any

import pytest
from django.apps import apps

from core.uncertain_dates import on_day
from distretti.actions.atto import CampiAtto
from distretti.enums import TipoAtto
from identita.models import User
from procedimenti.actions.esito import grant_istanza
from procedimenti.actions.passi import Richiesta
from procedimenti.enums import Passo
from procedimenti.visibilita.campi import VISIBILITA
from procedimenti.visibilita.parole import Visibilita, declare
from pubblicazione.models import Documento
from tests.procedimenti.conftest import DATI, OGGI, assigned, step

ROOT = Path(__file__).resolve().parents[2]
P = Passo
MODELS = {m.__name__: {f.name for f in m._meta.get_fields() if f.concrete} for m in apps.get_app_config(
    "procedimenti").get_models()}  # fmt: skip
PERSONAL = ("rappresentante", "pec_richiedente", "dichiarante", "codice_fiscale", "motivo", "dati")


@pytest.mark.parametrize("model", sorted(MODELS))
def test_each_field_is_declared(model: str) -> None:
    declared = set(VISIBILITA.get(model, ()))
    assert declared == MODELS[model], (
        f"visibilita/campi.py and the model {model} differ: decide who may know each field, declare it there"
    )


def test_nothing_else_is_declared() -> None:
    assert set(VISIBILITA) == set(MODELS)


def test_what_is_of_persons_is_reserved() -> None:
    open_to_all = {Visibilita.PUBBLICO, Visibilita.AGGREGATO}
    assert [(m, f) for m, fields in VISIBILITA.items() for f in PERSONAL if fields.get(f) in open_to_all] == []


def test_a_field_is_declared_once_and_with_a_known_word() -> None:
    with pytest.raises(ValueError, match="declared twice"):
        declare(pubblico="nome", ufficio="nome")
    with pytest.raises(ValueError, match="segreto"):
        declare(segreto="nome")


def test_the_public_side_reads_nothing_of_the_procedures() -> None:
    public = [*(ROOT / "api").rglob("*.py"), *(ROOT / "home" / "views").rglob("*.py"), ROOT / "home" / "ricerca.py"]
    assert public
    assert [str(p.relative_to(ROOT)) for p in public if "procedimenti" in p.read_text(encoding="utf-8")] == []


@pytest.mark.usefixtures("oggi")
def test_what_is_granted_makes_public_only_what_the_act_writes(funzionario: User, collega: User) -> None:
    secret: dict[str, Any] = {
        n: f"SEGRETO {n}" for n in ("richiedente", "rappresentante", "dichiarante", "sintesi", "peculiarita")
    }
    istanza = assigned(
        funzionario, dati=DATI, dichiarazioni=["rappresentanza"], pec_richiedente="SEGRETO@pec.example.it", **secret
    )
    step(istanza, P.RICHIESTA_PARERE, funzionario, motivo="SEGRETO motivo")
    step(istanza, P.PARERE, funzionario, motivo="SEGRETO motivo", esito="con_prescrizioni", prescrizioni="SEGRETO")
    step(istanza, P.PROPOSTA, funzionario, motivo="SEGRETO motivo", controdeduzioni="SEGRETO")
    atto: CampiAtto = {
        "tipo": TipoAtto.DGR,
        "organo": "Giunta regionale",
        "numero": "9",
        "numero_non_noto": False,
        "data": on_day(OGGI),
    }
    grant_istanza(
        istanza=istanza,
        by=collega,
        richiesta=Richiesta(versione=istanza.versione, giorno=on_day(OGGI)),
        atto=atto,
        decorrenza=on_day(OGGI),
        scade_il="2029-11-01",
    )
    public = b"".join(bytes(d.corpo) for d in Documento.objects.all())
    assert DATI["denominazione"].encode() in public
    assert b"SEGRETO" not in public
