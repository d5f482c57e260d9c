"""A seduta of the Nucleo: five members, one in conflict, one absent, two browsers, the tie, the opinion in the case."""

import email
import email.policy
from collections.abc import Callable
from datetime import date

from tests.browser.accessibility import violations
from tests.browser.person import PHONE, Person
from tests.browser.test_un_procedimento import take
from tests.demo import ADDRESS, DemoSite

People = Callable[..., Person]
NOMI = ("Anna Presidente", "Bruno Vice", "Carla Terza", "Dario Quarto", "Elena Quinta")
INCARICHI = ("presidente", "vicepresidente", "componente", "componente", "componente")
OGGI = date.today().strftime("%d/%m/%Y")


def write_case(officer: Person) -> str:
    """An istanza that waits for the opinion; returns the path of the case."""
    page = officer.page
    officer.open("/admin/procedimenti/nuovo/riconoscimento/")
    page.locator("[name=sezione]").select_option("6")
    page.locator("[name=richiedente]").fill("Mandorle di Toritto scarl")
    page.locator("[name=denominazione]").fill("Distretto del Cibo della Mandorla di Toritto")
    page.locator("[name=sintesi]").fill("Mandorleti, sgusciatori e pasticcerie tra Toritto e l’Alta Murgia.")
    page.get_by_role("button", name="Salva la bozza").click()
    page.wait_for_url("**/admin/procedimenti/I-*/")
    case = page.url.split("registro.example.it")[1]
    for passo in ("presentazione", "presa_in_carico", "avvio_istruttoria", "richiesta_parere"):
        take(officer, case, passo)
    return case


def name_members(officer: Person) -> None:
    page = officer.page
    for nome, incarico in zip(NOMI, INCARICHI, strict=True):
        officer.open("/admin/nucleo/componenti/nuovo/")
        page.locator("[name=nome]").fill(nome)
        page.locator("[name=incarico]").select_option(incarico)
        page.locator("[name=email]").fill(f"{nome.split()[0].lower()}@example.it")
        page.locator("[name=dal]").fill("03/03/2025")
        page.get_by_role("button", name="Aggiungi il componente").click()
        page.wait_for_url("**/admin/nucleo/componenti/")


def convene(officer: Person) -> str:
    """Prepare a seduta of tonight on the case and convene it; returns its path."""
    page = officer.page
    officer.open("/admin/nucleo/nuova/")
    page.locator("[name=giorno]").fill(OGGI)
    page.locator("[name=ora]").fill("23:59")
    page.locator("[name=modo]").select_option("mista")
    page.locator("[name=luogo]").fill("Sala riunioni, via Gobetti 26, Bari")
    page.get_by_role("button", name="Prepara la seduta").click()
    page.wait_for_url("**/admin/nucleo/*/")
    seduta = page.url.split("registro.example.it")[1]
    choice = page.locator("[name=istanza] option", has_text="Mandorle di Toritto").get_attribute("value")
    page.locator("[name=istanza]").select_option(choice)
    page.get_by_role("button", name="Aggiungi all’ordine del giorno").click()
    page.get_by_role("link", name="Convoca la seduta").click()
    page.get_by_role("button", name="Convoca e invia i messaggi").click()
    page.get_by_text("Seduta convocata").wait_for()
    return seduta


def links_by_mail(site: DemoSite) -> dict[str, str]:
    """The path of each member's link, by address, as the messages that left bear it."""
    assert site.manage("tick").returncode == 0
    found = {}
    for path in (site.folder / "mail").iterdir():
        for raw in path.read_bytes().split(b"-" * 79):
            message = email.message_from_bytes(raw.strip(), policy=email.policy.default)
            body = message.get_content() if message["To"] else ""
            if "/nucleo/" in body and "Mandorle di Toritto" in body:
                found[str(message["To"])] = "/nucleo/" + body.split("/nucleo/")[1].split()[0]
    return found


def vote(member: Person, link: str, label: str, testo: str = "") -> None:
    page = member.page
    member.open(link)
    page.get_by_label(label, exact=True).check()
    page.get_by_label("Motivi").fill(testo)
    page.get_by_role("button", name="Vota").click()
    page.get_by_text("Hai votato").wait_for()


def open_with_presences(officer: Person, seduta: str) -> None:
    """Open the seduta; everybody is there but the last."""
    page = officer.page
    officer.open(f"{seduta}atto/apertura/")
    page.get_by_role("button", name="Apri la seduta").click()
    page.get_by_text("Seduta aperta").wait_for()
    for nome in NOMI:
        row = page.locator("tr", has_text=nome)
        row.get_by_label("Assente" if nome == NOMI[-1] else "Presente").check()
    page.get_by_role("button", name="Registra le presenze").click()
    page.get_by_text("Presenze registrate.").wait_for()


def declare_conflict(member: Person, link: str) -> None:
    page = member.page
    member.open(link)
    page.get_by_text("Hai un conflitto di interessi su questo punto?").click()
    page.get_by_label("In che cosa consiste").fill("È socio di un’impresa che aderisce.")
    page.get_by_role("button", name="Dichiara il conflitto").click()
    page.get_by_text("Hai dichiarato un conflitto").wait_for()


def vote_from_two_browsers(chief: Person, vice: Person, links: dict[str, str]) -> None:
    """Both have the page open before either votes; the page can be used on a phone."""
    chief.open(links["anna@example.it"])
    vice.open(links["bruno@example.it"])
    assert violations(vice.page) == []
    vice.page.set_viewport_size(PHONE)
    assert vice.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    vice.take_picture("nucleo-personale")
    vice.page.get_by_label("Non favorevole").check()
    chief.page.get_by_label("Favorevole", exact=True).check()
    vice.page.get_by_label("Motivi").fill("Il piano di spesa non regge.")
    chief.page.get_by_role("button", name="Vota").click()
    vice.page.get_by_role("button", name="Vota").click()
    for one in (chief, vice):
        one.page.get_by_text("Hai votato").wait_for()


def write_sheet(officer: Person, seduta: str) -> None:
    page = officer.page
    officer.open(f"{seduta}punti/1/")
    assert violations(page, within="main") == []
    page.locator("[name^=punteggio_]").first.fill("4")
    page.locator("[name^=giudizio_]").first.fill("Le imprese lavorano già insieme.")
    page.get_by_role("button", name="Salva la scheda").click()
    page.get_by_text("Scheda salvata.").wait_for()
    officer.open(f"{seduta}punti/1/")
    officer.take_picture("nucleo-punto", whole=False)


def close(officer: Person, seduta: str, site: DemoSite) -> None:
    """Close on the tie that the rule decides, and fetch the verbale in both its forms."""
    page = officer.page
    officer.open(f"{seduta}atto/chiusura/")
    page.get_by_text("a parità prevale il voto di chi presiede, Anna Presidente").wait_for()
    officer.take_picture("nucleo-chiusura", whole=False)
    page.get_by_role("button", name="Chiudi e genera il verbale").click()
    page.get_by_text("Seduta chiusa").wait_for()
    for formato, magic in (("docx", b"PK\x03\x04"), ("pdf", b"%PDF")):
        answer = page.request.get(f"http://{site.server_address}{seduta}verbale.{formato}", headers=_cookies(officer))
        assert (answer.status, answer.body()[:4]) == (200, magic)


def test_a_seduta_from_the_convocation_to_the_opinion(people: People, site: DemoSite) -> None:
    officer = people("funzionario.agricoltura")  # its Nucleo has nobody yet: the demonstration’s is the other’s
    page = officer.page
    case = write_case(officer)
    name_members(officer)
    officer.take_picture("nucleo-componenti", whole=False)
    seduta = convene(officer)
    links = links_by_mail(site)
    assert sorted(links) == sorted(f"{n.split()[0].lower()}@example.it" for n in NOMI)
    open_with_presences(officer, seduta)

    chief, vice, dario, carla = people(), people(), people(), people()
    declare_conflict(dario, links["dario@example.it"])
    vote_from_two_browsers(chief, vice, links)
    vote(carla, links["carla@example.it"], "Astensione")
    officer.open(seduta)
    page.get_by_text("3 voti su 3 presenti").wait_for()
    assert violations(page, within="main") == []
    officer.take_picture("nucleo-seduta", whole=False)
    write_sheet(officer, seduta)
    close(officer, seduta, site)

    officer.open(f"{case}?scheda=nucleo")
    page.get_by_text("Parere favorevole. Seduta n.").first.wait_for()
    assert page.get_by_text("Parere reso").count() > 0
    assert page.locator("#termine-parere").count() == 0, "the clock of the opinion has stopped"
    chief.open(links["anna@example.it"])
    assert chief.page.get_by_role("button", name="Vota").count() == 0


def _cookies(person: Person) -> dict[str, str]:
    """The session of a person, for a request to the server's own port."""
    return {
        "Cookie": "; ".join(f"{c['name']}={c['value']}" for c in person.context.cookies()),
        "Host": ADDRESS.removeprefix("http://"),
    }
