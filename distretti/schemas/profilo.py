"""How an approved profile is shown: keys become names and addresses, rich text becomes plain HTML."""

import datetime as dt
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from distretti.enums import NomeIndicatore
from distretti.schemas.registro import show_voce

_TEXTS = (
    "sintesi",
    "territorio_descrizione",
    "email",
    "telefono",
    "linkedin",
    "facebook",
    "instagram",
    "youtube",
    "sintesi_en",
    "presentazione_en",
    "finalita",
)
IMMAGINI = ("immagine", "logo")


@dataclass(frozen=True)
class Citazioni:
    """What a profile quotes, by key: vocabularies, pictures as shown, and how HTML is made public."""

    filiere: Mapping[str, Any] = field(default_factory=dict)
    ateco: Mapping[str, Any] = field(default_factory=dict)
    territorio: Mapping[str, Any] = field(default_factory=dict)
    immagini: Mapping[int, dict[str, Any]] = field(default_factory=dict)
    html: Callable[[str], str] = str


@dataclass(frozen=True)
class Profilo:
    """A profile to show: the sealed content, what it quotes, and since when it is public (None for a draft)."""

    contenuto: Mapping[str, Any]
    citazioni: Citazioni
    pubblicato_il: dt.datetime | None = None


def corpo_of(contenuto: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the blocks of the editorial body, which a revision keeps as a text of JSON."""
    corpo = contenuto.get("corpo") or []
    blocks: list[dict[str, Any]] = json.loads(corpo) if isinstance(corpo, str) else corpo
    return blocks


def _show_block(block: Mapping[str, Any], citazioni: Citazioni) -> dict[str, Any] | None:
    tipo, value = block["type"], block["value"]
    if tipo == "testo":
        return {"tipo": "testo", "html": citazioni.html(value)}
    if tipo == "immagine":
        immagine = citazioni.immagini.get(value["immagine"])
        return immagine and {"tipo": "immagine", "immagine": immagine, "didascalia": value.get("didascalia") or ""}
    if tipo == "citazione":
        return {"tipo": "citazione", "testo": value["testo"], "autore": value.get("autore") or ""}
    return None


def _show_territorio(comune: Any) -> dict[str, str]:
    return {"codice": comune.codice, "nome": comune.denominazione, "provincia": comune.provincia.sigla}


def _show_indicatori(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {
            "nome": row["nome"],
            "etichetta": str(NomeIndicatore(row["nome"]).label),
            "valore": row["valore"],
            "anno": row["anno"],
            "fonte": row["fonte"],
        }
        for row in rows
    ]


def show_profilo(profilo: Profilo) -> dict[str, Any]:
    """Show every field of the profile, empty ones too, so that readers find the same names in each document."""
    contenuto, citazioni = profilo.contenuto, profilo.citazioni

    def found(name: str, known: Mapping[str, Any]) -> list[Any]:
        return [known[key] for key in sorted(map(str, contenuto.get(name) or [])) if key in known]

    shown: dict[str, Any] = {name: contenuto.get(name) or "" for name in _TEXTS}
    shown |= {name: citazioni.immagini.get(contenuto.get(name) or 0) for name in IMMAGINI}
    return shown | {
        "presentazione": citazioni.html(contenuto.get("presentazione") or ""),
        "filiere": [show_voce(v) for v in found("filiere", citazioni.filiere)],
        "ateco": [show_voce(v) for v in found("ateco", citazioni.ateco)],
        "territorio": [_show_territorio(v) for v in found("territorio", citazioni.territorio)],
        "indicatori": _show_indicatori(contenuto.get("indicatori") or []),
        "corpo": [made for block in corpo_of(contenuto) if (made := _show_block(block, citazioni))],
        "pubblicato_il": profilo.pubblicato_il,
    }
