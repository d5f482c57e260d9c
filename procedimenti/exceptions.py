"""Why a step of a procedure is refused; each error carries the Italian sentence that the person reads."""


class ProcedimentoError(Exception):
    """A step that may not happen: `messaggio` for the person, `fonte` the rule, `campo` the field it stands beside."""

    def __init__(self, messaggio: str, *, fonte: str = "", campo: str = "") -> None:
        super().__init__(messaggio)
        self.messaggio, self.fonte, self.campo = messaggio, fonte, campo

    @property
    def intero(self) -> str:
        """The sentence with its rule: what a screen shows."""
        return f"{self.messaggio} ({self.fonte})" if self.fonte else self.messaggio


class LinkNucleoError(ProcedimentoError):
    """A personal link that opens nothing; `status` is the answer that goes with the sentence."""

    def __init__(self, messaggio: str, *, status: int) -> None:
        super().__init__(messaggio)
        self.status = status
