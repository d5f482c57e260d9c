"""The days of the steps, where one of them is not known or comes twice: nothing goes back, nothing shortens a term."""

import datetime as dt

import pytest

from core.uncertain_dates import UncertainDate, not_known
from identita.models import User
from procedimenti.actions.istruttoria import record_verifica
from procedimenti.enums import Passo, Requisito
from procedimenti.exceptions import ProcedimentoError
from procedimenti.selectors.caso import parere_of_istanza
from tests.procedimenti.conftest import OGGI, assigned, draft, step

P, D = Passo, dt.date
pytestmark = pytest.mark.usefixtures("oggi")


@pytest.mark.parametrize("vague", [not_known(al=OGGI), not_known(al=OGGI, dal=D(2026, 1, 1))])
def test_a_day_not_known_opens_no_way_before_the_receipt(funzionario: User, vague: UncertainDate) -> None:
    istanza = draft(funzionario)
    step(istanza, P.PRESENTAZIONE, funzionario, D(2026, 9, 1))
    step(istanza, P.PRESA_IN_CARICO, funzionario, vague)
    for giorno in (D(2026, 2, 2), D(2026, 8, 31)):
        with pytest.raises(ProcedimentoError, match="Il passo precede quello di prima"):
            step(istanza, P.AVVIO_ISTRUTTORIA, funzionario, giorno)
    step(istanza, P.AVVIO_ISTRUTTORIA, funzionario, D(2026, 9, 1))


def test_late_observations_do_not_undo_those_that_came_in_time(funzionario: User) -> None:
    istanza = assigned(funzionario, D(2026, 9, 1))
    step(istanza, P.PREAVVISO, funzionario, D(2026, 10, 1))
    step(istanza, P.OSSERVAZIONI, funzionario, D(2026, 10, 9))
    end = istanza.scade_il
    assert end == D(2026, 12, 18)  # the ninetieth day, and the eighteen from the notice to ten days after
    step(istanza, P.OSSERVAZIONI, funzionario, D(2026, 10, 20))
    assert istanza.scade_il == end


def test_a_second_opinion_has_its_own_term_and_its_own_interruption(funzionario: User, collega: User) -> None:
    istanza = assigned(funzionario, D(2026, 9, 1))
    step(istanza, P.RICHIESTA_PARERE, funzionario, D(2026, 9, 2))
    step(istanza, P.PARERE, funzionario, D(2026, 9, 10), esito="favorevole")
    step(istanza, P.PROPOSTA, funzionario, D(2026, 9, 11))
    step(istanza, P.RESTITUZIONE, collega, D(2026, 9, 14))
    step(istanza, P.RICHIESTA_PARERE, funzionario, D(2026, 10, 19))
    due = parere_of_istanza(istanza)
    assert due is not None
    assert due.scade_il == D(2026, 11, 9)  # twenty days end on a Sunday
    step(istanza, P.RINVIO, funzionario, D(2026, 10, 26))
    assert istanza.stato == "in_istruttoria"


@pytest.mark.parametrize("unseen", ["\x0b", "\u202e"])
def test_what_nobody_sees_is_in_no_step(funzionario: User, unseen: str) -> None:
    """A step is kept for ever: neither its reasons nor what it says besides may show another text than is written."""
    istanza = assigned(funzionario)
    for passo, said in (
        (P.PREAVVISO, {"motivo": f"Man{unseen}ca"}),
        (P.RICHIESTA_INTEGRAZIONE, {"campi": ["sintesi"], "motivo": unseen + "x"}),
    ):
        with pytest.raises(ProcedimentoError, match="non si vedono") as told:
            step(istanza, passo, funzionario, **said)
        assert told.value.campo == "motivo"
    step(istanza, P.RICHIESTA_PARERE, funzionario)
    with pytest.raises(ProcedimentoError) as told:
        step(istanza, P.PARERE, funzionario, esito="con_prescrizioni", prescrizioni=f"a{unseen}b")
    assert told.value.campo == "prescrizioni"
    with pytest.raises(ProcedimentoError, match="non si vedono"):
        record_verifica(istanza=istanza, requisito=Requisito.FIRMA, esito="si", motivo=unseen + "x", by=funzionario)
