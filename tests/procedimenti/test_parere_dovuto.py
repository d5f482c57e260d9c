"""No recognition, conferma or revoca without the opinion of the Nucleo, whatever way leads to the decision."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from core.clock import now
from identita.models import User
from procedimenti.enums import Passo, StatoIstanza, TipoProcedimento
from procedimenti.exceptions import ProcedimentoError
from procedimenti.models import Istanza, PassoIstanza
from tests.procedimenti.conftest import OGGI, assigned, step
from tests.procedimenti.test_esito import decided, grant
from tests.procedimenti.test_schermate import desk

P = Passo
pytestmark = pytest.mark.usefixtures("oggi")


@pytest.fixture
def around(funzionario: User) -> Istanza:
    """In decisione by way of a notice of refusal and its observations: the Nucleo was never asked."""
    istanza = assigned(funzionario)
    step(istanza, P.PREAVVISO, funzionario)
    step(istanza, P.OSSERVAZIONI, funzionario)
    step(istanza, P.PROPOSTA, funzionario, controdeduzioni="Le osservazioni si accolgono.")
    return istanza


def test_a_notice_of_refusal_is_no_way_around_the_opinion(around: Istanza, funzionario: User, collega: User) -> None:
    with pytest.raises(ProcedimentoError, match="serve il parere del Nucleo") as told:
        grant(around, collega)
    assert told.value.fonte == "art. 16 L. 241/1990"
    around.refresh_from_db()
    assert (around.stato, around.iscrizione) == (StatoIstanza.IN_DECISIONE, None)
    step(around, P.RESTITUZIONE, collega)
    step(around, P.RICHIESTA_PARERE, funzionario)
    step(around, P.PARERE, funzionario, esito="favorevole")
    step(around, P.PROPOSTA, funzionario)
    assert grant(around, collega).stato == StatoIstanza.ACCOLTA


def test_the_case_says_why_it_cannot_be_granted(around: Istanza, collega: User) -> None:
    client: Client = desk(collega)
    assert (
        "Prima di accogliere serve il parere del Nucleo"
        in client.get(f"/admin/procedimenti/{around.numero}/").content.decode()
    )


def test_it_may_still_be_refused(around: Istanza, collega: User) -> None:
    step(around, P.RIGETTO, collega)
    assert around.stato == StatoIstanza.RIGETTATA


def test_a_kind_that_asks_for_none_is_granted_without(funzionario: User, collega: User) -> None:
    voce = grant(decided(funzionario), collega).iscrizione
    istanza = assigned(funzionario, tipo=TipoProcedimento.VARIAZIONE, iscrizione=voce, dati={"sito": "https://x.it"})
    step(istanza, P.PROPOSTA, funzionario)
    assert grant(istanza, collega, numero="901").stato == StatoIstanza.ACCOLTA


def test_the_database_refuses_it_too(around: Istanza, collega: User) -> None:
    row = {
        "istanza": around,
        "seq": around.passi.count() + 1,
        "passo": P.ACCOGLIMENTO,
        "da": StatoIstanza.IN_DECISIONE,
        "a": StatoIstanza.ACCOLTA,
        "giorno_dal": OGGI,
        "giorno_al": OGGI,
        "giorno_precisione": "giorno",
        "registrato_il": now(),
        "registrato_da": collega,
    }
    with pytest.raises(IntegrityError, match="no grant without the opinion"), transaction.atomic():
        PassoIstanza.objects.create(**row)
    # What was concluded elsewhere comes in with its last step alone.
    PassoIstanza.objects.create(**row | {"da": StatoIstanza.PRESENTATA})
