"""Who opens which screen of the models: a table written by hand, tried as every role; and what the menu offers."""

import io

import pytest
from django.test import Client

from distretti.models import Sezione
from identita.models import User
from modulistica.actions.modello import open_modello
from modulistica.actions.versione import add_file, draft_versione
from modulistica.enums import UsoModello
from tests.archivio import files
from tests.distretti.admin.conftest import GROUPS
from tests.factories import make_funzionario
from tests.modulistica.admin.conftest import Signed
from tests.modulistica.conftest import START

pytestmark = [pytest.mark.usefixtures("local_stores"), pytest.mark.slow]
OFFICERS = {"funzionario.ricerca", "funzionario.agricoltura", "dirigente.ricerca"}
RICERCA = {"funzionario.ricerca", "dirigente.ricerca"}
# Screen → roles that open it: «ricerca» applies to section 1, «cibo» to section 6, «tutti» to both.
SCREENS: dict[str, set[str]] = {
    "": OFFICERS,
    "nuovo/": OFFICERS,
    "ricerca/": RICERCA,
    "ricerca/nuova-versione/": RICERCA,
    "ricerca/modifica/": RICERCA,
    "ricerca/v1/": RICERCA,
    "ricerca/v1/file/{ricerca}/": RICERCA,
    "cibo/": {"funzionario.agricoltura"},
    "cibo/nuova-versione/": {"funzionario.agricoltura"},
    "cibo/v1/": {"funzionario.agricoltura"},
    "cibo/v1/file/{cibo}/": {"funzionario.agricoltura"},
    "tutti/": OFFICERS,
    "tutti/v1/": OFFICERS,
    "tutti/v1/file/{tutti}/": OFFICERS,
    "tutti/v1/file/{cibo}/": set(),
    "tutti/v2/": set(),
    "nessuno/": set(),
}


@pytest.fixture
def opened(funzionario: User) -> dict[str, int]:
    """A model of each side and one of both, each with a draft; returns the key of the draft's file."""
    agricoltura = make_funzionario("agricoltura")
    found = {}
    for codice, sezioni, by in (
        ("ricerca", [1], funzionario),
        ("cibo", [6], agricoltura),
        ("tutti", [1, 6], agricoltura),
    ):
        chosen = list(Sezione.objects.filter(pk__in=sezioni))
        modello = open_modello(codice=codice, titolo=codice.title(), uso=UsoModello.ISTANZA, sezioni=chosen, by=by)
        versione = draft_versione(modello=modello, in_vigore_dal=START, by=by)
        item = add_file(versione=versione, stream=io.BytesIO(files.pdf()), nome="P.pdf", by=by)
        found[codice] = item.pk
    return found


@pytest.mark.parametrize("role", GROUPS)
def test_each_screen_opens_to_its_roles_alone(signed: Signed, opened: dict[str, int], role: str) -> None:
    client = signed(role)
    for path, roles in SCREENS.items():
        answer = client.get(f"/admin/modelli/{path.format(**opened)}")
        assert (answer.status_code == 200) == (role in roles), f"{path}: {answer.status_code}"
        assert answer.status_code in {200, 302, 404}
        _ = answer.getvalue() if answer.streaming else b""  # an answer half read keeps its file open


@pytest.mark.parametrize("role", [r for r in GROUPS if r not in RICERCA])
@pytest.mark.parametrize("passo", ["salva", "descrivi", "invia", "approva", "rinvia", "ritira"])
def test_no_step_is_taken_on_the_other_side(signed: Signed, opened: dict[str, int], role: str, passo: str) -> None:
    client = signed(role)
    for path in (
        "v1/",
        "v1/carica/",
        f"v1/file/{opened['ricerca']}/",
        "nuova-versione/",
        "modifica/",
        "modifica/decidi/",
    ):
        assert client.post(f"/admin/modelli/ricerca/{path}", {"passo": passo}).status_code in {302, 403, 404}
    assert client.get("/admin/modelli/ricerca/v1/").status_code != 200


def test_nobody_enters_without_signing_in(client: Client, opened: dict[str, int]) -> None:
    for path in SCREENS:
        response = client.get(f"/admin/modelli/{path.format(**opened)}")
        assert response.status_code == 302
        assert "/admin/login/" in response["Location"]


@pytest.mark.parametrize("role", GROUPS)
def test_the_menu_offers_the_models_to_officers(signed: Signed, registro: None, role: str) -> None:
    text = signed(role).get("/admin/").content.decode()
    assert ("modelli-elenco" in text) == (role in OFFICERS)


def test_the_list_holds_what_one_may_work_on(signed: Signed, opened: dict[str, int]) -> None:
    research = signed("funzionario.ricerca").get("/admin/modelli/").content.decode()
    assert "Ricerca" in research
    assert "Tutti" in research
    assert ">Cibo<" not in research
