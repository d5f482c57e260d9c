"""Why the register says no: each error carries the Italian sentence that the person reads."""

from collections.abc import Mapping
from typing import Any

from core.italiano import show_number


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


class ElencoError(DatiError):
    """A members' list with faults in its cells; `lettura` has the faults and all the rows that were read."""

    def __init__(self, lettura: Any) -> None:
        count = len(lettura.errori)
        what = "Una cella è da correggere" if count == 1 else f"{show_number(count)} celle sono da correggere"
        super().__init__({"file": f"{what}: l’elenco non è stato caricato. Correggile nel file e caricalo di nuovo."})
        self.lettura = lettura


class Errori(dict[str, str]):
    """Errors gathered field by field, so that a person reads them all at once."""

    def add(self, campo: str, messaggio: str) -> None:
        """Keep the first error of each field."""
        self.setdefault(campo, messaggio)

    def raise_any(self) -> None:
        """Raise DatiError if there is any."""
        if self:
            raise DatiError(self)
