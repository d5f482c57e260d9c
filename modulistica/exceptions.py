"""Why a model or a version is refused; each error carries the Italian sentence that the person reads."""


class ModulisticaError(Exception):
    """A step on a model that may not happen; `messaggio` is for the person, `campo` the field it stands beside."""

    def __init__(self, messaggio: str, *, campo: str = "") -> None:
        super().__init__(messaggio)
        self.messaggio, self.campo = messaggio, campo
