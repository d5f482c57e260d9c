"""Importing acts, entries and members, in this order; istanze are added by the app above."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from distretti.actions.importazione.aderenti import import_aderenti
from distretti.actions.importazione.atti import import_atti
from distretti.actions.importazione.iscrizioni import import_iscrizioni
from distretti.actions.importazione.passata import Passata
from distretti.elenco.sheets import Foglio
from distretti.importazione.cells import Vocabolari
from distretti.importazione.columns import ADERENTI, ATTI, COLONNE_ATTI, COLONNE_ISCRIZIONI, ISCRIZIONI
from distretti.importazione.lettura import (
    FoglioLetto,
    Gruppo,
    read_aderenti,
    read_atti,
    read_iscrizioni,
    read_righe,
)


@dataclass
class Letture:
    """The sheets as they were read, in the order in which they are written, and the members by list."""

    letti: dict[str, FoglioLetto] = field(default_factory=dict)
    gruppi: list[Gruppo] = field(default_factory=list)

    @property
    def steps(self) -> int:
        """How many times the import will advance."""
        return sum(len(letto.righe) for nome, letto in self.letti.items() if nome != ADERENTI) + len(self.gruppi)


def read_registro(
    fogli: Mapping[str, Foglio], *, nomi: Vocabolari, oggi: dt.date, ateco_on: Callable[[dt.date], frozenset[str]]
) -> Letture:
    """Read the sheets of the register; raises FileRefusedError for one that cannot be read as a whole."""
    letture = Letture()
    if ATTI in fogli:
        letture.letti[ATTI] = read_righe(ATTI, fogli[ATTI], COLONNE_ATTI, contesto=nomi)
        read_atti(letture.letti[ATTI])
    if ISCRIZIONI in fogli:
        letture.letti[ISCRIZIONI] = read_righe(ISCRIZIONI, fogli[ISCRIZIONI], COLONNE_ISCRIZIONI, contesto=nomi)
        read_iscrizioni(letture.letti[ISCRIZIONI])
    if ADERENTI in fogli:
        letture.letti[ADERENTI], letture.gruppi = read_aderenti(fogli[ADERENTI], oggi=oggi, ateco_on=ateco_on)
    return letture


def import_registro(passata: Passata, letture: Letture) -> None:
    """Write what is new; the faults are left in the sheets, and the caller undoes everything if there are any."""
    if ATTI in letture.letti:
        import_atti(passata, letture.letti[ATTI])
    if ISCRIZIONI in letture.letti:
        import_iscrizioni(passata, letture.letti[ISCRIZIONI])
    if ADERENTI in letture.letti:
        import_aderenti(passata, letture.letti[ADERENTI], letture.gruppi)
