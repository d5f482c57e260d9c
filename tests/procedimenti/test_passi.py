"""The steps of a procedure, and what each refuses with its article."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from core.canonical import digest
from core.uncertain_dates import in_month, on_day
from identita.models import User
from procedimenti.actions.istanza import change_istanza
from procedimenti.actions.passi import Richiesta, take_passo
from procedimenti.actions.protocollo import NumeroDato
from procedimenti.enums import EsitoParere, Passo, StatoIstanza
from procedimenti.exceptions import ProcedimentoError
from procedimenti.models import Fotografia, Protocollo
from procedimenti.selectors.caso import giorni_parere, parere_of_istanza
from tests.procedimenti.conftest import OGGI, assigned, draft, step

P, S = Passo, StatoIstanza
pytestmark = pytest.mark.usefixtures("oggi")


def refused(istanza: object, passo: Passo, by: User, giorno: dt.date = OGGI, **dati: object) -> str:
    with pytest.raises(ProcedimentoError) as error, transaction.atomic():
        step(istanza, passo, by, giorno, **dati)  # type: ignore[arg-type]
    return error.value.intero


def test_receipt_fixes_the_term_and_takes_a_snapshot(funzionario: User) -> None:
    istanza = draft(funzionario)
    passo = step(istanza, P.PRESENTAZIONE, funzionario, dt.date(2026, 10, 1))
    assert istanza.numero == "I-2026-00001"
    assert (istanza.giorni, istanza.giorni_confermati) == (90, False)
    assert istanza.scade_il == dt.date(2026, 12, 30)
    photo = Fotografia.objects.get(passo=passo)
    assert digest(photo.contenuto) == photo.sha256
    assert photo.contenuto["dati"]["denominazione"] == "Distretto Produttivo del Legno"
    assert str(passo.protocollo) == "interno 1/2026"


def test_a_draft_without_its_name_is_not_submitted(funzionario: User) -> None:
    istanza = draft(funzionario, dati={})
    assert "denominazione" in refused(istanza, P.PRESENTAZIONE, funzionario)


def test_what_was_submitted_is_sealed_but_for_what_is_asked_again(funzionario: User) -> None:
    istanza = assigned(funzionario)
    with pytest.raises(ProcedimentoError, match="non si cambia"):
        change_istanza(istanza=istanza, by=funzionario, sintesi="Altro")
    step(istanza, P.RICHIESTA_INTEGRAZIONE, funzionario, campi=["sintesi", "documenti"])
    with pytest.raises(ProcedimentoError, match="rappresentante"):
        change_istanza(istanza=istanza, by=funzionario, rappresentante="Ada Neri")
    change_istanza(istanza=istanza, by=funzionario, sintesi="Una filiera intera")
    passo = step(istanza, P.INTEGRAZIONE, funzionario)
    before, after = (f.contenuto["sintesi"] for f in Fotografia.objects.order_by("pk"))
    assert (before, after) == ("", "Una filiera intera")
    assert passo.fotografia.sha256 == digest(passo.fotografia.contenuto)


def test_the_term_is_suspended_once(funzionario: User) -> None:
    istanza = assigned(funzionario, dt.date(2026, 9, 1))
    step(istanza, P.RICHIESTA_INTEGRAZIONE, funzionario, dt.date(2026, 9, 10), campi=["sintesi"])
    step(istanza, P.INTEGRAZIONE, funzionario, dt.date(2026, 9, 25))
    assert istanza.scade_il == dt.date(2026, 12, 15)
    said = refused(istanza, P.RICHIESTA_INTEGRAZIONE, funzionario, campi=["sintesi"])
    assert "una volta sola" in said
    assert "art. 2, comma 7" in said


def test_an_integration_asks_for_something_that_is_there(funzionario: User) -> None:
    istanza = assigned(funzionario)
    assert "almeno un dato" in refused(istanza, P.RICHIESTA_INTEGRAZIONE, funzionario)
    assert "statuto" in refused(istanza, P.RICHIESTA_INTEGRAZIONE, funzionario, campi=["statuto"])


def test_without_an_answer_the_case_goes_on_after_thirty_days(funzionario: User, collega: User) -> None:
    istanza = assigned(funzionario, dt.date(2026, 9, 1))
    step(istanza, P.RICHIESTA_INTEGRAZIONE, funzionario, dt.date(2026, 9, 10), campi=["sintesi"])
    assert "10 ottobre 2026" in refused(istanza, P.RIPRESA, funzionario, dt.date(2026, 10, 10))
    step(istanza, P.RIPRESA, funzionario, dt.date(2026, 10, 11))
    step(istanza, P.IMPROCEDIBILITA, collega)
    assert istanza.stato == S.IMPROCEDIBILE
    assert istanza.concluso_il == OGGI


def test_an_opinion_says_its_outcome_and_its_prescriptions(funzionario: User) -> None:
    istanza = assigned(funzionario)
    step(istanza, P.RICHIESTA_PARERE, funzionario)
    assert "esito" in refused(istanza, P.PARERE, funzionario)
    assert "prescrizioni" in refused(istanza, P.PARERE, funzionario, esito=EsitoParere.CON_PRESCRIZIONI.value)
    step(istanza, P.PARERE, funzionario, esito=EsitoParere.FAVOREVOLE.value)
    assert istanza.stato == S.PARERE_RESO


def test_the_opinion_has_a_clock_of_its_own(funzionario: User) -> None:
    istanza = assigned(funzionario, dt.date(2026, 9, 1))
    assert parere_of_istanza(istanza) is None
    step(istanza, P.RICHIESTA_PARERE, funzionario, dt.date(2026, 9, 10))
    due = parere_of_istanza(istanza)
    assert due is not None
    assert due.scade_il == dt.date(2026, 9, 30)
    assert "solo mentre decorre" in refused(istanza, P.RINVIO, funzionario, dt.date(2026, 10, 1))
    step(istanza, P.RINVIO, funzionario, dt.date(2026, 9, 20))
    step(istanza, P.RICHIESTA_PARERE, funzionario, dt.date(2026, 10, 5))
    due = parere_of_istanza(istanza)
    assert due is not None
    assert due.scade_il == dt.date(2026, 10, 20)
    assert "una volta sola" in refused(istanza, P.RINVIO, funzionario)
    istanza.sezione.regole.filter(nome="termine_nucleo").delete()
    assert giorni_parere(istanza) == 20


def test_an_opinion_of_days_not_known_has_no_clock(funzionario: User) -> None:
    istanza = assigned(funzionario, dt.date(2026, 9, 1))
    step(istanza, P.RICHIESTA_PARERE, funzionario, dt.date(2026, 9, 10))
    step(istanza, P.RINVIO, funzionario, in_month(2026, 9))
    step(istanza, P.RICHIESTA_PARERE, funzionario, dt.date(2026, 10, 5))
    assert parere_of_istanza(istanza) is None
    other = assigned(funzionario, dt.date(2026, 9, 1))
    step(other, P.RICHIESTA_PARERE, funzionario, in_month(2026, 9))
    assert parere_of_istanza(other) is None


def test_without_the_opinion_there_is_no_decision(funzionario: User) -> None:
    istanza = assigned(funzionario)
    assert "«Parere reso»" in refused(istanza, P.PROPOSTA, funzionario)


def test_a_refusal_needs_the_notice_and_its_ten_days(funzionario: User, collega: User) -> None:
    istanza = assigned(funzionario, dt.date(2026, 9, 1))
    step(istanza, P.PREAVVISO, funzionario, dt.date(2026, 10, 1))
    assert "12 ottobre 2026" in refused(istanza, P.PROPOSTA, funzionario, dt.date(2026, 10, 12))  # the 11th is a Sunday
    step(istanza, P.PROPOSTA, funzionario, dt.date(2026, 10, 13))
    step(istanza, P.RIGETTO, collega)
    assert istanza.stato == S.RIGETTATA
    assert istanza.iscrizione is None


def test_observations_want_an_answer(funzionario: User) -> None:
    istanza = assigned(funzionario, dt.date(2026, 9, 1))
    step(istanza, P.PREAVVISO, funzionario, dt.date(2026, 10, 1))
    step(istanza, P.OSSERVAZIONI, funzionario, dt.date(2026, 10, 5))
    assert "osservazioni" in refused(istanza, P.PROPOSTA, funzionario, dt.date(2026, 10, 6))
    step(istanza, P.PROPOSTA, funzionario, dt.date(2026, 10, 6), controdeduzioni="Non cambiano l’esito.")
    assert istanza.stato == S.IN_DECISIONE


def test_a_refusal_without_notice_goes_back(funzionario: User, collega: User) -> None:
    istanza = assigned(funzionario)
    step(istanza, P.RICHIESTA_PARERE, funzionario)
    step(istanza, P.PARERE, funzionario, esito="non_favorevole")
    step(istanza, P.PROPOSTA, funzionario)
    assert "art. 10-bis" in refused(istanza, P.RIGETTO, collega)
    step(istanza, P.RESTITUZIONE, collega)
    assert istanza.stato == S.IN_ISTRUTTORIA


def test_who_did_the_istruttoria_does_not_close_it(funzionario: User, collega: User) -> None:
    istanza = assigned(funzionario)
    assert "un’altra persona" in refused(istanza, P.INAMMISSIBILITA, funzionario)
    step(istanza, P.INAMMISSIBILITA, collega)
    assert istanza.stato == S.INAMMISSIBILE


def test_days_go_forward(funzionario: User) -> None:
    istanza = assigned(funzionario)
    assert "futuro" in refused(istanza, P.RICHIESTA_PARERE, funzionario, OGGI + dt.timedelta(days=1))
    assert "precede" in refused(istanza, P.RICHIESTA_PARERE, funzionario, OGGI - dt.timedelta(days=1))


def test_the_second_of_two_officers_is_told(funzionario: User, collega: User) -> None:
    istanza = draft(funzionario)
    step(istanza, P.PRESENTAZIONE, funzionario)
    seen = Richiesta(versione=istanza.versione, giorno=on_day(OGGI))
    take_passo(istanza=istanza, passo=P.PRESA_IN_CARICO, by=funzionario, richiesta=seen)
    with pytest.raises(ProcedimentoError, match="un’altra persona ha fatto un passo"):
        take_passo(istanza=istanza, passo=P.PRESA_IN_CARICO, by=collega, richiesta=seen)
    istanza.refresh_from_db()
    assert istanza.responsabile == funzionario


def test_a_number_of_another_register_is_given_once(funzionario: User) -> None:
    given = NumeroDato("AOO_158", "12345", 2026)
    for case in (draft(funzionario), draft(funzionario)):
        seen = Richiesta(versione=0, giorno=on_day(OGGI), protocollo=given)
        if not Protocollo.objects.exists():
            take_passo(istanza=case, passo=P.PRESENTAZIONE, by=funzionario, richiesta=seen)
        else:
            with pytest.raises(ProcedimentoError, match="è già del caso I-2026-00001"):
                take_passo(istanza=case, passo=P.PRESENTAZIONE, by=funzionario, richiesta=seen)


def test_the_database_refuses_to_change_a_step(funzionario: User) -> None:
    passo = step(draft(funzionario), P.PRESENTAZIONE, funzionario)
    with pytest.raises(IntegrityError), transaction.atomic():
        type(passo).objects.filter(pk=passo.pk).update(motivo="Altro")
    with pytest.raises(IntegrityError), transaction.atomic():
        passo.protocollo.delete()
