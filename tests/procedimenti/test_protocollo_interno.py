"""The embedded register gives its own numbers, one after the other: nobody else writes under its name."""

import pytest

from core.uncertain_dates import on_day
from identita.models import User
from procedimenti.actions.passi import Richiesta, take_passo
from procedimenti.actions.protocollo import NumeroDato
from procedimenti.enums import Passo
from procedimenti.exceptions import ProcedimentoError
from procedimenti.models import Protocollo
from tests.procedimenti.conftest import OGGI, assigned, draft

pytestmark = pytest.mark.usefixtures("oggi")


@pytest.mark.parametrize("nome", ["interno", "Interno", " INTERNO"])
def test_a_number_given_elsewhere_is_not_of_this_register(funzionario: User, nome: str) -> None:
    """Number 3 of an import would stand in the way of the third step, and of every one after it."""
    istanza = draft(funzionario)
    given = NumeroDato(nome, "3", OGGI.year)
    richiesta = Richiesta(versione=0, giorno=on_day(OGGI), protocollo=given, altrove=True)
    with pytest.raises(ProcedimentoError) as told:
        take_passo(istanza=istanza, passo=Passo.PRESENTAZIONE, by=funzionario, richiesta=richiesta)
    assert told.value.campo == "protocollo_registro"
    assert "Il registro «interno» è di questo sistema" in told.value.messaggio


def test_numbers_follow_one_another(funzionario: User) -> None:
    for _ in range(2):
        assigned(funzionario)
    assert list(Protocollo.objects.order_by("pk").values_list("numero", flat=True)) == [str(n) for n in range(1, 7)]
