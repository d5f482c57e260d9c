"""Why a publication is refused; each error carries the Italian sentence that the person reads."""

from django.core.exceptions import PermissionDenied


class ModerazioneError(PermissionDenied):
    """A step of moderation that may not happen; `messaggio` is for the person, in Italian."""

    def __init__(self, messaggio: str) -> None:
        super().__init__(messaggio)
        self.messaggio = messaggio


class NotSealedError(ModerazioneError):
    """Something tried to publish a text that no officer approved."""


class FixedPageError(ModerazioneError):
    """Something tried to copy, move, delete or unpublish a page that the register holds in place."""


class PictureQuotedError(ModerazioneError):
    """Something tried to delete a picture that a version of a page shows."""


class AnteprimaError(Exception):
    """A preview that may not be shown; `messaggio`, in Italian, says why and begins in lower case."""

    def __init__(self, messaggio: str) -> None:
        super().__init__(messaggio)
        self.messaggio = messaggio
