"""The public JSON of the register's documents, built from the objects it is given; no query of its own here."""

from typing import Any

from django.conf import settings

from core.canonical import canonical_bytes
from core.text import search_text, sort_key
from core.uncertain_dates import UncertainDate
from distretti.stato import StatoRegistro
from pubblicazione.schemas import Rendering


def show_date(value: UncertainDate | None) -> dict[str, Any] | None:
    """Show an uncertain date: its interval and how well it is known."""
    if value is None:
        return None
    dal = value.dal.isoformat() if value.dal else None
    return {"dal": dal, "al": value.al.isoformat(), "precisione": value.precisione.value}


def _sede(iscrizione: Any) -> dict[str, Any] | None:
    comune = iscrizione.comune
    if comune is None:
        return None
    return {
        "comune": {"codice": comune.codice, "nome": comune.denominazione},
        "provincia": comune.provincia.sigla,
        "lat": None if comune.lat is None else str(comune.lat),
        "lon": None if comune.lon is None else str(comune.lon),
    }


def render_iscrizione(iscrizione: Any, stato: StatoRegistro, profilo: dict[str, Any] | None) -> Rendering:
    """Render an entry from its derived facts and its sealed profile; the same facts give the same bytes."""
    base = settings.PUBLIC_BASE_URL
    sezione = iscrizione.sezione
    content = {
        "codice": iscrizione.codice,
        "sezione": {"codice": sezione.codice, "nome": sezione.nome},
        "stato": iscrizione.stato,
        "denominazione": iscrizione.denominazione,
        "sede": _sede(iscrizione),
        "riconosciuto_dal": show_date(stato.riconosciuto_dal),
        "iscritto_dal": show_date(stato.iscritto_dal),
        "sintesi": profilo.get("sintesi") or "" if profilo else "",
        "profilo": profilo,
        "_links": {
            "self": f"{base}/api/v1/iscrizioni/{iscrizione.codice}",
            "pagina": f"{base}/registro/{iscrizione.codice}",
        },
    }
    provincia = iscrizione.comune.provincia.sigla if iscrizione.comune else None
    return Rendering(
        risorsa="iscrizioni",
        chiave=iscrizione.codice,
        corpo=canonical_bytes(content),
        ordine=sort_key(iscrizione.denominazione),
        testo=search_text(iscrizione.denominazione, sezione.nome),
        filtri={
            "sezione": [str(sezione.codice)],
            "stato": [iscrizione.stato],
            "provincia": [provincia] if provincia else [],
        },
    )
