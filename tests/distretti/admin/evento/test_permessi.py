"""The other structure records nothing, by no address and no forged form."""

import pytest
from django.test import Client

from distretti.models import Annotazione, Iscrizione
from identita.models import User
from tests.distretti.admin.evento.modulo import ATTO, DECORRENZA, VOCE
from tests.distretti.admin.pages import look
from tests.factories import make_iscrizione

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    "path",
    [
        "/admin/registro/RP-6-0001/annota/",
        "/admin/registro/RP-6-0001/annota/revoca/",
        "/admin/registro/RP-6-0001/rettifica/2/",
        "/admin/registro/nuova/6/iscrizione/",
    ],
)
def test_the_other_structure_records_nothing(officer: Client, nautica: Iscrizione, altro: User, path: str) -> None:
    make_iscrizione("Distretto del Cibo", by=altro, sezione=6)
    assert officer.get(path).status_code == 404
    data = {**ATTO, **DECORRENZA, "chiave": "abc", "passo": "registra", "motivo": "x", "come": "annulla"}
    assert officer.post(path, data).status_code in {404, 405}
    assert Annotazione.objects.count() == 2


def test_an_entry_of_the_other_structure_does_not_flow_by_a_forged_form(
    officer: Client, nautica: Iscrizione, moda: Iscrizione, altro: User
) -> None:
    make_iscrizione("Distretto del Cibo", by=altro, sezione=6)
    back = look(officer, f"{VOCE}annota/fusione/").send(
        "anteprima", **ATTO, **DECORRENZA, confluita_in="RP-1-0002", insieme_a=["RP-6-0001"]
    )
    assert "non è" in back.error_of("insieme_a")
    assert Annotazione.objects.count() == 3
