"""The document of an entry: the item that lists show, and the whole with official facts, profile and members."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from django.conf import settings
from django.utils.html import strip_tags

from core.canonical import public_bytes
from core.text import sort_key, weigh_words
from core.uncertain_dates import Precisione
from distretti.schemas.profilo import Profilo, show_profilo
from distretti.schemas.registro import (
    show_annotazioni,
    show_date,
    show_denominazioni,
    show_incerto,
    show_organi,
    show_sede,
    show_sezione,
    show_voce,
)
from distretti.stato import StatoRegistro
from pubblicazione.schemas import PESO_NOME, PESO_SINTESI, PESO_TESTO, Rendering


@dataclass(frozen=True)
class Voce:
    """Everything an entry's document says: the entry with its facts, its ledger, profile, offices and members.

    `alla_data` is the past day of which it tells; None for the document of today.
    """

    iscrizione: Any
    stato: StatoRegistro
    annotazioni: Sequence[Any]
    profilo: Profilo | None = None
    cariche: Iterable[Any] = field(default_factory=list)
    aderenti: dict[str, Any] | None = None
    alla_data: dt.date | None = None

    @property
    def aggiornato_il(self) -> dt.datetime:
        """When the document last changed, from facts alone: the last annotation or the publication of the profile."""
        instants = [a.registrata_il for a in self.annotazioni]
        if self.profilo and self.profilo.pubblicato_il:
            instants.append(self.profilo.pubblicato_il)
        return max(instants)


def show_item(voce: Voce) -> dict[str, Any]:
    """Show an entry as lists do."""
    base, iscrizione, stato = settings.PUBLIC_BASE_URL, voce.iscrizione, voce.stato
    day = f"?alla_data={voce.alla_data.isoformat()}" if voce.alla_data else ""
    return {
        "codice": iscrizione.codice,
        "sezione": show_sezione(iscrizione.sezione),
        "stato": iscrizione.stato,
        "denominazione": iscrizione.denominazione,
        "sintesi": (voce.profilo and voce.profilo.contenuto.get("sintesi")) or "",
        "sede": show_sede(iscrizione.comune),
        "riconosciuto_dal": show_date(stato.riconosciuto_dal),
        "iscritto_dal": show_date(stato.iscritto_dal),
        "aggiornato_il": voce.aggiornato_il,
        "_links": {
            "self": f"{base}/api/v1/iscrizioni/{iscrizione.codice}{day}",
            "pagina": f"{base}/registro/{iscrizione.codice}{day}",
        },
    }


def _show_registro(voce: Voce) -> dict[str, Any]:
    iscrizione = voce.iscrizione
    return {
        "forma_giuridica": show_voce(iscrizione.forma_giuridica),
        "codice_fiscale": iscrizione.codice_fiscale,
        "partita_iva": iscrizione.partita_iva,
        "indirizzo": iscrizione.indirizzo,
        "territorio": iscrizione.territorio,
        "sito": iscrizione.sito,
        "pec": iscrizione.pec,
        "sezione_secondaria": show_sezione(iscrizione.sezione_secondaria),
        "tipologia_cibo": show_voce(iscrizione.tipologia_cibo),
        "scade_il": iscrizione.scade_il,
        "confluita_in": iscrizione.confluita_in or None,
        "denominazioni": show_denominazioni(voce.stato),
        "organi": show_organi(voce.cariche),
        "annotazioni": show_annotazioni(voce.annotazioni),
    }


def show_iscrizione(voce: Voce) -> dict[str, Any]:
    """Show the whole entry; `profilo` is null until the first approval, `aderenti` until the first approved list."""
    return show_item(voce) | {
        "registro": _show_registro(voce),
        "profilo": voce.profilo and show_profilo(voce.profilo),
        "aderenti": voce.aderenti,
    }


def show_iscrizione_at(voce: Voce) -> dict[str, Any]:
    """Show the whole entry on a past day, with what cannot be decided of it."""
    testi = {a.seq: a.testo for a in voce.iscrizione.annotazioni.all()}
    return show_iscrizione(voce) | {"incerti": [show_incerto(e, testi[e.seq]) for e in voce.stato.incerti]}


def _ateco_values(codici: list[str]) -> list[str]:
    """Return each code with those that contain it: asking for 13 finds 13.10 too."""
    return sorted({codice[:end] for codice in codici for end in range(2, len(codice) + 1) if codice[end - 1] != "."})


def _last_dated(voce: Voce) -> list[str]:
    """Return the day by which the last of the annotations with a known date was true, for the list of latest acts."""
    days = [a.decorrenza.al for a in voce.annotazioni if a.decorrenza.precisione is not Precisione.NON_NOTA]
    return [max(days).isoformat()] if days else []


# By what an entry is found, what most entries share first.
FILTRI = ("sezione", "stato", "provincia", "comune", "ateco", "filiera")


def _filtri(voce: Voce) -> dict[str, list[str]]:
    iscrizione = voce.iscrizione
    contenuto = voce.profilo.contenuto if voce.profilo else {}
    comune = iscrizione.comune
    return {
        "sezione": [str(iscrizione.sezione_id)],
        "stato": [iscrizione.stato],
        "provincia": [comune.provincia.sigla] if comune else [],
        "comune": [comune.codice] if comune else [],
        "ateco": _ateco_values([str(codice) for codice in contenuto.get("ateco") or []]),
        "filiera": sorted(str(codice) for codice in contenuto.get("filiere") or []),
        "ultimo_atto": _last_dated(voce),
    }


def _parole(whole: dict[str, Any]) -> dict[str, int]:
    """Return the words by which an entry is found; its name counts most, then the synopsis, then all the rest."""
    profilo = whole["profilo"] or {}
    named = [v["nome"] for name in ("filiere", "ateco", "territorio") for v in profilo.get(name, [])]
    rest = [
        *(n["denominazione"] for n in whole["registro"]["denominazioni"]),
        whole["sezione"]["nome"],
        whole["sede"]["comune"]["nome"] if whole["sede"] else "",
        *named,
        profilo.get("territorio_descrizione", ""),
        unescape(strip_tags(profilo.get("presentazione", "").replace("<", " <"))),
    ]
    return weigh_words(
        (PESO_NOME, whole["denominazione"]),
        (PESO_NOME, whole["codice"]),
        (PESO_SINTESI, whole["sintesi"]),
        *((PESO_TESTO, text) for text in rest),
    )


def render_iscrizione(voce: Voce) -> Rendering:
    """Render an entry; the same facts and the same sealed profile give the same bytes."""
    iscrizione, whole = voce.iscrizione, show_iscrizione(voce)
    comune = iscrizione.comune
    return Rendering(
        risorsa="iscrizioni",
        chiave=iscrizione.codice,
        corpo=public_bytes(whole),
        estratto=public_bytes(show_item(voce)),
        ordine=sort_key(iscrizione.denominazione),
        parole=_parole(whole),
        filtri=_filtri(voce),
        aggiornato_il=voce.aggiornato_il,
        lat=comune.lat if comune else None,
        lon=comune.lon if comune else None,
    )
