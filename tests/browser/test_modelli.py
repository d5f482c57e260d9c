"""The models in a browser: the public page at both widths, and an officer's new version with dropped files."""

import base64
import datetime as dt
import socket
from collections.abc import Callable

from modulistica.schemas import address_of
from tests.browser.accessibility import violations
from tests.browser.person import DESKTOP, PHONE, Person
from tests.demo import HOST, ROOT, DemoSite

People = Callable[..., Person]
DATA = ROOT / "modulistica" / "data" / "file"
_DROP = """([selector, files]) => {
  const box = document.querySelector(selector), data = new DataTransfer();
  for (const [name, text] of files) {
    data.items.add(new File([Uint8Array.from(atob(text), (c) => c.charCodeAt(0))], name));
  }
  for (const kind of ["dragenter", "dragover", "drop"]) {
    box.dispatchEvent(new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));
  }
}"""


def drop(person: Person, *names: str) -> None:
    """Drop files on the box, as a person does from a folder."""
    person.page.locator(".modelli-carica--script").wait_for()
    sent = [[name, base64.b64encode((DATA / name).read_bytes()).decode()] for name in names]
    person.page.evaluate(_DROP, ["[data-modelli-carica]", sent])


def test_the_public_page_is_for_everybody(people: People) -> None:
    person = people()
    for size in (DESKTOP, PHONE):
        person.page.set_viewport_size(size)
        assert person.open("/modelli") == 200
        person.page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
        assert violations(person.page) == []
        assert person.page.evaluate("document.documentElement.scrollWidth") <= size["width"]


def test_the_page_is_reached_from_home_and_menu_and_gives_the_file(people: People) -> None:
    person = people()
    person.open("/")
    assert person.page.get_by_role("navigation", name="Principale").get_by_role("link", name="Modelli").count() == 1
    person.page.get_by_role("link", name="Scarica i modelli").click()
    article = person.page.locator("#relazione-annuale")
    with person.page.expect_download() as download:
        article.get_by_role("link", name="Documento Word").first.click()
    assert download.value.suggested_filename == "relazione-annuale.docx"
    assert address_of("relazione-annuale").endswith("/modelli/relazione-annuale")
    article.get_by_text("Scaricalo già compilato").click()
    article.get_by_label("Codice della voce nel registro").fill("RP-1-0011")
    with person.page.expect_download() as filled:
        article.get_by_role("button", name="Scarica con i dati").click()
    assert filled.value.suggested_filename == "relazione-annuale-v1-RP-1-0011.docx"


def test_a_new_version_from_dropped_files_to_the_public(people: People, site: DemoSite) -> None:
    author, second, visitor = people("funzionario.ricerca"), people("funzionario.ricerca2"), people()
    author.page.get_by_role("link", name="Modelli").first.click()
    author.take_picture("modelli-elenco")
    author.page.get_by_role("link", name="Relazione Annuale").click()
    author.page.get_by_role("link", name="Prepara una nuova versione").click()
    author.page.fill("[name=novita]", "Gli addetti si chiedono anno per anno.")
    author.page.check("[name=cambia_obbligatori]")
    author.page.get_by_role("button", name="Continua con i file").click()
    drop(author, "programma-di-sviluppo.docx", "programma-di-sviluppo.pdf")
    author.page.locator(".modelli-caricati li").nth(1).wait_for()
    assert violations(author.page, within="main .modelli-carica") == []
    author.page.check("[name=avvertito]")
    author.page.locator("#file").evaluate("box => box.scrollIntoView()")
    author.take_picture("modelli-bozza")
    author.page.get_by_role("button", name="Invia in approvazione").click()
    author.page.get_by_text("la deve approvare un altro funzionario").first.wait_for()
    second.open("/admin/")
    second.page.get_by_role("link", name="Relazione Annuale, versione 2").click()
    second.take_picture("modelli-approvazione")
    second.page.get_by_role("button", name="Approva la versione 2").click()
    second.page.get_by_text("Approvata la versione 2.").wait_for()
    second.take_picture("modelli-modello")
    visitor.open("/modelli")
    visitor.take_picture("modelli-pubblica", whole=False)
    article = visitor.page.locator("#relazione-annuale")
    assert "Versione 2, in vigore" in article.inner_text()
    assert "Gli addetti si chiedono anno per anno." in article.inner_text()
    article.get_by_text("1 versione di prima").click()
    assert dt.date(2025, 3, 3).strftime("%Y") in article.inner_text()
    assert violations(visitor.page) == []


def test_the_officers_screens_are_for_everybody(people: People) -> None:
    author = people("funzionario.ricerca")
    for path in ("", "nuovo/", "relazione-annuale/", "relazione-annuale/v1/", "programma-di-sviluppo/nuova-versione/"):
        assert author.open(f"/admin/modelli/{path}") == 200
        assert violations(author.page, within="main .nice-padding") == [], path
    author.page.get_by_role("button", name="Continua con i file").click()
    drop(author, "programma-di-sviluppo.docx")
    author.page.locator(".modelli-caricati li").wait_for()
    assert violations(author.page, within="main .nice-padding") == []


def test_a_refused_file_says_why_and_the_others_come_in(people: People) -> None:
    author = people("funzionario.ricerca")
    author.open("/admin/modelli/delega/nuova-versione/")
    author.page.get_by_role("button", name="Continua con i file").click()
    drop(author, "../modelli.toml", "delega.pdf")
    refused = author.page.locator(".modelli-invii__no")
    refused.wait_for()
    assert "Non è un tipo di file accettato" in refused.inner_text()
    author.page.locator(".modelli-caricati li", has_text="delega.pdf").wait_for()
    author.forgive("422")


def test_an_upload_cut_in_the_middle_leaves_nothing(people: People, site: DemoSite) -> None:
    author = people("funzionario.ricerca")
    author.open("/admin/modelli/informativa-privacy/nuova-versione/")
    author.page.get_by_role("button", name="Continua con i file").click()
    author.page.locator(".modelli-carica--script").wait_for()
    token = author.page.locator("[data-modelli-carica] [name=csrfmiddlewaretoken]").input_value()
    cookies = "; ".join(f"{c['name']}={c['value']}" for c in author.context.cookies())
    data = (DATA / "informativa-privacy.pdf").read_bytes()
    parts = (
        f'--B\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{token}\r\n'
        '--B\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n'
    )
    head = (
        "POST /admin/modelli/informativa-privacy/v2/carica/ HTTP/1.1\r\n"
        f"Host: {HOST}\r\nCookie: {cookies}\r\nContent-Type: multipart/form-data; boundary=B\r\n"
        f"Content-Length: {len(parts) + len(data) + 9}\r\n\r\n{parts}"
    )
    host, port = site.server_address.split(":")
    for cut in (0, 10, len(data) // 2, len(data) - 1):
        with socket.create_connection((host, int(port))) as connection:
            connection.sendall(head.encode() + data[:cut])
    author.page.reload()
    assert author.page.locator(".modelli-caricati li").count() == 0
    assert site.manage("verify_files").returncode == 0
    drop(author, "informativa-privacy.pdf")
    author.page.locator(".modelli-caricati li").wait_for()
