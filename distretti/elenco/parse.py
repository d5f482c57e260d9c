"""Reading a members' list: every fault by row and column, every good row kept; nothing is stored here."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from core.canonical import digest
from core.text import fold
from distretti.elenco.cells import Contesto
from distretti.elenco.columns import COLONNE
from distretti.elenco.sheets import Cella, Foglio, open_sheet
from distretti.elenco.tabella import Errore, Tabella
from distretti.enums import TipoSoggetto

MAX_RIGHE = 2_000
_PERSONA = 16
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
    return read_foglio(open_sheet(contenuto), contesto=Contesto(al, ateco))


def read_foglio(foglio: Foglio, *, contesto: Contesto, nome: str = "") -> Lettura:
    """Read a members' list from an open sheet; `nome`: of the sheet, if the file has more than one."""
    tabella = _Elenco(contesto, nome)
    tabella.read(foglio)
    return Lettura(tabella.righe, tabella.errori, tabella.ignorate)


class _Elenco(Tabella):
    """The table of the members."""

    vuota = "L’elenco non ha righe sotto le intestazioni."
    what = "L’elenco"

    def __init__(self, contesto: Contesto, nome: str) -> None:
        super().__init__(COLONNE, contesto=contesto, max_righe=MAX_RIGHE, estranee="aderenti")
        self.foglio = nome
        self.righe: list[Riga] = []
        self.seen: dict[str, int] = {}

    def take(self, number: int, values: dict[str, Any], cells: list[Cella]) -> None:
        self._check_codice(number, values)
        self._check_repeated(number, values)
        if not self.blamed:
            self.righe.append(Riga(posizione=len(self.righe) + 1, **values))

    def _check_codice(self, number: int, values: dict[str, Any]) -> None:
        """Check the codice fiscale against the kind of member; a cell already at fault is not blamed twice."""
        index = self._place("codice_fiscale")
        codice, tipo = values.get("codice_fiscale", ""), values.get("tipo", "")
        if index in self.blamed:
            return
        if tipo in _IMPRESE and not codice:
            self.fault(number, index, "Manca: per un’impresa è obbligatorio.")
        elif len(codice) == _PERSONA and tipo and tipo != TipoSoggetto.IMPRESA_INDIVIDUALE:
            self.fault(number, index, "È il codice fiscale di una persona: il tipo è «Impresa individuale»?")

    def _check_repeated(self, number: int, values: dict[str, Any]) -> None:
        """Check that no member is there twice, by its codice fiscale or, without one, by its name."""
        codice, nome = values.get("codice_fiscale", ""), fold(values.get("denominazione", ""))
        key = codice or nome
        if key and key in self.seen:
            what = "Stesso codice fiscale" if codice else "Stessa denominazione"
            index = self._place("codice_fiscale" if codice else "denominazione")
            self.fault(number, index, f"{what} della riga {self.seen[key]}.")
        elif key:
            self.seen[key] = number

    def _place(self, campo: str) -> int:
        return next(i for i, c in self.columns.items() if c.campo == campo)
