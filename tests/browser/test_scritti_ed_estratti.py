"""What the office hands out: a letter from its model to the closed PDF, a certified extract that anybody checks."""

from collections.abc import Callable

from tests.browser.accessibility import violations
from tests.browser.person import PHONE, Person
from tests.demo import ADDRESS

People = Callable[..., Person]
CODICE = "RP-1-0011"


AT_REST = "() => document.getAnimations().every((one) => one.playState !== 'running')"
# Whether the heading of a screen of the desk is seen whole; the public pages have none of that kind.
HEADING_WHOLE = """() => {
  const heading = document.querySelector("[data-w-breadcrumbs]");
  return !heading || heading.scrollHeight <= heading.clientHeight + 1;
}"""


def read_well(person: Person, *, within: str = "main") -> None:
    """For everybody: axe finds nothing, on a phone nothing is wider than the page and the heading is whole."""
    person.page.wait_for_function(AT_REST)  # a message that is still fading in has no contrast yet
    assert violations(person.page, within=within) == []
    size = person.page.viewport_size
    assert size is not None
    person.page.set_viewport_size(PHONE)
    assert person.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert person.page.evaluate(HEADING_WHOLE)
    person.page.set_viewport_size(size)


def test_a_letter_from_its_model_to_the_pdf_that_is_kept(people: People) -> None:
    officer = people("funzionario.ricerca")
    page = officer.page
    officer.open("/admin/procedimenti/?vista=miei")
    page.get_by_role("link", name="Ali senza pilota").click()
    page.wait_for_url("**/admin/procedimenti/I-*/")
    assert page.get_by_role("heading", level=1).inner_text().startswith("Ali senza pilota")
    read_well(officer)
    page.locator(".proc-schede").get_by_role("link", name="Comunicazioni").click()
    page.get_by_role("link", name="Comunicazione di avvio").click()
    page.wait_for_url("**/scritti/*/")
    read_well(officer)
    page.get_by_role("button", name="Prepara: comunicazione di avvio").click()
    page.get_by_text("Lo scritto è pronto").wait_for()
    read_well(officer)
    officer.take_picture("scritto-preparato", whole=False)
    page.get_by_role("button", name="Chiudi lo scritto").click()
    page.get_by_text("Lo scritto è chiuso").wait_for()
    read_well(officer)
    officer.take_picture("scritto-chiuso", whole=False)
    page.get_by_role("link", name="I-").first.click()
    page.locator(".proc-schede").get_by_role("link", name="Cronologia").click()
    page.locator(".desk-moment", has_text="Avvio dell’istruttoria").get_by_text("(chiuso)").wait_for()


def issue(officer: Person) -> tuple[str, bytes]:
    """Issue an extract of today; returns the path where it is checked, and its file."""
    page = officer.page
    officer.open(f"/admin/registro/{CODICE}/")
    page.get_by_role("link", name="Estratti certificati").click()
    page.wait_for_url("**/admin/estratti/*/")
    read_well(officer)
    page.get_by_role("button", name="Rilascia l’estratto").click()
    page.get_by_text("Rilasciato l’estratto").wait_for()
    read_well(officer)
    officer.take_picture("estratti-voce", whole=False)
    address = page.get_by_role("link", name="Apri la verifica").first.get_attribute("href")
    assert address is not None
    with page.expect_download() as download:
        page.get_by_role("link", name="Scarica il PDF").first.click()
    return address.removeprefix(ADDRESS), download.value.path().read_bytes()


def test_an_extract_is_issued_and_whoever_holds_it_checks_it(people: People) -> None:
    path, data = issue(people("funzionario.ricerca"))
    citizen = people()
    page = citizen.page
    citizen.open("/")
    page.get_by_role("link", name="Verifica un estratto").click()
    page.wait_for_url("**/verifica")
    read_well(citizen, within="body")
    page.get_by_label("Codice di verifica").fill(path.rsplit("/", 1)[1].lower())
    page.get_by_role("button", name="Verifica").click()
    page.get_by_text("Per quel giorno il registro dice ancora le stesse cose.").wait_for()
    read_well(citizen, within="body")
    citizen.take_picture("estratto-verifica", whole=False)
    changed = bytes([*data[:-1], data[-1] ^ 1])
    for held, said in ((data, "Sì: è identico"), (changed, "No: non è il file rilasciato.")):
        sent = {"name": "estratto.pdf", "mimeType": "application/pdf", "buffer": held}
        page.get_by_label("Scegli il PDF").wait_for()  # the script that reads it has begun
        page.get_by_label("Scegli il PDF").set_input_files(sent)  # type: ignore[arg-type]
        page.get_by_text(said).wait_for()
    read_well(citizen, within="body")
