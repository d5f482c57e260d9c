"""The members' table of an entry, narrowed by words, province and kind; drawn from the members' document alone."""

from collections import Counter
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from core.text import fold


@dataclass(frozen=True)
class Filtro:
    """What was asked of the table, the rows that answer, and what else may be asked."""

    q: str
    provincia: str
    tipo: str
    righe: list[dict[str, Any]]
    province: list[tuple[str, int]]
    tipi: list[tuple[str, str, int]]

    @property
    def is_active(self) -> bool:
        return bool(self.q or self.provincia or self.tipo)

    @property
    def address(self) -> str:
        """Return the query string of this very table, '?' included."""
        pairs = [(n, v) for n, v in (("q", self.q), ("provincia", self.provincia), ("tipo", self.tipo)) if v]
        return f"?{urlencode(pairs)}" if pairs else ""


def _matches(riga: dict[str, Any], words: list[str], provincia: str, tipo: str) -> bool:
    if provincia and riga["provincia"] != provincia:
        return False
    if tipo and riga["tipo"] != tipo:
        return False
    text = fold(f"{riga['denominazione']} {riga['comune']} {riga['codice_fiscale']} {riga['ateco']}")
    return all(word in text for word in words)


def read_filtro(data: QueryDict, items: list[dict[str, Any]]) -> Filtro:
    """Read the three filters of the table; a value that no row has is not a filter."""
    province = sorted(Counter(i["provincia"] for i in items if i["provincia"]).items())
    labels = {i["tipo"]: i["etichetta"] for i in items}
    tipi = sorted(((t, labels[t], n) for t, n in Counter(i["tipo"] for i in items).items()), key=lambda row: row[1])
    q = " ".join(data.get("q", "").split())[:200]
    provincia = data.get("provincia", "") if data.get("provincia", "") in dict(province) else ""
    tipo = data.get("tipo", "") if data.get("tipo", "") in labels else ""
    words = fold(q).split()
    righe = [riga for riga in items if _matches(riga, words, provincia, tipo)]
    return Filtro(q, provincia, tipo, righe, province, tipi)
