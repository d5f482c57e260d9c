"""The members' lists at the desk: uploaded by who writes, told cell by cell, decided by somebody else."""

import io
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from distretti.actions.persone import end_delega, grant_delega
from distretti.models import Annotazione, ElencoAderenti, Iscrizione
from identita.models import User
from pubblicazione.models import Documento
from tests.distretti.admin.conftest import Signed
from tests.distretti.elenchi import CANTIERI, POLITECNICO, SARTORIA, csv, xlsx
from tests.factories import make_funzionario, make_iscrizione, make_user

pytestmark = pytest.mark.slow

VOCE, ELENCO = "/admin/registro/RP-1-0001/aderenti/", "/admin/registro/RP-1-0001/aderenti/1/"


@pytest.fixture
def nautica(funzionario: User) -> Iscrizione:
    return make_iscrizione("Distretto della Nautica", by=funzionario)


@pytest.fixture
def editor(signed: Signed) -> Client:
    return signed("redattore.ricerca")


def upload(who: Client, contenuto: bytes, *, al: str = "30/06/2025", name: str = "elenco.xlsx") -> str:
    file = SimpleUploadedFile(name, contenuto)
    return str(who.post(VOCE, {"file": file, "al": al}, follow=True).content.decode())


def decide(who: Client, passo: str, **data: str) -> str:
    sha256 = ElencoAderenti.objects.get(versione=1).sha256
    return str(who.post(ELENCO, {"passo": passo, "sha256": sha256, **data}, follow=True).content.decode())


def test_an_editor_uploads_and_an_officer_approves(nautica: Iscrizione, editor: Client, officer: Client) -> None:
    assert "Elenco caricato: 2 aderenti. Ora lo controlla un funzionario." in upload(editor, xlsx(CANTIERI, SARTORIA))
    assert ELENCO in officer.get("/admin/").content.decode(), "it is among the things to do"
    assert "Cantieri del Sud s.r.l." in officer.get(ELENCO).content.decode()
    assert "Elenco approvato: è annotato nel registro ed è pubblico." in decide(officer, "approva")
    assert Documento.objects.filter(risorsa="aderenti", chiave="RP-1-0001").exists()


def test_what_changes_is_shown_by_sign_and_field(nautica: Iscrizione, editor: Client, officer: Client) -> None:
    upload(editor, xlsx(CANTIERI, SARTORIA))
    decide(officer, "approva")
    moved: list[Any] = [CANTIERI[0], CANTIERI[1], CANTIERI[2], "Bari", "BA", *CANTIERI[5:]]
    upload(editor, xlsx(moved, POLITECNICO), al="31/12/2025")
    text = officer.get(f"{VOCE}2/").content.decode()
    assert "1 in più, 1 in meno, 1 con dati diversi, 0 come prima." in text
    assert "+ Politecnico di Bari" in text
    assert "− Sartoria di Anna Rossi" in text
    assert [cell in text for cell in (">Comune</td>", ">Taranto</td>", "><strong>Bari</strong></td>")] == [True] * 3


def test_whoever_uploaded_does_not_approve(nautica: Iscrizione, officer: Client) -> None:
    upload(officer, xlsx(CANTIERI))
    text = officer.get(ELENCO).content.decode()
    assert "Hai caricato tu questo elenco: lo deve approvare un altro funzionario." in text
    assert 'value="approva"' not in text
    assert "lo deve approvare un altro funzionario" in decide(officer, "approva")
    assert not Documento.objects.filter(risorsa="aderenti").exists()


def test_an_editor_does_not_decide(nautica: Iscrizione, editor: Client) -> None:
    upload(editor, xlsx(CANTIERI))
    assert 'value="approva"' not in editor.get(ELENCO).content.decode()
    decide(editor, "approva")
    decide(editor, "respingi", motivo="No")
    assert ElencoAderenti.objects.get().stato == "in_attesa"


def test_a_rejection_says_why_to_who_uploaded(nautica: Iscrizione, editor: Client, officer: Client) -> None:
    upload(editor, xlsx(CANTIERI))
    assert "Scrivi perché lo respingi" in decide(officer, "respingi", motivo=" ")
    assert "Elenco respinto" in decide(officer, "respingi", motivo="Mancano i consorzi")
    assert "Mancano i consorzi" in editor.get(VOCE).content.decode()
    assert "è già nello stato «Respinto»" in decide(officer, "approva")


def test_an_editor_takes_it_back_and_sends_another(nautica: Iscrizione, editor: Client) -> None:
    upload(editor, xlsx(CANTIERI))
    assert "è già un elenco in attesa (versione 1)" in upload(editor, xlsx(SARTORIA))
    assert "Elenco ritirato" in decide(editor, "ritira")
    assert "Elenco caricato" in upload(editor, xlsx(SARTORIA))


def test_every_fault_is_told_by_row_and_column(nautica: Iscrizione, editor: Client) -> None:
    wrong = xlsx(["", "Impresa", "123"], ["Beta", "Circolo", ""], CANTIERI, CANTIERI, ["=HYPERLINK(1)", "Impresa", ""])
    text = upload(editor, wrong)
    assert "Da correggere nel file" in text
    for cell in ("A (Denominazione)", "B (Tipo di soggetto)", "C (Codice fiscale)"):
        assert cell in text
    assert 'value="30/06/2025"' in text, "the day that was written stays"
    assert not ElencoAderenti.objects.exists()


@pytest.mark.parametrize(
    ("contenuto", "said"),
    [
        (b"", "Il file è vuoto."),
        (b"%PDF-1.7 nothing", "elenco"),
        (xlsx(CANTIERI, merge="A2:B2"), "unit"),
        (csv(*([f"Impresa {n}", "Università", ""] for n in range(5_000))), "2.000"),
        (b"x" * (2 * 1024 * 1024 + 1), "Il file supera i 2 MB"),
    ],
    ids=["empty", "another kind", "merged cells", "five thousand rows", "too big"],
)
def test_a_file_that_cannot_be_read_is_told(nautica: Iscrizione, editor: Client, contenuto: bytes, said: str) -> None:
    assert said in upload(editor, contenuto)
    assert not ElencoAderenti.objects.exists()


def test_without_file_or_day_it_asks_for_them(nautica: Iscrizione, editor: Client) -> None:
    text = editor.post(VOCE, {"al": "30/02/2025"}).content.decode()
    assert "Scegli il file con l’elenco." in text
    assert "Scrivi un giorno che esiste" in text


def test_a_list_that_changed_meanwhile_is_not_approved(nautica: Iscrizione, editor: Client, officer: Client) -> None:
    upload(editor, xlsx(CANTIERI))
    text = officer.post(ELENCO, {"passo": "approva", "sha256": "0" * 64}).content.decode()
    assert "L’elenco non è quello che hai visto" in text
    assert Annotazione.objects.filter(tipo="aderenti").count() == 0


def test_a_delega_that_is_over_is_told_and_uploads_nothing(
    nautica: Iscrizione, officer: Client, funzionario: User
) -> None:
    delegate = make_user("anna")
    delega = grant_delega(user=delegate, iscrizione=nautica, by=funzionario)
    browser = Client()
    browser.force_login(delegate)
    assert "Elenco caricato" in upload(browser, xlsx(CANTIERI))
    assert browser.get(f"{VOCE}9/").status_code == 404, "a version that is not, and no word about the delega"
    assert "Elenco ritirato" in decide(browser, "ritira")
    end_delega(delega=delega, by=funzionario)
    said = upload(browser, xlsx(SARTORIA))
    assert "La tua delega per Distretto della Nautica non è in vigore" in said
    assert "scrivi alla Sezione Ricerca e Relazioni Internazionali" in said
    assert ElencoAderenti.objects.count() == 1


def test_an_unknown_step_decides_nothing(nautica: Iscrizione, editor: Client, officer: Client) -> None:
    upload(editor, xlsx(CANTIERI))
    decide(officer, "pubblica")
    assert ElencoAderenti.objects.get().stato == "in_attesa"


def test_the_list_of_lists_tells_what_waits_and_what_is_in_force(
    nautica: Iscrizione, editor: Client, officer: Client, signed: Signed
) -> None:
    address = "/admin/registro/aderenti/"
    assert "Nessun elenco in attesa." in officer.get(address).content.decode()
    upload(editor, xlsx(CANTIERI))
    assert "1 aderente al 30 giugno 2025" in officer.get(address).content.decode()
    decide(officer, "approva")
    assert "1 al 30 giugno 2025" in editor.get(address).content.decode()
    upload(editor, xlsx(SARTORIA))
    officer.post(f"{VOCE}2/", {"passo": "respingi", "motivo": "Mancano i consorzi"})
    assert "Elenco n. 2</a>: respinto" in editor.get(address).content.decode(), "who uploaded reads how it went"
    other = make_funzionario("agricoltura")
    assert "Nautica" not in signed(other.username).get(address).content.decode()


@pytest.mark.parametrize("formato", ["xlsx", "csv"])
def test_the_empty_list_downloads(nautica: Iscrizione, editor: Client, formato: str) -> None:
    response = editor.get(f"/admin/registro/aderenti/modello.{formato}")
    assert response["Content-Disposition"] == f'attachment; filename="elenco-aderenti.{formato}"'
    if formato == "xlsx":
        assert openpyxl.load_workbook(io.BytesIO(response.content)).sheetnames[0] == "Aderenti"
    else:
        assert "Denominazione;" in response.content.decode("utf-8-sig")


def test_a_template_of_another_kind_and_a_version_that_is_not_are_not_found(
    nautica: Iscrizione, editor: Client
) -> None:
    assert editor.get("/admin/registro/aderenti/modello.exe").status_code == 404
    assert editor.get(f"{VOCE}9/").status_code == 404
