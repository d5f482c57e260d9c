"""What an import did, or would do: every difference in words, every fault with its place, what was left aside."""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum

from core.canonical import digest
from distretti.elenco.tabella import Errore


class Esito(StrEnum):
    """What became of a row of the file."""

    NUOVO = "nuovo"
    CAMBIATO = "cambiato"
    UGUALE = "già presente"


@dataclass(frozen=True)
class Novita:
    """One row of the file against the register, in words."""

    foglio: str
    riga: int
    esito: Esito
    testo: str

    def __str__(self) -> str:
        return f"Foglio {self.foglio}, riga {self.riga}, {self.esito}: {self.testo}"


@dataclass
class Rapporto:
    """What was found, in the order of the file."""

    novita: list[Novita] = field(default_factory=list)
    errori: list[Errore] = field(default_factory=list)
    avvisi: list[str] = field(default_factory=list)

    def tell(self, foglio: str, riga: int, esito: Esito, testo: str) -> None:
        """Write down what becomes of a row."""
        self.novita.append(Novita(foglio, riga, esito, testo))

    @property
    def differenze(self) -> list[Novita]:
        """The rows that say something the register does not know yet."""
        return [n for n in self.novita if n.esito is not Esito.UGUALE]

    @property
    def impronta(self) -> str:
        """The SHA-256 of every difference in its words: the same one says that what was shown still holds."""
        return digest([str(n) for n in self.differenze])

    def counts(self) -> dict[str, Counter[Esito]]:
        """Return for each sheet how many rows had which outcome."""
        found: dict[str, Counter[Esito]] = {}
        for novita in self.novita:
            found.setdefault(novita.foglio, Counter())[novita.esito] += 1
        return found
