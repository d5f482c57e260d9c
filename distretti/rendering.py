"""An entry rendered as its public document, from the ledger alone; storing it is the work of actions."""

from typing import Any

from django.conf import settings

from core.canonical import canonical_bytes
from core.text import search_text, sort_key
from distretti.models import Iscrizione
from distretti.schemas import show_date
from distretti.stato import StatoRegistro
from pubblicazione.actions import Rendering


def _sede(iscrizione: Iscrizione) -> dict[str, Any] | None:
    comune = iscrizione.comune
    if comune is None:
        return None
    return {
        "comune": {"codice": comune.codice, "nome": comune.denominazione},
        "provincia": comune.provincia.sigla,
        "lat": None if comune.lat is None else str(comune.lat),
        "lon": None if comune.lon is None else str(comune.lon),
    }


def render_iscrizione(iscrizione: Iscrizione, stato: StatoRegistro) -> Rendering:
    """Render an entry from its derived facts; the same facts give the same bytes."""
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
        "profilo": None,
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
