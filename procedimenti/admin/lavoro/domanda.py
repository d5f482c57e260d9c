"""What the address of the work list asks: view, filters, order and page; whatever it does not know, it leaves out."""

import re
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from procedimenti.enums import TipoProcedimento
from procedimenti.selectors.lista import NESSUNO, TUTTI, Filtro, Ordine, Vista

_NESSUNO = "nessuno"
_PERSONA = re.compile("[1-9][0-9]{0,8}")


@dataclass(frozen=True)
class Domanda:
    """The question of one address; `query` writes it again."""

    vista: Vista = Vista.APERTI
    filtro: Filtro = TUTTI
    pagina: str = ""

    @property
    def responsabile(self) -> str:
        """The person of the filter as the address writes it; empty for everybody."""
        return _person(self.filtro)

    def query(self, **changed: Any) -> str:
        """Return the part of the address after the path, with what is `changed`; a change begins at the first page."""
        pagina = str(changed.pop("pagina", "" if changed else self.pagina))
        vista = changed.pop("vista", self.vista)
        filtro = replace(self.filtro, **changed)
        asked = {
            "vista": vista,
            "tipo": filtro.tipo,
            "sezione": filtro.sezione,
            "responsabile": _person(filtro),
            "ordine": filtro.ordine,
            "p": pagina if pagina != "1" else "",
        }
        return f"?{urlencode({name: str(value) for name, value in asked.items() if value})}"


def _person(filtro: Filtro) -> str:
    return _NESSUNO if filtro.responsabile == NESSUNO else str(filtro.responsabile or "")


def _read_person(said: str) -> int | None:
    if said == _NESSUNO:
        return NESSUNO
    return int(said) if _PERSONA.fullmatch(said) else None


def read_domanda(query: QueryDict) -> Domanda:
    """Read an address."""
    sezione = query.get("sezione", "")
    filtro = Filtro(
        tipo=next((t for t in TipoProcedimento if t == query.get("tipo")), None),
        sezione=int(sezione) if len(sezione) == 1 and sezione.isascii() and sezione.isdigit() else None,
        responsabile=_read_person(query.get("responsabile", "")),
        ordine=next((o for o in Ordine if o == query.get("ordine")), None),
    )
    pagina = query.get("p", "")
    vista = next((v for v in Vista if v == query.get("vista")), Vista.APERTI)
    return Domanda(vista, filtro, pagina if len(pagina) < 8 and pagina.isascii() and pagina.isdigit() else "")
