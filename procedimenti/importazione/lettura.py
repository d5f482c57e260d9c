"""Reading the sheet of the istanze: every fault by row and column, no protocol number twice."""

from typing import Any

from distretti.elenco.sheets import Foglio
from distretti.importazione.cells import Vocabolari
from distretti.importazione.lettura import FoglioLetto, RigaFoglio, read_righe
from procedimenti.importazione.columns import COLONNE_ISTANZE, ISTANZE


def read_istanze(foglio: Foglio, *, nomi: Vocabolari) -> FoglioLetto:
    """Read the istanze; raises FileRefusedError if the sheet cannot be read as a whole."""
    letto = read_righe(ISTANZE, foglio, COLONNE_ISTANZE, contesto=nomi)
    letto.blame_repeated(_protocollo, "numero", "Stesso protocollo della riga {riga}.")
    return letto


def _protocollo(riga: RigaFoglio) -> Any:
    return None if riga.difettosa else (riga.get("registro"), riga.get("anno"), riga.get("numero"))
