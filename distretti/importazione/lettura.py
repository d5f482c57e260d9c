"""Reading the sheets of an import into rows, every fault by sheet, row and column; what rows say of each other too."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from archivio.exceptions import FileRefusedError
from core.text import fold
from distretti.elenco.cells import Contesto
from distretti.elenco.columns import COLONNE
from distretti.elenco.parse import Lettura, read_foglio
from distretti.elenco.sheets import Cella, Foglio
from distretti.elenco.tabella import Colonna, Tabella
from distretti.importazione.columns import ADERENTI, TESTA_ADERENTI

MAX_RIGHE_FOGLIO = 20_000


# What a member's cell may hold is said by the reader of lists: here it is only seen that there is something.
_COLONNE_ADERENTI = (
    *TESTA_ADERENTI,
    *(replace(colonna, check=lambda value, _contesto: value, obbligatoria=False) for colonna in COLONNE),
)


@dataclass
class RigaFoglio:
    """A row of a sheet: its number, what its good cells say, whether some are at fault."""

    numero: int
    valori: dict[str, Any]
    difettosa: bool = False

    def get(self, campo: str) -> Any:
        """Return what a cell says, or None."""
        return self.valori.get(campo)


class FoglioLetto(Tabella):
    """A sheet read into rows, where any cell may be found at fault later."""

    def __init__(self, nome: str, colonne: tuple[Colonna, ...], *, contesto: Any) -> None:
        super().__init__(colonne, contesto=contesto, max_righe=MAX_RIGHE_FOGLIO, estranee="da importare")
        self.foglio, self.vuota = nome, ""
        self.righe: list[RigaFoglio] = []
        self.celle: list[list[Cella]] = []

    def take(self, number: int, values: dict[str, Any], cells: list[Cella]) -> None:
        self.righe.append(RigaFoglio(number, values, bool(self.blamed)))
        self.celle.append(cells)

    def blame(self, riga: RigaFoglio, campo: str, messaggio: str) -> None:
        """Write down what is wrong with a row, beside its column, or else beside its first."""
        riga.difettosa = True
        index = self.index_of(campo)
        self.errori.append(self.errore(riga.numero, min(self.columns) if index is None else index, messaggio))

    def blame_repeated(self, key: Callable[[RigaFoglio], Any], campo: str, messaggio: str) -> None:
        """Blame each row whose key (None: it has none) an earlier row has; `messaggio` names it as {riga}."""
        seen: dict[Any, int] = {}
        for riga in self.righe:
            found = key(riga)
            if found is None:
                continue
            if found in seen:
                self.blame(riga, campo, messaggio.format(riga=seen[found]))
            else:
                seen[found] = riga.numero


def read_righe(nome: str, foglio: Foglio, colonne: tuple[Colonna, ...], *, contesto: Any) -> FoglioLetto:
    """Read a sheet; raises FileRefusedError, with the sheet's name, if it cannot be read as a whole."""
    letto = FoglioLetto(nome, colonne, contesto=contesto)
    try:
        letto.read(foglio)
    except FileRefusedError as error:
        raise FileRefusedError(f"Foglio {nome}: {error.messaggio}") from error
    return letto


def read_atti(letto: FoglioLetto) -> None:
    """Check what the rows of the acts say of each other."""
    letto.blame_repeated(lambda r: r.get("riferimento"), "riferimento", "Stesso riferimento della riga {riga}.")
    letto.blame_repeated(_same_atto, "numero", "È lo stesso atto della riga {riga}: tieni una riga sola.")


def _same_atto(riga: RigaFoglio) -> Any:
    numero, data = riga.get("numero"), riga.get("data")
    if riga.difettosa or not (numero and numero.numero and data and data.data):
        return None
    return (riga.get("tipo"), fold(riga.get("organo") or ""), numero.numero, data.data)


def read_iscrizioni(letto: FoglioLetto) -> None:
    """Check what the rows of the entries say of each other: no event twice, no entry under two names."""
    letto.blame_repeated(
        lambda r: None if r.difettosa else (r.get("voce"), *_evento(r)), "evento", "Stesso evento della riga {riga}."
    )
    for campo, messaggio in (
        ("codice_fiscale", "Stesso codice fiscale della riga {riga}, che è di un’altra voce della stessa sezione."),
        ("denominazione", "Stessa denominazione della riga {riga}, che è di un’altra voce della stessa sezione."),
    ):
        seen: dict[Any, RigaFoglio] = {}
        for riga in letto.righe:
            sezione, value = riga.get("sezione"), fold(riga.get(campo) or "")
            if riga.difettosa or not sezione or not value:
                continue
            other = seen.setdefault((sezione, value), riga)
            if other.get("voce") != riga.get("voce"):
                letto.blame(riga, campo, messaggio.format(riga=other.numero))


def _evento(riga: RigaFoglio) -> tuple[Any, ...]:
    return (riga.get("evento"), riga.get("decorrenza"), riga.get("atto"))


@dataclass
class Gruppo:
    """The rows of the members of one entry on one day; `prima` is the first of them."""

    voce: str | None
    al: dt.date | None
    prima: RigaFoglio
    lettura: Lettura = field(default_factory=Lettura)


def read_aderenti(
    foglio: Foglio, *, oggi: dt.date, ateco_on: Callable[[dt.date], frozenset[str]]
) -> tuple[FoglioLetto, list[Gruppo]]:
    """Read the members, each list as the register's own reader does; faults of all of them are in the sheet's."""
    letto = read_righe(ADERENTI, foglio, _COLONNE_ADERENTI, contesto=None)
    groups: dict[Any, list[int]] = {}
    for position, riga in enumerate(letto.righe):
        groups.setdefault((riga.get("voce"), riga.get("elenco_al")), []).append(position)
    read: list[Gruppo] = []
    for (voce, al), positions in groups.items():
        righe = [letto.righe[p] for p in positions]
        lines = [(letto.heading_row, letto.heading), *((letto.righe[p].numero, letto.celle[p]) for p in positions)]
        gruppo = Gruppo(voce, al, righe[0])
        _read_group(letto, gruppo, Foglio(iter(lines), foglio.unite), Contesto(al or oggi, ateco_on(al or oggi)))
        _check_one_atto(letto, righe)
        read.append(gruppo)
    letto.errori = list(dict.fromkeys(letto.errori))
    return letto, read


def _read_group(letto: FoglioLetto, gruppo: Gruppo, part: Foglio, contesto: Contesto) -> None:
    try:
        gruppo.lettura = read_foglio(part, contesto=contesto, nome=ADERENTI)
    except FileRefusedError as error:
        letto.blame(gruppo.prima, "voce", error.messaggio)
        return
    letto.errori.extend(gruppo.lettura.errori)


def _check_one_atto(letto: FoglioLetto, righe: list[RigaFoglio]) -> None:
    first = righe[0]
    for riga in righe[1:]:
        if riga.get("atto") != first.get("atto"):
            messaggio = f"Le righe dello stesso elenco citano un atto solo, quello della riga {first.numero}."
            letto.blame(riga, "atto", messaggio)
