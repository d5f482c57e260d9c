"""What an istanza of a file may say against the one that is already here, and how one that ended elsewhere may end."""

from collections.abc import Mapping
from typing import Any

from procedimenti.enums import Passo, StatoIstanza, TipoProcedimento
from procedimenti.exceptions import ProcedimentoError
from procedimenti.policies.stati import transizioni_of


def closing_step(tipo: TipoProcedimento, esito: StatoIstanza, *, voce: bool) -> Passo:
    """Return the step by which a procedure of this kind ends so; `voce`: the file names an entry.

    Raises ProcedimentoError if it cannot end so, or if it granted an entry that is not named.
    """
    found = next((t.passo for t in transizioni_of(tipo) if t.a is esito), None)
    if found is None:
        raise ProcedimentoError(f"«{tipo.label}» non può finire così.", campo="esito")
    if esito is StatoIstanza.ACCOLTA and not voce:
        raise ProcedimentoError("È stata accolta: indica la voce del registro.", campo="iscrizione")
    return found


def check_same_section(sezione: int, *, voce: Any) -> None:
    """Raise ProcedimentoError if a file ends a case of one section with an entry of another."""
    if voce.sezione_id != sezione:
        raise ProcedimentoError(
            f"Il caso è della sezione {sezione}, la voce {voce.codice} della sezione {voce.sezione_id}.",
            campo="iscrizione",
        )


def differences(fotografia: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a file says otherwise than what was submitted, by field, with what was; empty says nothing."""
    dati = fotografia["dati"]
    known = {**dati, **{name: value for name, value in fotografia.items() if name != "dati"}}
    return {name: known.get(name) or "niente" for name, value in said.items() if value and known.get(name) != value}
