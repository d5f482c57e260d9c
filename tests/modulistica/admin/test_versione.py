"""A version from an officer's desk to the public: data, files, approval by another; whatever is refused says why."""

import datetime as dt
import re

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from archivio.depositi import key_of, store_of
from archivio.models import FileRicevuto
from core.canonical import sha256_hex
from core.clock import today
from core.italiano import show_day
from distretti.models import Sezione
from home.actions.demo.modelli import DATA
from home.models import ContenutoPage
from identita.models import User
from modulistica.actions.modello import open_modello
from modulistica.actions.versione import add_file, approve_versione, draft_versione, submit_versione
from modulistica.enums import StatoVersione, UsoModello
from modulistica.models import FileVersione, Modello, VersioneModello
from tests.archivio import files
from tests.distretti.admin.pages import Screen, look
from tests.home.conftest import pagina
from tests.home.conftest import publish as publish_page
from tests.modulistica.conftest import draft_with_files, publish

__all__ = ["pagina"]  # a fixture of the site's pages
pytestmark = [pytest.mark.usefixtures("stores"), pytest.mark.slow]
BASE = "/admin/modelli/programma-di-sviluppo/"


def form_of(screen: Screen, passo: str) -> dict[str, list[str]]:
    """What the form with the button `passo` would send."""
    button = screen.soup.select_one(f"button[name=passo][value={passo}]")
    assert button is not None, f"no button {passo}: {screen.text[:600]}"
    form = button.find_parent("form")
    assert form is not None
    alone = Screen(screen.client, screen.response)
    alone.soup = BeautifulSoup(f"<html>{form}</html>", "html.parser")
    return alone.values


def press(screen: Screen, passo: str, **changes: str) -> Screen:
    data = {**form_of(screen, passo), **changes, "passo": passo}
    return Screen(screen.client, screen.client.post(screen.url, data, follow=True))


def carica(client: Client, numero: int, *sent: SimpleUploadedFile, **headers: str) -> Screen:
    path = f"{BASE}v{numero}/carica/"
    return Screen(client, client.post(path, {"file": list(sent)}, follow=True, headers=headers))


def docx(mark: str = "a", name: str = "Programma.docx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, files.docx({"word/m.xml": mark.encode()}))


def test_from_an_empty_list_to_a_public_model(officer: Client, second: Client, client: Client) -> None:
    assert "Non c’è ancora nessun modello" in look(officer, "/admin/modelli/").text
    opened = look(officer, "/admin/modelli/nuovo/").send(
        titolo="Relazione annuale", codice="relazione-annuale", uso="relazione", sezioni=["1", "2"]
    )
    assert "Ora prepara la sua prima versione" in opened.text
    draft = Screen(officer, officer.post(opened.url, opened.values, follow=True))
    assert draft.url == "/admin/modelli/relazione-annuale/v1/"
    sent = {"file": [docx(), SimpleUploadedFile("Relazione.pdf", files.pdf())]}
    shown = Screen(officer, officer.post(f"{draft.url}carica/", sent, follow=True))
    assert "Programma.docx: caricato" in shown.text
    assert "Relazione.pdf: caricato" in shown.text
    assert "Inviata in approvazione" in press(shown, "invia").text
    read = look(second, draft.url)
    done = press(read, "approva")
    assert "Approvata la versione 1" in done.text
    assert client.get("/modelli/relazione-annuale").status_code == 302
    assert "In vigore versione 1" in look(officer, "/admin/modelli/").text


def test_what_is_wrong_is_said_beside_the_field(officer: Client, modello: Modello) -> None:
    new = look(officer, "/admin/modelli/nuovo/")
    refused = new.send(titolo="", codice="Due Parole")
    assert refused.error_of("titolo") == "Scrivi il titolo."
    assert "lettere minuscole" in refused.error_of("codice")
    assert refused.error_of("sezioni") == "Indica almeno una sezione."
    for codice, why in (("programma-di-sviluppo", "già di un altro"), ("nuovo", "riservato"), ("Maiuscole", "minus")):
        again = new.send(titolo="A", codice=codice, sezioni=["1"])
        assert why in again.error_of("codice")
    version = look(officer, f"{BASE}nuova-versione/").send(in_vigore_dal="31/02/2026")
    assert "un giorno che esiste" in version.error_of("in_vigore_dal")
    version = look(officer, f"{BASE}nuova-versione/").send(in_vigore_dal="01/03/2026", in_vigore_al="01/02/2026")
    assert "precede l’inizio" in version.error_of("in_vigore_al")
    assert look(officer, f"{BASE}nuova-versione/").send(in_vigore_dal="").error_of("in_vigore_dal").startswith("Indica")


def test_the_list_goes_by_what_one_wants_to_do(
    officer: Client, modello: Modello, funzionario: User, other: User
) -> None:
    open_modello(
        codice="istanza", titolo="Istanza", uso=UsoModello.ISTANZA, sezioni=[Sezione.objects.get(pk=1)], by=funzionario
    )
    publish(modello, funzionario, other)
    submit_versione(versione=draft_with_files(modello, funzionario, dal=today(), mark="b"), by=funzionario)
    screen = look(officer, "/admin/modelli/")
    assert [h.text for h in screen.soup.select(".modelli-uso h2")] == [
        "Chiedere il riconoscimento o l’iscrizione",
        "Presentare il Programma di Sviluppo",
    ]
    assert "2 modelli · una versione aspetta l’approvazione" in screen.text
    assert "Nessuna versione in vigore" in screen.text
    assert "istanza · sezione 1" in screen.text
    assert "tutte le sezioni · obbligatorio" in screen.text


def test_a_model_tells_its_life(officer: Client, modello: Modello, funzionario: User, other: User) -> None:
    publish(modello, funzionario, other)
    following = publish(modello, funzionario, other, dal=today() + dt.timedelta(days=30), mark="b")
    draft_with_files(modello, funzionario, dal=today() + dt.timedelta(days=60), mark="c")
    screen = look(officer, BASE)
    states = [s.text for s in screen.soup.select(".desk-timeline .desk-stato")]
    assert states == ["Bozza", "Approvata, non ancora in vigore", "In vigore"]
    end = following.in_vigore_dal - dt.timedelta(days=1)
    assert show_day(end) in screen.text
    assert "Continua la versione 3" in screen.text
    assert "Preparata da funzionario.ricerca Approvata da funzionario.ricerca2" in screen.text
    assert "https://registro.example.it/modelli/programma-di-sviluppo" in screen.text


def test_a_script_is_told_what_became_of_each_file(officer: Client, modello: Modello, funzionario: User) -> None:
    versione = draft_with_files(modello, funzionario)
    versione.file.all().delete()
    answer = officer.post(f"{BASE}v1/carica/", {"file": [docx()]}, headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json()["file"][0]["nome"]) == (200, "Programma.docx")
    again = officer.post(f"{BASE}v1/carica/", {"file": [docx("b")]}, headers={"Accept": "application/json"})
    assert again.status_code == 422
    assert "già un file in questo formato" in again.json()["file"][0]["esito"]
    assert not FileRicevuto.objects.filter(contenuto__sha256=sha256_hex(files.docx({"word/m.xml": b"b"}))).exists()
    nothing = officer.post(f"{BASE}v1/carica/", {}, headers={"Accept": "application/json"})
    assert nothing.json() == {"file": [{"nome": "", "esito": "Scegli almeno un file."}]}
    many = officer.post(f"{BASE}v1/carica/", {"file": [docx(str(n)) for n in range(7)]}, follow=True)
    assert "al massimo 6" in Screen(officer, many).text
    assert officer.get(f"{BASE}v1/carica/").status_code == 302


def test_files_are_described_read_and_taken_off(officer: Client, modello: Modello, funzionario: User) -> None:
    draft_with_files(modello, funzionario)
    pdf = FileVersione.objects.get(formato="pdf")
    screen = press(look(officer, f"{BASE}v1/"), "descrivi", **{f"accessibile-{pdf.pk}": "on", f"lingua-{pdf.pk}": "en"})
    assert "Lingua e accessibilità dei file sono salvate" in screen.text
    pdf.refresh_from_db()
    assert (pdf.accessibile, pdf.lingua) == (True, "en")
    read = officer.get(f"{BASE}v1/file/{pdf.pk}/")
    assert read.getvalue() == files.pdf()
    assert "no-store" in read["Cache-Control"]
    gone = Screen(officer, officer.post(f"{BASE}v1/file/{pdf.pk}/", follow=True))
    assert "Tolto Programma.pdf" in gone.text
    assert officer.get(f"{BASE}v1/file/{pdf.pk}/").status_code == 404


def test_the_data_of_a_draft_are_corrected(officer: Client, modello: Modello, funzionario: User) -> None:
    draft_with_files(modello, funzionario)
    screen = press(look(officer, f"{BASE}v1/"), "salva", novita="Testo nuovo", in_vigore_dal="01/05/2026")
    assert "sono salvati" in screen.text
    versione = VersioneModello.objects.get()
    assert (versione.novita, versione.in_vigore_dal) == ("Testo nuovo", dt.date(2026, 5, 1))
    assert press(screen, "salva", in_vigore_al="01/04/2026").error_of("in_vigore_al")


def test_a_change_of_obligatory_fields_warns_before_it_goes(
    officer: Client, modello: Modello, funzionario: User, other: User
) -> None:
    publish(modello, funzionario, other)
    draft_with_files(modello, funzionario, dal=today(), mark="b")
    screen = press(look(officer, f"{BASE}v2/"), "salva", cambia_obbligatori="on")
    assert "Chi ha già compilato la versione 1 dovrà rifarlo" in screen.text
    refused = press(screen, "invia")
    assert "Conferma di averlo considerato" in refused.error_of("avvertito")
    sent = press(screen, "invia", avvertito="on")
    assert "Inviata in approvazione" in sent.text
    assert "Cambia un campo obbligatorio" in sent.text


def test_a_version_after_the_first_says_what_changes_and_differs(
    officer: Client, modello: Modello, funzionario: User, other: User
) -> None:
    publish(modello, funzionario, other)
    draft_with_files(modello, funzionario, dal=today(), mark="a")
    screen = look(officer, f"{BASE}v2/")
    assert "Rispetto alla versione 1" in screen.text
    assert "Identico" in screen.text
    assert "identici a quelli della versione 1" in press(screen, "invia").text
    empty = press(screen, "salva", novita="")
    assert "Scrivi che cosa cambia" in press(empty, "invia").text


def test_nobody_approves_his_own(officer: Client, modello: Modello, funzionario: User) -> None:
    versione = draft_with_files(modello, funzionario)
    submit_versione(versione=versione, by=funzionario)
    screen = look(officer, f"{BASE}v1/")
    button = screen.soup.find("button", string=re.compile("Approva"))
    assert button is not None
    assert button.has_attr("disabled")
    forced = officer.post(f"{BASE}v1/", {"passo": "approva", "sha256": versione.sha256()}, follow=True)
    assert "un altro funzionario" in Screen(officer, forced).text
    versione.refresh_from_db()
    assert versione.stato == StatoVersione.IN_APPROVAZIONE


def test_it_comes_back_with_the_reason_and_may_be_withdrawn(
    officer: Client, second: Client, modello: Modello, funzionario: User
) -> None:
    submit_versione(versione=draft_with_files(modello, funzionario), by=funzionario)
    screen = look(second, f"{BASE}v1/")
    assert "Scrivi perché" in press(screen, "rinvia").error_of("motivo")
    press(screen, "rinvia", motivo="Manca la data.")
    back = look(officer, f"{BASE}v1/")
    assert "È tornata in bozza: Manca la data." in back.text
    assert "il numero non si usa più" in press(back, "ritira").text
    assert VersioneModello.objects.get().stato == StatoVersione.RITIRATA


def test_what_was_approved_is_not_taken_away(officer: Client, modello: Modello, funzionario: User, other: User) -> None:
    versione = publish(modello, funzionario, other)
    assert "Perché non si elimina" in look(officer, f"{BASE}v1/").text
    refused = Screen(officer, officer.post(f"{BASE}v1/", {"passo": "ritira"}, follow=True))
    assert "Una versione approvata non si elimina" in refused.text
    item = versione.file.first()
    assert item is not None
    kept = Screen(officer, officer.post(f"{BASE}v1/file/{item.pk}/", follow=True))
    assert "«Approvata» e non «Bozza»" in kept.text
    versione.refresh_from_db()
    assert versione.file.count() == 2


def test_what_waits_is_on_the_home_of_whoever_may_decide(
    officer: Client, second: Client, modello: Modello, funzionario: User
) -> None:
    submit_versione(versione=draft_with_files(modello, funzionario), by=funzionario)
    home = look(second, "/admin/")
    assert "1 decisione sui modelli" in home.text
    assert "Programma di Sviluppo, versione 1" in home.text
    assert "Programma di Sviluppo, versione 1" not in look(officer, "/admin/").text


def test_what_the_signatures_say_is_shown(officer: Client, modello: Modello, funzionario: User) -> None:
    versione = draft_with_files(modello, funzionario)
    versione.file.filter(formato="pdf").delete()
    carica(officer, 1, SimpleUploadedFile("firmato.pdf", files.authority().sign_pdf(files.pdf())))
    said = "Firma: Maria Rossi: il documento è integro, ma chi ha emesso il certificato non è tra le autorità note."
    assert said in look(officer, f"{BASE}v1/").text
    submit_versione(versione=versione, by=funzionario)
    assert said in look(officer, f"{BASE}v1/").text


def test_the_fields_that_come_and_go_are_named(
    officer: Client, modello: Modello, funzionario: User, other: User
) -> None:
    for versione, codice in enumerate(("richiesta-di-conferma", "delega"), start=1):
        draft = draft_versione(modello=modello, in_vigore_dal=today() + dt.timedelta(days=versione), by=funzionario)
        with (DATA / "file" / f"{codice}.docx").open("rb") as stream:
            add_file(versione=draft, stream=stream, nome="Modello.docx", by=funzionario)
        if versione == 1:
            submit_versione(versione=draft, by=funzionario)
            approve_versione(versione=draft, sha256=draft.sha256(), by=other)
    officer.post(f"{BASE}v2/carica/", {"file": [SimpleUploadedFile("M.pdf", files.pdf())]})
    text = look(officer, f"{BASE}v2/").text
    assert "I campi da compilare del documento Word sono cambiati, ma la versione dice" in text
    assert "+ aggiunti: rappresentante_nome" in text
    assert "PDF – M.pdf" in text
    assert "Nuovo formato" in text


def test_a_model_says_which_pages_lead_to_it(officer: Client, modello: Modello, pagina: ContenutoPage) -> None:
    assert "Nessuna pagina del sito vi rimanda" in look(officer, BASE).text
    pagina.testo = '<p><a href="https://registro.example.it/modelli/programma-di-sviluppo">Il modello</a></p>'
    publish_page(pagina, by=User.objects.get(username="autore"), approver=User.objects.get(username="admin"))
    assert "Chi tiene il registro" in look(officer, BASE).text
    pagina.testo = '<p><a href="https://registro.example.it/modelli/programma-di-sviluppo-2">Un altro</a></p>'
    publish_page(pagina, by=User.objects.get(username="autore"), approver=User.objects.get(username="admin"))
    assert "Nessuna pagina del sito vi rimanda" in look(officer, BASE).text


def test_a_file_that_cannot_be_read_now_says_why(
    officer: Client, modello: Modello, funzionario: User, settings: Settings
) -> None:
    item = draft_with_files(modello, funzionario).file.get(formato="pdf")
    path = f"{BASE}v1/file/{item.pk}/"
    store_of(item.file.contenuto.deposito).delete(key_of(item.file.contenuto.sha256))
    assert "non risponde" in look(officer, path).text
    FileRicevuto.objects.filter(pk=item.file_id).update(antivirus="in_attesa")
    assert "Programma.pdf: In quarantena" in look(officer, path).text
    assert officer.post(f"{BASE}v1/", {"passo": "inventato"}).status_code == 200
