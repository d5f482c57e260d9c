"""The public pages and the screens of the desk for everybody: axe, keyboard, a phone's width."""

from collections.abc import Callable

import pytest

from tests.browser.accessibility import violations
from tests.browser.person import DESKTOP, PHONE, Person

People = Callable[..., Person]
PUBLIC = [
    "/",
    "/registro",
    "/registro?q=moda&provincia=BA",
    "/registro?q=parolachenonesiste",
    "/sezioni/1",
    "/registro/RP-1-0011",
    "/registro/RP-1-0001?alla_data=2009-01-01",
    "/registro/RP-1-0001?alla_data=1999-01-01",
    "/registro/RP-1-0001?alla_data=ieri",
    "/modelli",
    "/pagine",
    "/dati",
    "/api/v1/docs",
    "/non-esiste",
]
DESK = [
    "/admin/registro/",
    "/admin/registro/RP-1-0011/",
    "/admin/registro/RP-1-0011/annota/",
    "/admin/registro/RP-1-0011/annota/variazione/",
    "/admin/registro/deleghe/",
    "/admin/registro/deleghe/nuova/",
    "/admin/registro/aderenti/",
    "/admin/registro/RP-1-0011/aderenti/",
    "/admin/registro/RP-1-0011/organi/",
    "/admin/moderazione/",
    "/admin/procedimenti/",
    "/admin/procedimenti/carichi-e-tempi/",
    "/admin/procedimenti/nuovo/",
]


@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page_is_for_everybody(people: People, path: str) -> None:
    person = people()
    for size in (DESKTOP, PHONE):
        person.page.set_viewport_size(size)
        person.open(path)
        assert violations(person.page) == []
        assert person.page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    person.forgive("status of 40")


@pytest.mark.parametrize("path", DESK)
def test_a_screen_of_the_desk_is_for_everybody(people: People, path: str) -> None:
    person = people("funzionario.ricerca")
    for size in (DESKTOP, PHONE):
        person.page.set_viewport_size(size)
        assert person.open(path) == 200
        assert violations(person.page, within="main") == []
        assert person.page.evaluate("document.documentElement.scrollWidth") <= size["width"]


def test_the_register_is_searched_and_read_by_keyboard_alone(people: People) -> None:
    person = people()
    person.open("/registro")
    keyboard, page = person.page.keyboard, person.page
    keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#contenuto"
    keyboard.press("Enter")
    page.wait_for_url("**#contenuto")
    assert page.evaluate("document.activeElement.id") == "contenuto"
    for _step in range(40):
        keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "q":
            break
    keyboard.type("meccanica pugliese")
    keyboard.press("Enter")
    page.wait_for_url("**/registro?*q=meccanica*")
    for _step in range(80):
        keyboard.press("Tab")
        if "/registro/RP-1-0011" in (page.evaluate("document.activeElement.href") or ""):
            break
    keyboard.press("Enter")
    page.wait_for_url("**/registro/RP-1-0011")
