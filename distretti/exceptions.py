"""Why the register says no: each error carries the Italian sentence that the person reads."""

from collections.abc import Mapping


class RegistroError(Exception):
    """An act the register refuses.

    `messaggio` is for the person, in Italian; `campi` maps the name of a form's field to the sentence to put beside it.
    """

    def __init__(self, messaggio: str, campi: Mapping[str, str] | None = None) -> None:
        super().__init__(messaggio)
        self.messaggio = messaggio
        self.campi = dict(campi or {})


class AnnotazioneNotAllowedError(RegistroError):
    """The entry's state or history does not admit this annotation."""


class NotPermittedError(RegistroError):
    """The person may not do this."""


class DatiError(RegistroError):
    """What was written cannot be recorded; `campi` says what is wrong, field by field."""

    def __init__(self, campi: Mapping[str, str]) -> None:
        super().__init__(" ".join(dict.fromkeys(campi.values())), campi)


class RepeatedError(RegistroError):
    """The same form was sent before, with other content."""


class Errori(dict[str, str]):
    """Errors gathered field by field, so that a person reads them all at once."""

    def add(self, campo: str, messaggio: str) -> None:
        """Keep the first error of each field."""
        self.setdefault(campo, messaggio)

    def raise_any(self) -> None:
        """Raise DatiError if there is any."""
        if self:
            raise DatiError(self)
