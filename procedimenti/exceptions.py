"""Why a step of a procedure is refused, in the words that the person reads; and what another system did not answer."""


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


class ProtocolloEsternoError(Exception):
    """The external register of protocol did not give a number: no answer, a refusal, or an answer that is none."""
