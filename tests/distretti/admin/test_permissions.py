"""Who opens which screen of the desk: a table written by hand, tried as every role; and what the menu offers."""

import re

import pytest

from distretti.models import Iscrizione
from identita.models import User
from tests.distretti.admin.conftest import GROUPS, Signed
from tests.factories import make_iscrizione

pytestmark = pytest.mark.slow

# Screen → roles that open it. All the others are sent back to the admin's home (302), or find nothing (404).
READERS = {"funzionario.ricerca", "funzionario.agricoltura", "dirigente.ricerca", "lettore"}
RICERCA = {"funzionario.ricerca", "dirigente.ricerca"}
OFFICERS = RICERCA | {"funzionario.agricoltura"}
SCREENS: dict[str, set[str]] = {
    "registro/": READERS,
    "registro/?export=csv": READERS,
    "registro/RP-1-0001/": READERS,
    "registro/RP-6-0001/": READERS,
    "registro/nuova/": {"funzionario.ricerca", "funzionario.agricoltura", "dirigente.ricerca"},
    "registro/nuova/1/iscrizione/": RICERCA,
    "registro/nuova/6/iscrizione/": {"funzionario.agricoltura"},
    "registro/RP-1-0001/annota/": RICERCA,
    "registro/RP-1-0001/annota/variazione/": RICERCA,
    "registro/RP-1-0001/rettifica/1/": RICERCA,
    "registro/RP-6-0001/annota/": {"funzionario.agricoltura"},
    "registro/deleghe/": OFFICERS,
    "registro/deleghe/nuova/": OFFICERS,
    "registro/RP-1-0001/organi/": RICERCA,
    "registro/RP-6-0001/organi/": {"funzionario.agricoltura"},
    "registro/aderenti/": OFFICERS | {"redattore.ricerca"},
    "registro/aderenti/modello.csv": OFFICERS | {"redattore.ricerca"},
    "registro/RP-1-0001/aderenti/": RICERCA | {"redattore.ricerca"},
    "registro/RP-6-0001/aderenti/": {"funzionario.agricoltura"},
}
# Role → what the group «Registro» of the menu offers.
MENU: dict[str, list[str]] = {
    "redattore": [],
    "redattore.ricerca": [],  # «Aderenti» comes with the first entry to write
    "funzionario.ricerca": ["registro_modeladmin_index", "registro-nuova", "registro-elenchi", "registro-deleghe"],
    "funzionario.agricoltura": ["registro_modeladmin_index", "registro-nuova", "registro-elenchi", "registro-deleghe"],
    "dirigente.ricerca": ["registro_modeladmin_index", "registro-nuova", "registro-elenchi", "registro-deleghe"],
    "amministratore": [],
    "lettore": ["registro_modeladmin_index"],
}


@pytest.fixture
def both_sides(funzionario: User, altro: User) -> list[Iscrizione]:
    return [make_iscrizione("Nautica", by=funzionario), make_iscrizione("Cibo", by=altro, sezione=6)]


@pytest.mark.parametrize("role", GROUPS)
@pytest.mark.parametrize("path", SCREENS)
def test_each_screen_opens_to_its_roles_alone(
    signed: Signed, both_sides: list[Iscrizione], path: str, role: str
) -> None:
    status = signed(role).get(f"/admin/{path}").status_code
    assert (status == 200) == (role in SCREENS[path]), status
    assert status in {200, 302, 404}


@pytest.mark.parametrize("path", SCREENS)
def test_nobody_enters_without_signing_in(client: object, both_sides: list[Iscrizione], path: str) -> None:
    response = client.get(f"/admin/{path}")  # type: ignore[attr-defined]
    assert response.status_code == 302
    assert "/admin/login/" in response["Location"]


@pytest.mark.parametrize("role", GROUPS)
def test_the_menu_offers_what_the_role_can_use(signed: Signed, registro: None, role: str) -> None:
    text = signed(role).get("/admin/").content.decode()
    assert re.findall(r"\"(registro(?:_modeladmin_index|-[a-z-]+))\"", text) == MENU[role]
