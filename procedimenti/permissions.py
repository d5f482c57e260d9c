"""Who may read a procedure and take each step, inside the wall of competence (design laws 3 and 4)."""

from collections.abc import Collection
from typing import Any

from identita.enums import Competenza, Permesso
from procedimenti.enums import Chi, Passo, Transizione
from procedimenti.exceptions import ProcedimentoError


def can_handle(user: Any, competenza: Competenza | str) -> bool:
    """Tell whether `user` treats the istanze of a structure."""
    return bool(user.is_active) and bool(user.has_competenza(competenza, Permesso.HANDLE_ISTANZA))


def check_handle(user: Any, competenza: Competenza | str) -> None:
    """Raise ProcedimentoError unless `can_handle`."""
    if not can_handle(user, competenza):
        raise ProcedimentoError("Le istanze le tratta chi lavora nella struttura competente per la sezione.")


def import_competenze(user: Any) -> frozenset[Competenza]:
    """Return the structures in whose name `user` may import what exists: where he records facts and treats istanze."""
    records, handles = user.competenze_with(Permesso.RECORD_ANNOTAZIONE), user.competenze_with(Permesso.HANDLE_ISTANZA)
    return frozenset(records & handles)


def check_import(user: Any) -> frozenset[Competenza]:
    """Return `import_competenze`; raises ProcedimentoError if there is none."""
    found = import_competenze(user)
    if not found:
        raise ProcedimentoError("I dati che già esistono li importa chi lavora in una delle strutture competenti.")
    return found


def can_manage_nucleo(user: Any, competenza: Competenza | str) -> bool:
    """Tell whether `user` prepares the sedute of the Nucleo of a structure and writes what is done in them."""
    return bool(user.is_active) and bool(user.has_competenza(competenza, Permesso.MANAGE_NUCLEO))


def check_manage_nucleo(user: Any, competenza: Competenza | str) -> None:
    """Raise ProcedimentoError unless `can_manage_nucleo`."""
    if not can_manage_nucleo(user, competenza):
        raise ProcedimentoError("Il Nucleo lo gestisce chi lavora nella struttura competente.")


def check_assign(user: Any, competenza: Competenza | str) -> None:
    """Raise ProcedimentoError unless `user` assigns the procedures of a structure."""
    if not user.has_competenza(competenza, Permesso.ASSIGN_ISTANZA):
        raise ProcedimentoError("Chi ha il potere sostitutivo lo scrive il dirigente della struttura.")


def can_write_regole(user: Any, competenza: Competenza | str) -> bool:
    """Tell whether `user` writes the rules of a structure that are data: declarations, ways to appeal, the Nucleo's."""
    return bool(user.is_active) and bool(user.has_competenza(competenza, Permesso.ASSIGN_ISTANZA))


def check_write_regole(user: Any, competenza: Competenza | str) -> None:
    """Raise ProcedimentoError unless `can_write_regole`."""
    if not can_write_regole(user, competenza):
        raise ProcedimentoError("Queste regole le scrive il dirigente della struttura.")


def why_not(
    user: Any,
    transizione: Transizione,
    *,
    competenza: Competenza | str,
    responsabile_id: int | None,
    istruttori: Collection[int],
) -> str:
    """Return why `user` may not take a step, in a sentence for the screen; empty if he may.

    `istruttori`: who took a step of the istruttoria so far.
    """
    if not can_handle(user, competenza):
        return "Le istanze le tratta chi lavora nella struttura competente per la sezione."
    if transizione.chi is Chi.DIRIGENTE and not user.has_competenza(competenza, Permesso.ASSIGN_ISTANZA):
        assigns = transizione.passo is Passo.ASSEGNAZIONE
        return f"{'Assegna i procedimenti' if assigns else 'Lo registra'} il dirigente della struttura."
    if transizione.chi is Chi.RESPONSABILE and user.pk != responsabile_id:
        return "Lo fa il responsabile del procedimento."
    if transizione.chi is Chi.ALTRO and user.pk in {responsabile_id, *istruttori}:
        return "Hai curato l’istruttoria: la decisione la registra un’altra persona."
    return ""


def check_may_take(user: Any, transizione: Transizione, **case: Any) -> None:
    """Raise ProcedimentoError with the sentence of `why_not`, if there is one."""
    reason = why_not(user, transizione, **case)
    if reason:
        raise ProcedimentoError(reason, fonte=transizione.fonte if transizione.chi is not Chi.ALTRO else "")
