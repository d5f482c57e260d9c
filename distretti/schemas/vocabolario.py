"""The documents of the vocabularies: those kept in tables and those that are closed lists of the register."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices

from core.canonical import public_bytes
from distretti.enums import NomeIndicatore, StatoIscrizione, TipoAnnotazione, TipoAtto, TipoSoggetto
from identita.enums import Competenza
from pubblicazione.schemas import Rendering

_LAW = "L.R. Puglia 23/2007 e DGR 192/2025"


@dataclass(frozen=True)
class Descrizione:
    """What a vocabulary is, and where its values come from."""

    titolo: str
    fonte: str


DESCRIZIONI: dict[str, Descrizione] = {
    "comuni": Descrizione("Comuni della Puglia (codice ISTAT)", "ISTAT; coordinate GeoNames, CC BY 4.0"),
    "province": Descrizione("Province della Puglia (codice ISTAT)", "ISTAT"),
    "forme-giuridiche": Descrizione("Forme giuridiche", "Vocabolario controllato di schema.gov.it"),
    "ateco": Descrizione("Attività economiche ATECO 2025", "ISTAT, CC BY 4.0"),
    "filiere": Descrizione("Filiere produttive", "Regione Puglia"),
    "tipologie-cibo": Descrizione("Tipologie di distretto del cibo", "Art. 13 c. 2 d.lgs. 228/2001"),
    "competenze": Descrizione("Strutture competenti", "DGR 192/2025"),
    "stati": Descrizione("Stati di una iscrizione", _LAW),
    "tipi-annotazione": Descrizione("Tipi di annotazione", _LAW),
    "tipi-atto": Descrizione("Tipi di atto", _LAW),
    "tipi-soggetto": Descrizione("Tipi di aderente", _LAW),
    "indicatori": Descrizione("Numeri di un profilo", "Regione Puglia"),
}
NOMI = tuple(DESCRIZIONI)
CLOSED_LISTS: dict[str, type[TextChoices]] = {
    "competenze": Competenza,
    "stati": StatoIscrizione,
    "tipi-annotazione": TipoAnnotazione,
    "tipi-atto": TipoAtto,
    "tipi-soggetto": TipoSoggetto,
    "indicatori": NomeIndicatore,
}


def _show(voce: Any) -> dict[str, Any]:
    shown = {
        "codice": voce.codice,
        "nome": voce.denominazione,
        "valido_dal": voce.valido_dal,
        "valido_al": voce.valido_al,
    }
    if hasattr(voce, "sigla"):
        shown["sigla"] = voce.sigla
    if hasattr(voce, "lat"):
        shown["provincia"] = voce.provincia.sigla
        shown["lat"] = None if voce.lat is None else float(voce.lat)
        shown["lon"] = None if voce.lon is None else float(voce.lon)
    return shown


def _render(nome: str, items: list[dict[str, Any]]) -> Rendering:
    descrizione = DESCRIZIONI[nome]
    content = {"nome": nome, "titolo": descrizione.titolo, "fonte": descrizione.fonte, "items": items}
    return Rendering(risorsa="vocabolari", chiave=nome, corpo=public_bytes(content), ordine=nome)


def render_vocabolario(nome: str, voci: Iterable[Any]) -> Rendering:
    """Render a vocabulary kept in a table, its values by code."""
    return _render(nome, [_show(voce) for voce in sorted(voci, key=lambda v: v.codice)])


def render_closed_list(nome: str) -> Rendering:
    """Render a closed list of the register, in the order in which it is written."""
    return _render(nome, [{"codice": c.value, "nome": str(c.label)} for c in CLOSED_LISTS[nome]])
