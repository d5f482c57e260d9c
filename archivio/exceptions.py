"""Why a file is refused or not at hand; each error carries the Italian sentence that the person reads."""


class ArchivioError(Exception):
    """The store says no; `messaggio` is for the person, in Italian."""

    def __init__(self, messaggio: str) -> None:
        super().__init__(messaggio)
        self.messaggio = messaggio


class FileRefusedError(ArchivioError):
    """The file may not come in; nothing of it is kept."""


class PictureFixedError(ArchivioError):
    """Something tried to change what pages show of a picture."""


class StoreUnavailableError(ArchivioError):
    """The store of files does not answer: to be tried again."""


class FileNotReadyError(ArchivioError):
    """The file waits in quarantine, or was found infected."""
