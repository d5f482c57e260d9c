"""The document of an entry's members, as the list approved by the office says; a person's tax code is never in it."""

from collections.abc import Iterable
from typing import Any

from core.canonical import public_bytes
from pubblicazione.schemas import Rendering

_LEGAL_PERSON_DIGITS = 11


def _public_codice_fiscale(codice_fiscale: str) -> str:
    """Return the tax code of a legal person, which is eleven digits; that of a natural person is not public (law 8)."""
    return codice_fiscale if codice_fiscale.isdigit() and len(codice_fiscale) == _LEGAL_PERSON_DIGITS else ""


def _show_aderente(aderente: Any) -> dict[str, Any]:
    return {
        "posizione": aderente.posizione,
        "denominazione": aderente.denominazione,
        "tipo": aderente.tipo,
        "etichetta": aderente.get_tipo_display(),
        "codice_fiscale": _public_codice_fiscale(aderente.codice_fiscale),
        "comune": aderente.comune,
        "provincia": aderente.provincia,
        "ateco": aderente.ateco,
        "aderisce_dal": aderente.aderisce_dal,
    }


def show_elenco(elenco: Any) -> dict[str, Any] | None:
    """Show of a list what the entry says of it: how many members, and at what day."""
    return None if elenco is None else {"totale": elenco.totale, "al": elenco.al}


def render_aderenti(codice: str, elenco: Any, righe: Iterable[Any]) -> Rendering:
    """Render the members of the entry `codice` from the rows of its approved list, in their order."""
    items = [_show_aderente(riga) for riga in sorted(righe, key=lambda r: r.posizione)]
    content = {"items": items, "totale": elenco.totale, "al": elenco.al}
    return Rendering(risorsa="aderenti", chiave=codice, corpo=public_bytes(content), ordine=codice.lower())
