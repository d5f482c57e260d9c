"""An act that renames a district, from the officer's form to the API and the public page."""

import json
import time
import urllib.request
from collections.abc import Callable
from typing import Any

from tests.browser.person import Person
from tests.demo import DemoSite

People = Callable[..., Person]
CODICE, BEFORE = "RP-1-0011", "Distretto Produttivo della Meccanica Pugliese"
AFTER = "Distretto Produttivo della Meccanica e della Meccatronica Pugliese"


def read_entry(site: DemoSite, query: str = "") -> dict[str, Any]:
    with urllib.request.urlopen(f"http://{site.server_address}/api/v1/iscrizioni/{CODICE}{query}", timeout=5) as answer:
        found: dict[str, Any] = json.load(answer)
    return found


def is_named_within_a_second(site: DemoSite, name: str) -> bool:
    deadline = time.monotonic() + 1
    while time.monotonic() < deadline:
        if read_entry(site)["denominazione"] == name:
            return True
        time.sleep(0.05)
    return False


def write_act(person: Person) -> None:
    """Fill in the second step: a new act, its day, the new name."""
    page = person.page
    page.locator("[name=atto_scelta][value=nuovo]").check()
    page.locator("[name=atto_numero]").fill("912")
    page.locator("[name=atto_data_giorno]").fill("14/07/2026")
    page.locator("[name=atto_organo]").fill("Giunta regionale")
    page.locator("[name=atto_oggetto]").fill("Cambio di denominazione del distretto della meccanica")
    page.locator("[name=decorrenza_giorno]").fill("01/09/2026")
    page.locator("[name=denominazione]").fill(AFTER)


def test_an_act_renames_a_district(people: People, site: DemoSite) -> None:
    officer, stranger, public = people("funzionario.ricerca"), people("funzionario.agricoltura"), people()
    officer.open("/admin/registro/")
    officer.take_picture("registro-vista", whole=False)
    officer.open(f"/admin/registro/{CODICE}/")
    officer.take_picture("registro-voce", whole=False)
    officer.page.get_by_role("link", name="Registra un atto").click()
    officer.page.wait_for_url("**/annota/")
    officer.take_picture("atto-1-scelta")
    officer.page.get_by_role("link", name="Variazione", exact=True).click()
    write_act(officer)
    officer.take_picture("atto-2-modulo")
    officer.page.get_by_role("button", name="Leggi la frase prima di registrare").click()
    sentence = officer.page.locator("blockquote").first.inner_text()
    assert AFTER in sentence
    assert "n. 912" in sentence
    assert read_entry(site)["denominazione"] == BEFORE, "nothing is recorded before it is confirmed"
    officer.take_picture("atto-3-frase")
    officer.page.get_by_role("button", name="Registra nel registro").click()
    assert is_named_within_a_second(site, AFTER)
    officer.page.wait_for_url(f"**/registro/{CODICE}/**")

    assert read_entry(site, "?alla_data=2026-08-31")["denominazione"] == BEFORE
    assert public.open(f"/registro/{CODICE}") == 200
    assert public.page.get_by_role("heading", level=1).inner_text() == AFTER
    public.take_picture("scheda-pubblica", whole=False)
    public.open(f"/registro/{CODICE}?alla_data=2026-08-31")
    assert public.page.get_by_role("heading", level=1).inner_text() == BEFORE
    public.take_picture("scheda-passata", whole=False)

    assert stranger.open(f"/admin/registro/{CODICE}/annota/") == 404
    stranger.forgive("status of 404")
    assert site.manage("verify_registro").returncode == 0


def test_the_other_screens_of_the_desk(people: People, site: DemoSite) -> None:
    officer, public = people("funzionario.ricerca"), people()
    for name, path in {"deleghe": "/admin/registro/deleghe/", "aderenti": "/admin/registro/aderenti/"}.items():
        assert officer.open(path) == 200
        officer.take_picture(name, whole=False)
    for name, path in {
        "home-pubblica": "/",
        "elenco-pubblico": "/registro?provincia=BA",
        "api": "/api/v1/docs",
    }.items():
        assert public.open(path) == 200
        public.take_picture(name, whole=False)
    admin = people("admin")
    assert admin.open("/admin/users/") == 200
    admin.take_picture("utenti", whole=False)
    assert admin.open("/admin/chiavi/nuova/") == 200
    admin.page.fill("[name=nome]", "Sito regionale")
    admin.page.fill("[name=contatto]", "sito@example.it")
    admin.take_picture("chiave-nuova", whole=False)
