"""What the address of the work list asks: view, filters, order and page; whatever it does not know, it leaves out."""

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from procedimenti.enums import TipoProcedimento
from procedimenti.selectors.lista import TUTTI, Filtro, Ordine, Vista


@dataclass(frozen=True)
class Domanda:
    """The question of one address; `query` writes it again."""

    vista: Vista = Vista.APERTI
    filtro: Filtro = TUTTI
    pagina: str = ""

    @property
    def is_filtered(self) -> bool:
        return self.filtro.tipo is not None or self.filtro.sezione is not None

    def query(self, **changed: Any) -> str:
        """Return the part of the address after the path, with what is `changed`; a change begins at the first page."""
        pagina = str(changed.pop("pagina", "" if changed else self.pagina))
        vista = changed.pop("vista", self.vista)
        filtro = replace(self.filtro, **changed)
        asked = {
            "vista": vista,
            "tipo": filtro.tipo,
            "sezione": filtro.sezione,
            "ordine": filtro.ordine,
            "p": pagina if pagina != "1" else "",
        }
        return f"?{urlencode({name: str(value) for name, value in asked.items() if value})}"


def read_domanda(query: QueryDict) -> Domanda:
    """Read an address."""
    sezione = query.get("sezione", "")
    filtro = Filtro(
        tipo=next((t for t in TipoProcedimento if t == query.get("tipo")), None),
        sezione=int(sezione) if len(sezione) == 1 and sezione.isascii() and sezione.isdigit() else None,
        ordine=next((o for o in Ordine if o == query.get("ordine")), None),
    )
    pagina = query.get("p", "")
    vista = next((v for v in Vista if v == query.get("vista")), Vista.APERTI)
    return Domanda(vista, filtro, pagina if len(pagina) < 8 and pagina.isascii() and pagina.isdigit() else "")
