"""Reading any table of a sheet: its headings are found, each cell checked, every fault said by row and column."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from openpyxl.utils import get_column_letter

from archivio.exceptions import FileRefusedError
from core.italiano import show_number
from core.text import fold
from distretti.elenco.sheets import MAX_SCANNED, Cella, Foglio, Unita

_HEADING_WITHIN = 10
_SHOWN = 100


@dataclass(frozen=True)
class Colonna:
    """A column: field of the row, heading in the template, what to write in it, other headings accepted.

    `check` returns what is kept of a cell, or raises ValueError with the sentence to show.
    `presente`: a table without this column is not read; `obbligatoria`: no cell of it may be empty.
    """

    campo: str
    intestazione: str
    check: Callable[[Any, Any], Any]
    istruzione: str
    esempio: str
    altre: tuple[str, ...] = ()
    presente: bool = False
    obbligatoria: bool = False

    @property
    def names(self) -> frozenset[str]:
        """The headings by which the column is found, without accents and case."""
        return frozenset(fold(name) for name in (self.intestazione, self.campo.replace("_", " "), *self.altre))


@dataclass(frozen=True)
class Errore:
    """What is wrong with one cell: row of the file, letter and heading of the column, the sentence to show.

    `foglio` is the name of the sheet, where the file has more than one.
    """

    riga: int
    colonna: str
    intestazione: str
    messaggio: str
    foglio: str = ""

    def __str__(self) -> str:
        sheet = f"Foglio {self.foglio}, riga" if self.foglio else "Riga"
        where = f", colonna {self.colonna} ({self.intestazione})" if self.colonna else ""
        return f"{sheet} {self.riga}{where}: {self.messaggio}"


def _by_row(unite: list[Unita]) -> dict[int, list[Unita]]:
    """Return the merged ranges by each row that they cover."""
    found: dict[int, list[Unita]] = {}
    for unita in unite:
        for number in range(unita.riga, min(unita.ultima, MAX_SCANNED) + 1):
            found.setdefault(number, []).append(unita)
    return found


class Tabella(ABC):
    """Goes down the rows of a sheet once; what a row means is said by `take`.

    `vuota`: what is said of a table without rows; empty, if that is no fault.
    """

    foglio = ""
    vuota = "La tabella non ha righe sotto le intestazioni."

    def __init__(self, colonne: tuple[Colonna, ...], *, contesto: Any, max_righe: int, estranee: str) -> None:
        """Take the columns to read; `estranee` ends the sentence said of a table too long."""
        self.colonne, self.contesto, self.max_righe, self.estranee = colonne, contesto, max_righe, estranee
        self.columns: dict[int, Colonna] = {}
        self.heading_row, self.heading, self.count = 0, list[Cella](), 0
        self.errori: list[Errore] = []
        self.ignorate: list[str] = []
        self.blamed: set[int] = set()
        self.unite: dict[int, list[Unita]] = {}
        self.told: set[Unita] = set()

    @abstractmethod
    def take(self, number: int, values: dict[str, Any], cells: list[Cella]) -> None:
        """Take a row with the values of its good cells; the columns at fault are in `blamed`."""

    def read(self, foglio: Foglio) -> None:
        """Read the whole sheet; raises FileRefusedError if it has no such table, or too long a one."""
        self.unite = _by_row(foglio.unite)
        for number, cells in foglio.righe:
            if not self.columns:
                self._find_heading(number, cells)
            else:
                self._read_row(number, cells)
        if not self.columns:
            raise FileRefusedError("Non trovo la riga delle intestazioni: usa il modello da scaricare.")
        self.errori.sort(key=lambda e: (e.riga, len(e.colonna), e.colonna))
        if self.vuota and not self.count:
            raise FileRefusedError(self.vuota)

    def _find_heading(self, number: int, cells: list[Cella]) -> None:
        """Take as heading the first row that names the columns without which there is no table."""
        shown = ["" if cell.is_empty else str(cell.value)[:_SHOWN].strip() for cell in cells]
        names = [fold(name) for name in shown]
        found: dict[int, Colonna] = {}
        for index, name in enumerate(names):
            column = next((c for c in self.colonne if name in c.names), None)
            if column is not None and column not in found.values():
                found[index] = column
        if {c.campo for c in self.colonne if c.presente} <= {c.campo for c in found.values()}:
            self.columns, self.heading_row, self.heading = found, number, cells
            self.ignorate = [name for i, name in enumerate(shown) if i not in found and name]
        elif number > _HEADING_WITHIN or fold(self.colonne[0].intestazione) in names:
            missing = [c.intestazione for c in self.colonne if c.presente and c not in found.values()]
            raise FileRefusedError(f"Mancano le colonne: {', '.join(missing)}. Usa il modello da scaricare.")

    def _read_row(self, number: int, cells: list[Cella]) -> None:
        self.blamed = set()
        values = {}
        for index, column in self.columns.items():
            value = self._value(number, index, column, cells[index] if index < len(cells) else Cella())
            if value is not None:
                values[column.campo] = value
        if not values and not self.blamed:
            return
        self.count += 1
        if self.count > self.max_righe:
            raise FileRefusedError(
                f"{self.what} ha più di {show_number(self.max_righe)} righe: controlla che sia il file giusto,"
                f" e togli quelle che non sono {self.estranee}."
            )
        for index, column in self.columns.items():
            if column.obbligatoria and column.campo not in values and index not in self.blamed:
                self.fault(number, index, "Manca.")
        self.take(number, values, cells)

    @property
    def what(self) -> str:
        """What the table is called in a sentence."""
        return f"Il foglio {self.foglio}"

    def _value(self, number: int, index: int, column: Colonna, cell: Cella) -> Any:
        if self._is_merged(number, index):
            return None
        if cell.formula:
            self.fault(number, index, "La cella contiene una formula: incolla il suo valore.")
        elif cell.errore:
            shown = str(cell.value)[:_SHOWN]
            self.fault(number, index, f"La cella contiene un errore ({shown}): correggila o svuotala.")
        elif not cell.is_empty:
            try:
                return column.check(cell.value, self.contesto)
            except ValueError as error:
                self.fault(number, index, str(error))
        return None

    def _is_merged(self, number: int, index: int) -> bool:
        """Tell whether a cell is merged with others; the fault is said once for all of them."""
        unita = next((u for u in self.unite.get(number, ()) if u.colonna <= index + 1 <= u.ultima_colonna), None)
        if unita is None:
            return False
        if unita not in self.told:
            self.told.add(unita)
            self.fault(number, index, "Cella unita ad altre: separale e riempile una per una.")
        self.blamed.add(index)
        return True

    def index_of(self, campo: str) -> int | None:
        """Return where the column of a field is, or None if the table does not have it."""
        return next((i for i, c in self.columns.items() if c.campo == campo), None)

    def fault(self, number: int, index: int, messaggio: str) -> None:
        """Write down what is wrong with a cell."""
        self.blamed.add(index)
        self.errori.append(self.errore(number, index, messaggio))

    def errore(self, number: int, index: int, messaggio: str) -> Errore:
        """Return a fault with its place in people's words."""
        letter, heading = get_column_letter(index + 1), self.columns[index].intestazione
        return Errore(number, letter, heading, messaggio, self.foglio)
