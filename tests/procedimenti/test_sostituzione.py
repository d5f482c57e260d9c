"""Past the term somebody else may conclude: who he is, the applicant's request, the taking over, half of the term."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from core.models import Messaggio
from core.uncertain_dates import in_month
from distretti.exceptions import DatiError
from identita.enums import Competenza
from identita.models import User
from procedimenti.actions.setup import load_titolari
from procedimenti.actions.sostituzione import record_titolare
from procedimenti.enums import Passo, StatoIstanza, TipoProcedimento
from procedimenti.exceptions import ProcedimentoError
from procedimenti.models import Istanza, TitolarePotereSostitutivo
from procedimenti.selectors.struttura.sostituzione import sostituzione_of, titolare_on
from tests.factories import make_funzionario, make_iscrizione, make_user
from tests.procedimenti.conftest import OGGI, assigned, step

P, D = Passo, dt.date
RECEIVED = D(2026, 7, 1)  # ninety days later it is 29 September
DUE = D(2026, 9, 29)
WHO = "Direttore generale"
pytestmark = pytest.mark.usefixtures("oggi")


@pytest.fixture
def late(funzionario: User) -> Istanza:
    istanza = assigned(funzionario, RECEIVED)
    assert istanza.scade_il == DUE
    return istanza


def name_holder(by: User, dal: dt.date = OGGI, **more: str) -> TitolarePotereSostitutivo:
    said = {"incarico": WHO, "nome": "Ada Neri", "recapito": "direzione@pec.example.it", "fonte": "DGR 1/2026"} | more
    return record_titolare(competenza=Competenza.RICERCA, valido_dal=dal, by=by, **said)


def refused(istanza: Istanza, passo: Passo, by: User, giorno: dt.date = OGGI, **dati: str) -> str:
    with pytest.raises(ProcedimentoError) as error, transaction.atomic():
        step(istanza, passo, by, giorno, **dati)
    return error.value.intero


def test_until_somebody_is_named_it_is_whom_the_law_names(late: Istanza, dirigente: User) -> None:
    found = sostituzione_of(late, on=OGGI)
    assert found is not None
    assert found.titolare is not None
    assert str(found.titolare).startswith("Dirigente generale")
    assert not found.titolare.confermato
    assert (found.richiesta, found.presa, found.calcolo) == (None, None, None)
    named = name_holder(dirigente)
    assert (str(named), named.confermato) == ("Direttore generale, Ada Neri", True)
    assert titolare_on("ricerca", on=OGGI) == named
    assert str(titolare_on("ricerca", on=OGGI - dt.timedelta(days=1))).startswith("Dirigente generale")
    assert str(titolare_on("ricerca", on=D(2020, 1, 1))).startswith("Dirigente generale")
    load_titolari()
    assert TitolarePotereSostitutivo.objects.filter(competenza="ricerca").count() == 2


def test_a_case_in_time_says_nothing_of_it(funzionario: User) -> None:
    istanza = assigned(funzionario)
    assert sostituzione_of(istanza, on=OGGI) is None
    assert sostituzione_of(istanza, on=istanza.scade_il or OGGI) is None


def test_half_of_the_term_runs_from_the_request(late: Istanza, funzionario: User, dirigente: User) -> None:
    asked = step(late, P.RICHIESTA_SOSTITUZIONE, funzionario, D(2026, 10, 5), richiesta_da="Legno di Puglia scarl")
    assert asked.protocollo.verso == "ingresso"
    taken = step(late, P.SOSTITUZIONE, dirigente, D(2026, 10, 12), titolare=WHO)
    assert taken.dati == {"titolare": WHO, "entro": "2026-11-19"}
    assert (late.stato, late.scade_il) == (StatoIstanza.IN_ISTRUTTORIA, DUE)
    found = sostituzione_of(late, on=OGGI)
    assert found is not None
    assert (found.richiesta, found.presa) == (asked, taken)
    assert found.calcolo is not None
    assert "metà di 90 giorni sono 45" in found.calcolo.righe[0].testo
    body = Messaggio.objects.get(chiave=f"passo:{taken.pk}").contenuto["body"]
    assert "Lo esercita Direttore generale: deve concludere entro il 19 novembre 2026." in body


def test_ex_officio_it_runs_from_the_taking_over(late: Istanza, dirigente: User) -> None:
    taken = step(late, P.SOSTITUZIONE, dirigente, D(2026, 10, 12), titolare=WHO)
    assert taken.dati["entro"] == "2026-11-26"
    found = sostituzione_of(late, on=OGGI)
    assert found is not None
    assert found.calcolo is not None
    assert "esercitato d’ufficio il 12 ottobre 2026" in found.calcolo.righe[0].testo


def test_what_was_asked_stays_told_when_the_case_is_over(late: Istanza, funzionario: User) -> None:
    step(late, P.RICHIESTA_SOSTITUZIONE, funzionario, in_month(2026, 10), richiesta_da="Il richiedente")
    step(late, P.RINUNCIA, funzionario)
    found = sostituzione_of(late, on=OGGI)
    assert found is not None
    assert found.richiesta is not None
    assert found.richiesta.quando == "ottobre 2026"


def test_while_the_term_runs_nobody_else_concludes(funzionario: User, dirigente: User, late: Istanza) -> None:
    said = refused(late, P.RICHIESTA_SOSTITUZIONE, funzionario, DUE, richiesta_da="Il richiedente")
    assert "finisce il 29 settembre 2026" in said
    assert "art. 2, comma 9-ter" in said
    assert "non era ancora passato" in refused(late, P.SOSTITUZIONE, dirigente, DUE, titolare=WHO)
    Istanza.objects.filter(pk=late.pk).update(scade_il=None)
    late.refresh_from_db()
    assert "non era ancora passato. (art. 2" in refused(late, P.SOSTITUZIONE, dirigente, titolare=WHO)


def test_each_is_recorded_once_and_says_who(late: Istanza, funzionario: User, dirigente: User) -> None:
    assert "Scrivi chi ha chiesto" in refused(late, P.RICHIESTA_SOSTITUZIONE, funzionario)
    assert "Scrivi chi esercita" in refused(late, P.SOSTITUZIONE, dirigente, titolare="x" * 401)
    assert "non si vedono" in refused(late, P.SOSTITUZIONE, dirigente, titolare="a\0")
    step(late, P.RICHIESTA_SOSTITUZIONE, funzionario, richiesta_da="Il richiedente")
    assert "già registrato" in refused(late, P.RICHIESTA_SOSTITUZIONE, funzionario, richiesta_da="Il richiedente")


def test_the_dirigente_records_it_and_of_a_procedure_ex_officio_nobody_asks(funzionario: User, late: Istanza) -> None:
    assert "Lo registra il dirigente" in refused(late, P.SOSTITUZIONE, funzionario, titolare=WHO)
    voce = make_iscrizione("Distretto della Nautica", by=funzionario)
    istanza = assigned(funzionario, RECEIVED, tipo=TipoProcedimento.REVOCA, iscrizione=voce)
    said = refused(istanza, P.RICHIESTA_SOSTITUZIONE, funzionario, richiesta_da="x")
    assert "non è previsto in questo procedimento" in said


def test_the_notice_of_the_beginning_says_whom_to_ask(funzionario: User, dirigente: User) -> None:
    name_holder(dirigente)
    istanza = assigned(funzionario)
    for passo in istanza.passi.filter(passo__in=[P.PRESENTAZIONE, P.AVVIO_ISTRUTTORIA]):
        body = Messaggio.objects.get(chiave=f"passo:{passo.pk}").contenuto["body"]
        assert "concludere a: Direttore generale, Ada Neri, direzione@pec.example.it (art. 2, comma 9-ter" in body
    other = istanza.passi.get(passo=P.PRESA_IN_CARICO)
    assert "9-ter" not in Messaggio.objects.get(chiave=f"passo:{other.pk}").contenuto["body"]


def test_the_dirigente_names_the_holder_of_his_own_structure(funzionario: User, dirigente: User) -> None:
    for nobody in (
        funzionario,
        make_user("dirigente.agricoltura", "Dirigente – agricoltura"),
        make_funzionario("agricoltura"),
    ):
        with pytest.raises(ProcedimentoError, match="il dirigente della struttura"):
            name_holder(nobody)
    with pytest.raises(DatiError) as faults:
        name_holder(dirigente, D(2020, 1, 1), incarico=" ", fonte="", nome="x" * 201, recapito="a\0")
    assert set(faults.value.campi) == {"incarico", "fonte", "nome", "recapito", "valido_dal"}
    assert name_holder(dirigente, OGGI + dt.timedelta(days=1)).valido_dal > OGGI


def test_the_database_refuses_to_change_a_holder(dirigente: User) -> None:
    named = name_holder(dirigente)
    with pytest.raises(IntegrityError), transaction.atomic():
        TitolarePotereSostitutivo.objects.filter(pk=named.pk).update(nome="Altri")
    with pytest.raises(IntegrityError), transaction.atomic():
        named.delete()
