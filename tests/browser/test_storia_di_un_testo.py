"""A text from its editor to the public: written, seen beforehand, submitted, sent back, corrected, approved, read."""

import json
import time
import urllib.request
from collections.abc import Callable
from typing import Any

from tests.browser.person import Person
from tests.demo import DemoSite

People = Callable[..., Person]
TITLE, CODICE = "Distretto Produttivo della Meccanica Pugliese", "RP-1-0011"
FIRST = "La meccanica pugliese: imprese, università e centri di ricerca che lavorano insieme."
BETTER = "La meccanica pugliese: 95 imprese nel 2010, con università e centri di ricerca."
# While it is drawn anew there are two frames: the old one, and the one that takes its place.
_IN_PREVIEW = """(text) => [...document.querySelectorAll("iframe[title='Anteprima']")]
  .some((frame) => frame.contentDocument?.body?.innerText.includes(text))"""
ASKED = "Aggiungi quante sono le imprese e in quale anno."


def read_entry(site: DemoSite) -> dict[str, Any]:
    """Read the entry as the regional website does."""
    with urllib.request.urlopen(f"http://{site.server_address}/api/v1/iscrizioni/{CODICE}", timeout=5) as answer:
        found: dict[str, Any] = json.load(answer)
    return found


def is_read_within_a_second(site: DemoSite, sintesi: str) -> bool:
    deadline = time.monotonic() + 1
    while time.monotonic() < deadline:
        if read_entry(site)["sintesi"] == sintesi:
            return True
        time.sleep(0.05)
    return False


def open_scheda(person: Person) -> None:
    person.open("/admin/pages/search/?q=Meccanica")
    person.page.get_by_role("link", name=TITLE, exact=True).first.click()
    person.page.wait_for_url("**/edit/")


def see_beforehand(person: Person, sintesi: str) -> None:
    """Wait until the preview beside the form shows what is being written, in the public page's own clothes."""
    person.page.get_by_role("button", name="Anteprima").first.click()
    person.page.wait_for_function(_IN_PREVIEW, arg=sintesi)


def submit(person: Person, sintesi: str) -> None:
    person.page.get_by_label("Sintesi", exact=True).fill(sintesi)
    person.take_picture("scheda-da-scrivere", whole=False)
    person.page.get_by_role("button", name="Invia in moderazione").click()
    person.page.wait_for_load_state()


def decide(person: Person, button: str) -> None:
    person.open("/admin/moderazione/")
    person.page.get_by_role("link", name=TITLE).click()
    person.take_picture("moderazione-confronto")
    if button == "Chiedi modifiche":
        person.page.locator("textarea[name=testo]").fill(ASKED)
    person.page.get_by_role("button", name=button).click()
    person.page.wait_for_url("**/admin/moderazione/")


def test_a_text_is_written_sent_back_corrected_approved_and_read(people: People, site: DemoSite) -> None:
    redattore, funzionario, stranger = (
        people(u) for u in ("redattore", "funzionario.ricerca", "funzionario.agricoltura")
    )
    before = read_entry(site)["sintesi"]

    open_scheda(redattore)
    page_address = redattore.page.url.removesuffix("/edit/").rsplit("/", 1)[-1]
    redattore.page.get_by_label("Sintesi", exact=True).fill(FIRST)
    see_beforehand(redattore, FIRST)
    submit(redattore, FIRST)
    assert read_entry(site)["sintesi"] == before
    assert redattore.open(f"/admin/moderazione/{page_address}/") == 404

    assert stranger.open(f"/admin/moderazione/{page_address}/") == 404
    stranger.open("/admin/moderazione/")
    assert TITLE not in stranger.page.content()

    decide(funzionario, "Chiedi modifiche")
    assert read_entry(site)["sintesi"] == before

    open_scheda(redattore)
    assert ASKED in redattore.page.content()
    redattore.take_picture("modifiche-richieste", whole=False)
    submit(redattore, BETTER)

    decide(funzionario, "Approva e pubblica")
    assert is_read_within_a_second(site, BETTER)
    public = people()
    public.open(f"/registro/{CODICE}")
    assert BETTER in public.page.content()
    proof = site.manage("verify_registro")
    assert proof.returncode == 0, proof.stderr
    for person in (redattore, stranger):
        person.forgive("status of 404")
