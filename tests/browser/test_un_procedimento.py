"""A recognition as the office lives it: a PEC with 83 members, an integration on two fields, the opinion, the act."""

import json
import time
import urllib.request
from collections.abc import Callable
from typing import Any

from stdnum import luhn

from tests.archivio.files import pdf
from tests.browser.person import Person
from tests.demo import DemoSite
from tests.distretti.elenchi import xlsx

People = Callable[..., Person]
NOME = "Distretto Produttivo del Legno e dell’Arredo"
MEMBERS = 83


def members() -> bytes:
    numbers = [f"{1_000_000 + n}072" for n in range(MEMBERS)]
    return xlsx(*([f"Segheria {n} s.r.l.", "Impresa", n + luhn.calc_check_digit(n)] for n in numbers))


def take(person: Person, case: str, passo: str, **fields: str) -> None:
    """Take a step on its own screen; fields by name."""
    page = person.page
    person.open(f"{case}passo/{passo}/")
    for name, value in fields.items():
        page.locator(f"[name={name}]").fill(value)
    page.locator(".desk-actions button[type=submit]").click()
    page.wait_for_url(f"**{case}")


def find(site: DemoSite, nome: str) -> dict[str, Any] | None:
    url = f"http://{site.server_address}/api/v1/iscrizioni?q=legno&limit=100"
    with urllib.request.urlopen(url, timeout=5) as answer:
        items: list[dict[str, Any]] = json.load(answer)["items"]
    return next((item for item in items if item["denominazione"] == nome), None)


def found_within_a_second(site: DemoSite, nome: str) -> dict[str, Any] | None:
    deadline = time.monotonic() + 1
    while time.monotonic() < deadline:
        item = find(site, nome)
        if item is not None:
            return item
        time.sleep(0.05)
    return None


def write_istanza(officer: Person) -> str:
    """Enter the istanza with its members and its papers; returns the path of the case."""
    page = officer.page
    officer.open("/admin/procedimenti/")
    page.get_by_role("link", name="Nuovo procedimento").click()
    page.get_by_role("link", name="Riconoscimento e iscrizione").click()
    page.locator("[name=sezione]").select_option("1")
    page.locator("[name=richiedente]").fill("Legno di Puglia scarl")
    page.locator("[name=pec_richiedente]").fill("legno@pec.example.it")
    page.locator("[name=denominazione]").fill(NOME)
    page.locator("[name=sintesi]").fill("Segherie e mobilifici.")
    page.get_by_role("button", name="Salva la bozza").click()
    page.wait_for_url("**/admin/procedimenti/I-*/")
    case = page.url.split("registro.example.it")[1]
    page.locator(".proc-schede").get_by_role("link", name="Documenti").click()
    page.locator("form[action$='/aderenti/'] [name=file]").set_input_files(
        {"name": "elenco.xlsx", "mimeType": "application/octet-stream", "buffer": members()}
    )
    page.locator("[name=al]").fill("30/06/2026")
    page.get_by_role("button", name="Carica l’elenco").click()
    page.get_by_text(f"Elenco caricato: {MEMBERS} aderenti.").wait_for()
    page.locator("[name=tipo]").select_option("statuto")
    page.locator("form[action$='/allegati/'] [name=file]").set_input_files(
        {"name": "statuto.pdf", "mimeType": "application/pdf", "buffer": pdf()}
    )
    page.get_by_role("button", name="Aggiungi al fascicolo").click()
    page.get_by_role("link", name="statuto.pdf").wait_for()
    return case


def ask_and_integrate(officer: Person, case: str) -> None:
    """Ask for two fields, and write in what came back."""
    page = officer.page
    officer.open(f"{case}passo/richiesta_integrazione/")
    page.get_by_label("Sintesi", exact=True).check()
    page.get_by_label("PEC di chi presenta l’istanza").check()
    page.locator("[name=motivo]").fill("La sintesi non dice dove sono le imprese; la PEC non è quella dell’ente.")
    page.get_by_text("Che cosa si chiede").scroll_into_view_if_needed()
    officer.take_picture("procedimento-integrazione", whole=False)
    page.locator(".desk-actions button[type=submit]").click()
    page.wait_for_url(f"**{case}")
    page.get_by_role("link", name="Inserisci i dati dell’integrazione").click()
    assert page.locator("[name=richiedente]").count() == 0
    page.locator("[name=sintesi]").fill("Segherie e mobilifici della Murgia e del Salento.")
    page.locator("[name=pec_richiedente]").fill("legnodipuglia@pec.example.it")
    page.get_by_role("button", name="Salva", exact=True).click()
    page.wait_for_url(f"**{case}")
    take(officer, case, "integrazione")
    officer.take_picture("procedimento-caso", whole=False)
    officer.open(f"{case}?scheda=comunicazioni")
    officer.take_picture("procedimento-comunicazioni", whole=False)


def accept(officer: Person, case: str) -> None:
    """Decide the case by an act of today."""
    page = officer.page
    officer.open(f"{case}passo/accoglimento/")
    officer.take_picture("procedimento-accoglimento", whole=False)
    page.locator("[name=atto_scelta][value=nuovo]").check()
    page.locator("[name=atto_numero]").fill("913")
    for name in ("atto_data_giorno", "decorrenza_giorno"):
        today = page.evaluate("new Date().toLocaleDateString('it-IT', {day:'2-digit',month:'2-digit',year:'numeric'})")
        page.locator(f"[name={name}]").fill(today)
    page.locator(".desk-actions button[type=submit]").click()


def test_from_a_pec_to_the_public_entry(people: People, site: DemoSite) -> None:
    officer, other = people("funzionario.ricerca"), people("funzionario.ricerca2")
    case = write_istanza(officer)
    page = officer.page
    take(officer, case, "presentazione", protocollo_numero="12345")
    take(officer, case, "presa_in_carico")
    take(officer, case, "avvio_istruttoria")
    ask_and_integrate(officer, case)
    take(officer, case, "richiesta_parere")
    officer.open(f"{case}passo/parere/")
    page.locator("[name=esito]").select_option("favorevole")
    page.locator(".desk-actions button[type=submit]").click()
    page.wait_for_url(f"**{case}")
    take(officer, case, "proposta")
    decides = page.get_by_role("link", name="Registra l’accoglimento")
    assert decides.count() == 0, "who did the istruttoria does not decide"
    officer.open("/admin/procedimenti/?ordine=recenti")
    officer.take_picture("procedimenti-elenco", whole=False)

    assert find(site, NOME) is None
    accept(other, case)
    item = found_within_a_second(site, NOME)
    assert item is not None
    other.page.wait_for_url(f"**{case}")
    url = f"http://{site.server_address}/api/v1/iscrizioni/{item['codice']}"
    with urllib.request.urlopen(url, timeout=5) as answer:
        assert json.load(answer)["aderenti"]["totale"] == MEMBERS
    assert site.manage("verify_registro").returncode == 0
