"""What the one table says of a state: which steps lead out of it, for each kind of procedure."""

from procedimenti.enums import (
    REGOLE_PROCEDIMENTO,
    TRANSIZIONI,
    Passo,
    RegolaProcedimento,
    StatoIstanza,
    TipoProcedimento,
    Transizione,
    Vale,
)
from procedimenti.exceptions import ProcedimentoError


def _exists_in(vale: Vale, regola: RegolaProcedimento) -> bool:
    return {
        Vale.SEMPRE: True,
        Vale.DI_PARTE: regola.di_parte,
        Vale.D_UFFICIO: not regola.di_parte,
        Vale.CON_PARERE: regola.parere,
        Vale.SENZA_PARERE: not regola.parere,
    }[vale]


def transizioni_of(tipo: TipoProcedimento) -> tuple[Transizione, ...]:
    """Return the steps that exist in a kind of procedure, in the order of the table."""
    regola = REGOLE_PROCEDIMENTO[tipo]
    return tuple(t for t in TRANSIZIONI if _exists_in(t.vale, regola))


def transizioni_from(tipo: TipoProcedimento, stato: StatoIstanza) -> tuple[Transizione, ...]:
    """Return the steps that lead out of a state, or that may be taken while in it."""
    return tuple(t for t in transizioni_of(tipo) if stato in t.da)


def check_passo(tipo: TipoProcedimento, stato: StatoIstanza, passo: Passo) -> Transizione:
    """Return the step as the table has it; raises ProcedimentoError if it cannot be taken from this state."""
    of_kind = [t for t in transizioni_of(tipo) if t.passo is passo]
    found = next((t for t in of_kind if stato in t.da), None)
    if found is not None:
        return found
    if not of_kind:
        raise ProcedimentoError(f"«{passo.label}» non è previsto in questo procedimento ({tipo.label.lower()}).")
    da = " o ".join(f"«{s.label}»" for s in StatoIstanza if any(s in t.da for t in of_kind))
    raise ProcedimentoError(
        f"«{passo.label}» si può fare quando il procedimento è {da}; ora è «{stato.label}».", fonte=of_kind[0].fonte
    )
