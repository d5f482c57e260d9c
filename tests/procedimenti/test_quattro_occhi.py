"""What was submitted is what is decided, and who verified it does not decide it."""

import datetime as dt
import io

import pytest

from identita.models import User
from procedimenti.actions.istanza import add_allegato, change_istanza, upload_aderenti
from procedimenti.actions.istruttoria import record_verifica
from procedimenti.enums import Passo, Requisito, StatoIstanza, TipoAllegato, TipoProcedimento
from procedimenti.exceptions import ProcedimentoError
from procedimenti.models import Fotografia, Istanza
from tests.archivio.files import pdf
from tests.distretti.elenchi import CANTIERI, xlsx
from tests.procedimenti.conftest import OGGI, assigned, draft, step
from tests.procedimenti.test_esito import grant

P, D = Passo, dt.date
pytestmark = pytest.mark.usefixtures("oggi")


@pytest.fixture
def suspended(funzionario: User) -> Istanza:
    istanza = assigned(funzionario, D(2026, 9, 1))
    campi = ["denominazione", "richiedente", "aderenti", "documenti"]
    step(istanza, P.RICHIESTA_INTEGRAZIONE, funzionario, D(2026, 9, 10), campi=campi)
    return istanza


def test_nothing_that_nobody_submitted_goes_on_to_the_decision(suspended: Istanza, funzionario: User) -> None:
    change_istanza(istanza=suspended, by=funzionario, dati={**suspended.dati, "denominazione": "Un altro distretto"})
    upload_aderenti(istanza=suspended, by=funzionario, contenuto=xlsx(CANTIERI), al=D(2026, 9, 30))
    with pytest.raises(ProcedimentoError, match=r"è cambiato: denominazione, Aderenti\. Registra l’integrazione"):
        step(suspended, P.RIPRESA, funzionario, D(2026, 10, 12))
    assert suspended.stato == StatoIstanza.SOSPESA
    step(suspended, P.INTEGRAZIONE, funzionario, D(2026, 10, 12))
    last = Fotografia.objects.latest("pk").contenuto
    assert (last["dati"]["denominazione"], len(last["elenco"])) == ("Un altro distretto", 1)


def test_put_back_as_it_was_the_case_goes_on(suspended: Istanza, funzionario: User) -> None:
    change_istanza(istanza=suspended, by=funzionario, richiedente="Un altro")
    change_istanza(istanza=suspended, by=funzionario, richiedente="Legno di Puglia scarl")
    add_allegato(istanza=suspended, by=funzionario, stream=io.BytesIO(pdf()), nome="a.pdf", tipo=TipoAllegato.ALTRO)
    step(suspended, P.RIPRESA, funzionario, D(2026, 10, 12))
    assert suspended.stato == StatoIstanza.IN_ISTRUTTORIA


def test_who_verified_the_requirements_does_not_decide(funzionario: User, collega: User, dirigente: User) -> None:
    istanza = draft(collega, tipo=TipoProcedimento.CENSIMENTO, sezione=5)
    step(istanza, P.PRESENTAZIONE, collega)
    step(istanza, P.PRESA_IN_CARICO, collega)
    record_verifica(istanza=istanza, requisito=Requisito.FIRMA, esito="si", motivo="Firma autografa.", by=collega)
    step(istanza, P.ASSEGNAZIONE, dirigente, responsabile=funzionario.pk)
    for passo in (P.AVVIO_ISTRUTTORIA, P.PROPOSTA):
        step(istanza, passo, funzionario)
    with pytest.raises(ProcedimentoError, match="Hai curato l’istruttoria"):
        grant(istanza, collega)
    grant(istanza, dirigente)
    assert istanza.stato == StatoIstanza.ACCOLTA
    assert istanza.concluso_il == OGGI
