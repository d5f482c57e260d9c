"""Why an extract is not issued; the sentence is for the person."""


class EstrattoError(Exception):
    """An extract that cannot be issued: `messaggio` for the person, `campo` the field it stands beside."""

    def __init__(self, messaggio: str, *, campo: str = "") -> None:
        super().__init__(messaggio)
        self.messaggio, self.campo = messaggio, campo
