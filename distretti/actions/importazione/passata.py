"""What the steps of one import share: who writes, what was already found of acts and entries, what is reported."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

from core.clock import today
from distretti.exceptions import RegistroError
from distretti.importazione.lettura import FoglioLetto, RigaFoglio
from distretti.importazione.rapporto import Rapporto
from distretti.models import Atto, Iscrizione
from distretti.selectors.importazione import find_imported, find_voce
from identita.enums import Competenza
from identita.models import User

FONTE = "Importazione dei dati esistenti"


@dataclass
class Passata:
    """One import under way, dry or not.

    `competenza`: in whose name acts are recorded, which are of no structure.
    `atti` and `voci` by the reference of the file; None: the file has it, but something of it is at fault.
    """

    by: User
    rapporto: Rapporto
    advance: Callable[[], None]
    oggi: dt.date = field(default_factory=today)
    competenza: Competenza = Competenza.RICERCA
    atti: dict[str, Atto | None] = field(default_factory=dict)
    voci: dict[str, Iscrizione | None] = field(default_factory=dict)

    def find_atto(self, letto: FoglioLetto, riga: RigaFoglio) -> Atto | None:
        """Return the act that a row quotes; a reference that the file does not have is its fault."""
        name = riga.get("atto")
        if name is None:
            return None
        if name not in self.atti:
            letto.blame(riga, "atto", f"«{name}» non è fra i riferimenti del foglio Atti.")
        return self.atti.get(name)

    def find_iscrizione(self, letto: FoglioLetto, riga: RigaFoglio) -> Iscrizione | None:
        """Return the entry that a row quotes; a reference that nobody knows is its fault."""
        name = riga.get("voce")
        if name is None:
            return None
        if name not in self.voci:
            found = find_voce(name) or find_imported(name)
            if found is None:
                letto.blame(riga, "voce", f"La voce «{name}» non c’è nel foglio Iscrizioni né nel registro.")
                return None
            self.voci[name] = found
        return self.voci.get(name)


def blame_error(
    letto: FoglioLetto, riga: RigaFoglio, error: RegistroError, *, campi: dict[str, str], altrimenti: str
) -> None:
    """Write an error of the register beside the columns that it is about.

    `campi`: the column of a field that has another name here; what has none stands beside `altrimenti`.
    """
    told = [(campi.get(c, c), messaggio) for c, messaggio in (error.campi or {altrimenti: error.messaggio}).items()]
    placed = [(c if letto.index_of(c) is not None else altrimenti, messaggio) for c, messaggio in told]
    for column, messaggio in dict.fromkeys(placed):
        letto.blame(riga, column, messaggio)
