"""Why something about a person or a key is refused; each error carries the Italian sentence that is read."""

from django.core.exceptions import PermissionDenied


class ChiaveError(PermissionDenied):
    """A key that may not be made or revoked so; `messaggio` is for the person, in Italian."""

    def __init__(self, messaggio: str) -> None:
        super().__init__(messaggio)
        self.messaggio = messaggio


class UtenteError(PermissionDenied):
    """Something that may not be done to a user; `messaggio` is for the person, in Italian."""

    def __init__(self, messaggio: str) -> None:
        super().__init__(messaggio)
        self.messaggio = messaggio
