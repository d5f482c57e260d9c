"""Gathers what public documents quote, in few queries, and hands it to the schemas that show it."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from archivio.models import Immagine
from distretti.enums import StatoElenco
from distretti.models.vocabolari import Ateco, Comune, Filiera
from distretti.schemas import Citazioni, Profilo
from distretti.schemas.profilo import IMMAGINI, corpo_of
from pubblicazione.models.testo_ricco import public_html

# What is shown of a picture; made when the profile is published, so that no reader waits for it.
_IMMAGINE, _LOGO = "max-1600x1600|format-webp|webpquality-80", "max-400x400|format-webp|webpquality-90"


def _immagini(contenuto: Mapping[str, Any]) -> dict[int, dict[str, Any]]:
    wanted = {contenuto.get(name) for name in IMMAGINI}
    wanted |= {block["value"].get("immagine") for block in corpo_of(contenuto) if block["type"] == "immagine"}
    logo = contenuto.get("logo")
    found = Immagine.objects.filter(pk__in=wanted - {None}).prefetch_related("renditions")
    return {i.pk: i.show(_LOGO if i.pk == logo else _IMMAGINE) for i in found}


@dataclass(frozen=True)
class Vocabolari:
    """The three vocabularies that profiles quote, by code; whole, to render many entries without asking each time."""

    filiere: Mapping[str, Any]
    ateco: Mapping[str, Any]
    territorio: Mapping[str, Any]


def load_vocabolari() -> Vocabolari:
    """Look up the whole of the three vocabularies."""
    return Vocabolari(
        filiere=Filiera.objects.in_bulk(),
        ateco=Ateco.objects.in_bulk(),
        territorio=Comune.objects.select_related("provincia").in_bulk(),
    )


def _quoted(contenuto: Mapping[str, Any]) -> Vocabolari:
    return Vocabolari(
        filiere=Filiera.objects.in_bulk(contenuto.get("filiere") or []),
        ateco=Ateco.objects.in_bulk(contenuto.get("ateco") or []),
        territorio=Comune.objects.select_related("provincia").in_bulk(contenuto.get("territorio") or []),
    )


def gather_profilo(
    contenuto: Mapping[str, Any], *, pubblicato_il: dt.datetime | None = None, vocabolari: Vocabolari | None = None
) -> Profilo:
    """Return a profile ready to be shown, with what it quotes: vocabularies, pictures, pages that its texts link to.

    `pubblicato_il` is None for a text that nobody has approved yet; `vocabolari` spares looking them up again.
    """
    quoted = vocabolari or _quoted(contenuto)
    citazioni = Citazioni(
        filiere=quoted.filiere,
        ateco=quoted.ateco,
        territorio=quoted.territorio,
        immagini=_immagini(contenuto),
        html=public_html,
    )
    return Profilo(contenuto, citazioni, pubblicato_il)


def elenco_in_force(elenchi: Iterable[Any]) -> Any:
    """Return the approved list with the highest version, or None."""
    approved = [e for e in elenchi if e.stato == StatoElenco.APPROVATO]
    return max(approved, key=lambda e: e.versione, default=None)
