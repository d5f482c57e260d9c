"""Why the register says no: each error carries the Italian sentence that the person reads."""


class RegistroError(Exception):
    """An act the register refuses; `messaggio` is for the person, in Italian."""

    def __init__(self, messaggio: str) -> None:
        super().__init__(messaggio)
        self.messaggio = messaggio


class AnnotazioneNotAllowedError(RegistroError):
    """The entry's state does not admit this annotation."""


class NotPermittedError(RegistroError):
    """The person may not do this."""
