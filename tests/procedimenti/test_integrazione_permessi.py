"""Who asks what is missing and who writes in the answer: the responsabile asks, the structure answers, nobody else."""

import io

import pytest
from django.test import Client

from identita.models import User
from procedimenti.actions.istanza import add_allegato, change_istanza, upload_aderenti
from procedimenti.enums import Passo, StatoIstanza, TipoAllegato
from procedimenti.exceptions import ProcedimentoError
from procedimenti.models import Istanza
from tests.archivio.files import pdf
from tests.distretti.elenchi import CANTIERI, xlsx
from tests.factories import make_funzionario, make_user
from tests.procedimenti.conftest import OGGI, assigned, step

P = Passo
pytestmark = pytest.mark.usefixtures("oggi")
CAMPI = ["rappresentante", "aderenti", "documento.statuto"]


@pytest.fixture
def suspended(funzionario: User) -> Istanza:
    istanza = assigned(funzionario)
    step(istanza, P.RICHIESTA_INTEGRAZIONE, funzionario, campi=CAMPI)
    return istanza


def test_only_the_responsabile_asks(funzionario: User, collega: User, dirigente: User) -> None:
    istanza = assigned(funzionario)
    for other in (collega, dirigente):
        with pytest.raises(ProcedimentoError, match="responsabile del procedimento"):
            step(istanza, P.RICHIESTA_INTEGRAZIONE, other, campi=CAMPI)
    for stranger in (make_funzionario("agricoltura"), make_user("lettore", "Lettore")):
        with pytest.raises(ProcedimentoError, match="struttura competente"):
            step(istanza, P.RICHIESTA_INTEGRAZIONE, stranger, campi=CAMPI)
    assert istanza.stato == StatoIstanza.IN_ISTRUTTORIA
    step(istanza, P.RICHIESTA_INTEGRAZIONE, funzionario, campi=CAMPI)


def test_a_colleague_of_the_structure_writes_in_the_answer(suspended: Istanza, collega: User) -> None:
    change_istanza(istanza=suspended, by=collega, rappresentante="Ada Neri")
    upload_aderenti(istanza=suspended, by=collega, contenuto=xlsx(CANTIERI), al=OGGI)
    add_allegato(istanza=suspended, by=collega, stream=io.BytesIO(pdf()), nome="s.pdf", tipo=TipoAllegato.STATUTO)
    step(suspended, P.INTEGRAZIONE, collega)
    assert suspended.stato == StatoIstanza.IN_ISTRUTTORIA


@pytest.mark.parametrize("who", ["agricoltura", "lettore"])
def test_nobody_else_does(suspended: Istanza, who: str) -> None:
    other = make_user("lettore", "Lettore") if who == "lettore" else make_funzionario(who)
    with pytest.raises(ProcedimentoError, match="struttura competente"):
        change_istanza(istanza=suspended, by=other, rappresentante="Ada Neri")
    with pytest.raises(ProcedimentoError, match="struttura competente"):
        upload_aderenti(istanza=suspended, by=other, contenuto=xlsx(CANTIERI), al=OGGI)
    client = Client()
    client.force_login(other)
    for path in ("", "modifica/", "passo/integrazione/"):
        assert client.get(f"/admin/procedimenti/{suspended.numero}/{path}").status_code in {302, 403, 404}
    suspended.refresh_from_db()
    assert (suspended.rappresentante, suspended.aderenti_al) == ("", None)
