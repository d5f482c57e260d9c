"""What may come in, by size and number, and what may go out; what a file is lives in `ispezione`."""

from archivio.enums import MIB, REGOLE_USO, UsoFile
from archivio.exceptions import FileNotReadyError, FileRefusedError


def check_size(*, uso: UsoFile, dimensione: int) -> None:
    """Refuse an empty file and one over the limit of its use."""
    if dimensione == 0:
        raise FileRefusedError("Il file è vuoto: controlla di aver scelto quello giusto.")
    limit = REGOLE_USO[uso].max_bytes
    if dimensione > limit:
        raise FileRefusedError(f"Il file supera {limit // MIB} MB, il massimo per questo uso.")


def check_count(*, uso: UsoFile, quanti: int) -> None:
    """Refuse more files at once than the use admits."""
    limit = REGOLE_USO[uso].max_files
    if quanti > limit:
        raise FileRefusedError(f"Hai inviato {quanti} file: per questo uso se ne accettano al massimo {limit}.")


def check_ready(*, is_ready: bool, motivo: str) -> None:
    """Refuse to hand out a file in quarantine, or infected."""
    if not is_ready:
        raise FileNotReadyError(f"Il file non si può ancora scaricare. {motivo}.")
