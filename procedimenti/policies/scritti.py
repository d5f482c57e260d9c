"""Which writing a step asks for, and when it may still change."""

from collections.abc import Sequence

from modulistica.enums import TipoScritto
from procedimenti.enums import Passo, TipoProcedimento
from procedimenti.exceptions import ProcedimentoError

_DI_PASSO: dict[Passo, TipoScritto] = {
    Passo.AVVIO_ISTRUTTORIA: TipoScritto.AVVIO,
    Passo.RICHIESTA_INTEGRAZIONE: TipoScritto.INTEGRAZIONE,
    Passo.PREAVVISO: TipoScritto.PREAVVISO,
    Passo.PROPOSTA: TipoScritto.PROPOSTA,
    Passo.ACCOGLIMENTO: TipoScritto.ACCOGLIMENTO,
    Passo.RIGETTO: TipoScritto.DINIEGO,
    Passo.IRRICEVIBILITA: TipoScritto.DINIEGO,
    Passo.INAMMISSIBILITA: TipoScritto.DINIEGO,
    Passo.IMPROCEDIBILITA: TipoScritto.DINIEGO,
}


def scritto_of_passo(tipo: TipoProcedimento, passo: Passo) -> TipoScritto | None:
    """Return what the office writes for a step of a kind of procedure, or None."""
    if passo is Passo.ACCOGLIMENTO and tipo is TipoProcedimento.REVOCA:
        return TipoScritto.REVOCA
    return _DI_PASSO.get(passo)


def check_scritto(tipo: TipoScritto | None, *, chiuso: bool) -> TipoScritto:
    """Return the kind of writing of a step; ProcedimentoError if it has none, or if what was sent would change."""
    if tipo is None:
        raise ProcedimentoError("Per questo passo non c’è uno scritto da preparare.")
    if chiuso:
        raise ProcedimentoError("Lo scritto è chiuso: ciò che è stato inviato non cambia più.", fonte="art. 41 CAD")
    return tipo


def check_whole(mancanti: Sequence[str]) -> None:
    """Refuse to close a writing where somebody has still to write, naming the fields."""
    if mancanti:
        raise ProcedimentoError(f"Restano campi da compilare: {', '.join(mancanti)}.", campo="file")
