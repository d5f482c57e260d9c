"""Reading a members' list: every fault by row and column, every good row kept; nothing is stored here."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from openpyxl.utils import get_column_letter

from archivio.exceptions import FileRefusedError
from core.canonical import digest
from core.italiano import show_number
from core.text import fold
from distretti.elenco.cells import Contesto
from distretti.elenco.columns import COLONNE, Colonna
from distretti.elenco.sheets import Cella, Foglio, open_sheet
from distretti.enums import TipoSoggetto

MAX_RIGHE = 2_000
_HEADING_WITHIN = 10
_PERSONA = 16
_SHOWN = 100
_IMPRESE = frozenset({TipoSoggetto.IMPRESA, TipoSoggetto.IMPRESA_INDIVIDUALE})


@dataclass(frozen=True)
class Riga:
    """One member as the list says it; empty where it says nothing."""

    posizione: int
    denominazione: str
    tipo: str
    codice_fiscale: str = ""
    comune: str = ""
    provincia: str = ""
    ateco: str = ""
    aderisce_dal: dt.date | None = None

    def content(self) -> dict[str, Any]:
        """Everything the list's SHA-256 covers of this row."""
        return dict(vars(self))


@dataclass(frozen=True)
class Errore:
    """What is wrong with one cell: row of the file, letter and heading of the column, the sentence to show."""

    riga: int
    colonna: str
    intestazione: str
    messaggio: str

    def __str__(self) -> str:
        where = f", colonna {self.colonna} ({self.intestazione})" if self.colonna else ""
        return f"Riga {self.riga}{where}: {self.messaggio}"


@dataclass
class Lettura:
    """What was read: the good rows, all the faults, and the headings that mean nothing to us."""

    righe: list[Riga] = field(default_factory=list)
    errori: list[Errore] = field(default_factory=list)
    ignorate: list[str] = field(default_factory=list)


def sha256_of(righe: list[Riga]) -> str:
    """Return the SHA-256 of a list, which the ledger will bear in the place of the names."""
    return digest([riga.content() for riga in righe])


def read_elenco(contenuto: bytes, *, al: dt.date, ateco: frozenset[str]) -> Lettura:
    """Read a members' list that refers to the day `al`, with the ATECO codes in force.

    Raises FileRefusedError if the file as a whole cannot be read; faults of its cells are in `errori`.
    """
    foglio = open_sheet(contenuto)
    reader = _Reader(Contesto(al, ateco))
    reader.read(foglio)
    return reader.lettura


class _Reader:
    """Goes down the rows of a sheet once, gathering rows and faults."""

    def __init__(self, contesto: Contesto) -> None:
        self.contesto, self.lettura = contesto, Lettura()
        self.columns: dict[int, Colonna] = {}
        self.heading_row = 0
        self.seen: dict[str, int] = {}
        self.rows = 0
        self.blamed: set[int] = set()

    def read(self, foglio: Foglio) -> None:
        for number, cells in foglio.righe:
            if not self.columns:
                self._find_heading(number, cells)
            else:
                self._read_row(number, cells)
        if not self.columns:
            raise FileRefusedError("Non trovo la riga delle intestazioni: usa il modello da scaricare.")
        for unita in foglio.unite:
            if unita.ultima > self.heading_row and unita.colonna - 1 in self.columns:
                self._fault(unita.riga, unita.colonna - 1, "Cella unita ad altre: separale e riempile una per una.")
        self.lettura.errori.sort(key=lambda e: (e.riga, len(e.colonna), e.colonna))
        if not self.lettura.righe and not self.lettura.errori:
            raise FileRefusedError("L’elenco non ha righe sotto le intestazioni.")

    def _find_heading(self, number: int, cells: list[Cella]) -> None:
        """Take as heading the first row that names the columns an elenco cannot do without."""
        shown = ["" if cell.is_empty else str(cell.value)[:_SHOWN].strip() for cell in cells]
        names = [fold(name) for name in shown]
        found: dict[int, Colonna] = {}
        for index, name in enumerate(names):
            column = next((c for c in COLONNE if name in c.names), None)
            if column is not None and column not in found.values():
                found[index] = column
        if {c.campo for c in COLONNE if c.presente} <= {c.campo for c in found.values()}:
            self.columns, self.heading_row = found, number
            self.lettura.ignorate = [name for i, name in enumerate(shown) if i not in found and name]
        elif number > _HEADING_WITHIN or "denominazione" in names:
            missing = [c.intestazione for c in COLONNE if c.presente and c not in found.values()]
            raise FileRefusedError(f"Mancano le colonne: {', '.join(missing)}. Usa il modello da scaricare.")

    def _read_row(self, number: int, cells: list[Cella]) -> None:
        self.blamed = set()
        values = {}
        for index, column in self.columns.items():
            cell = cells[index] if index < len(cells) else Cella()
            value = self._value(number, index, column, cell)
            if value is not None:
                values[column.campo] = value
        if not values and not self.blamed:
            return
        self.rows += 1
        if self.rows > MAX_RIGHE:
            raise FileRefusedError(
                f"L’elenco ha più di {show_number(MAX_RIGHE)} righe: controlla che sia il file giusto,"
                " e togli quelle che non sono aderenti."
            )
        self._check_required(number, values)
        self._check_repeated(number, values)
        if not self.blamed:
            self.lettura.righe.append(Riga(posizione=len(self.lettura.righe) + 1, **values))

    def _value(self, number: int, index: int, column: Colonna, cell: Cella) -> Any:
        if cell.formula:
            self._fault(number, index, "La cella contiene una formula: incolla il suo valore.")
        elif cell.errore:
            self._fault(
                number, index, f"La cella contiene un errore ({str(cell.value)[:_SHOWN]}): correggila o svuotala."
            )
        elif not cell.is_empty:
            try:
                return column.check(cell.value, self.contesto)
            except ValueError as error:
                self._fault(number, index, str(error))
        return None

    def _check_required(self, number: int, values: dict[str, Any]) -> None:
        """Check what a row must have; a cell already at fault is not blamed twice."""
        for index, column in self.columns.items():
            if column.obbligatoria and column.campo not in values and index not in self.blamed:
                self._fault(number, index, "Manca.")
        index = self._index_of("codice_fiscale")
        codice, tipo = values.get("codice_fiscale", ""), values.get("tipo", "")
        if index in self.blamed:
            return
        if tipo in _IMPRESE and not codice:
            self._fault(number, index, "Manca: per un’impresa è obbligatorio.")
        elif len(codice) == _PERSONA and tipo and tipo != TipoSoggetto.IMPRESA_INDIVIDUALE:
            self._fault(number, index, "È il codice fiscale di una persona: il tipo è «Impresa individuale»?")

    def _check_repeated(self, number: int, values: dict[str, Any]) -> None:
        """Check that no member is there twice, by its codice fiscale or, without one, by its name."""
        codice, nome = values.get("codice_fiscale", ""), fold(values.get("denominazione", ""))
        key = codice or nome
        if key and key in self.seen:
            what = "Stesso codice fiscale" if codice else "Stessa denominazione"
            index = self._index_of("codice_fiscale" if codice else "denominazione")
            self._fault(number, index, f"{what} della riga {self.seen[key]}.")
        elif key:
            self.seen[key] = number

    def _index_of(self, campo: str) -> int:
        return next(i for i, c in self.columns.items() if c.campo == campo)

    def _fault(self, number: int, index: int, messaggio: str) -> None:
        column = self.columns[index]
        self.blamed.add(index)
        self.lettura.errori.append(Errore(number, get_column_letter(index + 1), column.intestazione, messaggio))
