"""The document of a section: what it is, who keeps it, and how many entries it has in each state."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings

from core.canonical import public_bytes
from core.text import weigh_words
from distretti.enums import StatoIscrizione
from pubblicazione.schemas import PESO_NOME, Rendering


def render_sezione(sezione: Any, conteggi: Mapping[str, int], aderenti: int) -> Rendering:
    """Render a section; `conteggi` is the number of entries by state (missing: none), `aderenti` of the active ones."""
    base = settings.PUBLIC_BASE_URL
    by_stato = {str(stato): conteggi.get(str(stato), 0) for stato in StatoIscrizione}
    content = {
        "codice": sezione.codice,
        "nome": sezione.nome,
        "tipo": sezione.tipo,
        "competenza": {"codice": sezione.competenza, "nome": sezione.get_competenza_display()},
        "conteggi": by_stato,
        "totale": sum(by_stato.values()),
        "aderenti": aderenti,
        "_links": {
            "self": f"{base}/api/v1/sezioni/{sezione.codice}",
            "iscrizioni": f"{base}/api/v1/iscrizioni?sezione={sezione.codice}",
        },
    }
    return Rendering(
        risorsa="sezioni",
        chiave=str(sezione.codice),
        corpo=public_bytes(content),
        ordine=str(sezione.codice),
        parole=weigh_words((PESO_NOME, sezione.nome)),
    )
