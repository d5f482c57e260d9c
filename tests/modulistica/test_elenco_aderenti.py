"""The members' list filled with the register's: as text and nothing else, read back whole, its origin told."""

import datetime as dt
import io
from typing import Any

import openpyxl
import pytest
from django.test import Client

from archivio.actions import receive_file
from archivio.enums import UsoFile
from archivio.ispezione.origine import Origine, origin_of, read_mark
from distretti.actions.elenco import approve_elenco, read_file, upload_elenco
from distretti.elenco.parse import sha256_of
from distretti.exceptions import DatiError
from distretti.models import ElencoAderenti, Iscrizione
from home.actions.demo.modelli import DATA, publish_model, read_models
from identita.models import User
from modulistica.exceptions import ModulisticaError
from modulistica.models import Modello
from modulistica.precompilazione import fill_docx, fill_xlsx
from modulistica.selectors import received_from
from tests.archivio import files
from tests.distretti.admin.pages import look
from tests.factories import make_funzionario, make_iscrizione, make_user

EMPTY = (DATA / "file" / "elenco-aderenti.xlsx").read_bytes()
TRAPS = ["=1+1", "+39 080", "-1", "@SUM(A1)", "\tx", "L'«Onda» & <Vela>", '=HYPERLINK("http://x")', "a\x00b\x0b"]
AL = dt.date(2025, 12, 31)
pytestmark = [pytest.mark.usefixtures("stores"), pytest.mark.slow]


def filled(*righe: dict[str, Any]) -> bytes:
    return fill_xlsx(EMPTY, righe, origine="registro:modello:elenco-aderenti:v7", avviso="Avviso")


def a_list() -> bytes:
    return filled(
        {
            "denominazione": "=Cantieri & Figli s.r.l.",
            "tipo": "Impresa",
            "codice_fiscale": "00743110157",
            "comune": "Bari",
            "provincia": "BA",
            "ateco": "30.11",
            "aderisce_dal": dt.date(2024, 5, 1),
        },
        {
            "denominazione": "Rossi Anna",
            "tipo": "Impresa individuale",
            "codice_fiscale": "RSSNNA80A41A662R",
            "comune": "Bari",
        },
    )


@pytest.mark.parametrize("value", TRAPS)
def test_what_looks_like_a_formula_is_text(value: str) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(filled({"denominazione": value, "tipo": "Impresa"}))).worksheets[0]
    cell = sheet["A2"]
    assert (cell.data_type, cell.number_format, cell.quotePrefix) == ("s", "@", True)
    assert cell.value == value.replace("\x00", "").replace("\x0b", "")


def test_it_is_marked_and_the_mark_outlives_lost_properties() -> None:
    data = a_list()
    assert origin_of(data) == Origine("elenco-aderenti", 7)
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert [c.value for c in book["Provenienza"]["A"]] == ["Avviso", "Riferimento: registro:modello:elenco-aderenti:v7"]
    book.properties.identifier = None
    out = io.BytesIO()
    book.save(out)
    assert origin_of(out.getvalue()) == Origine("elenco-aderenti", 7)


@pytest.mark.parametrize(
    "data", [EMPTY, b"", b"PK\x03\x04", files.pdf(), files.docx({"word/x.xml": b"registro:modello:a:v1"})], ids=range(5)
)
def test_a_file_that_does_not_say_comes_from_nowhere(data: bytes) -> None:
    assert origin_of(data) is None


@pytest.mark.parametrize("mark", ["", "registro:modello:a:v0", "registro:modello:A:v1", "x registro:modello:a:v1"])
def test_a_mark_is_read_whole_or_not_at_all(mark: str) -> None:
    assert read_mark(mark) is None
    assert str(read_mark("registro:modello:a:v12")) == "registro:modello:a:v12"


def test_a_sheet_that_is_no_list_of_members_is_not_filled() -> None:
    with pytest.raises(ModulisticaError, match="colonne di un elenco"):
        fill_xlsx(_other_sheet(), [], origine="x", avviso="y")
    with pytest.raises(ModulisticaError, match="non si riesce a leggere"):
        fill_xlsx(files.docx(), [], origine="x", avviso="y")
    with pytest.raises(ModulisticaError, match="non si riesce a leggere"):
        fill_docx(files.docx(), {}, origine="x", avviso="y")


def _other_sheet() -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["Mese", "Importo"])
    book.save(out)
    return out.getvalue()


@pytest.fixture
def modello(funzionario: User) -> Modello:
    described = next(d for d in read_models() if d["codice"] == "elenco-aderenti")
    second = make_funzionario(username="funzionario.ricerca2")
    return publish_model(described=described, author=funzionario, approver=second).modello


@pytest.fixture
def nautica(funzionario: User) -> Iscrizione:
    return make_iscrizione("Distretto della Nautica", by=funzionario, decorrenza=None)


@pytest.fixture
def elenco(nautica: Iscrizione, funzionario: User) -> ElencoAderenti:
    """An approved list, of which one member is a natural person."""
    uploader = make_user("redattore.prova", "Redattore – ricerca")
    made = upload_elenco(iscrizione=nautica, by=uploader, contenuto=a_list(), al=AL)
    approve_elenco(elenco=made, by=funzionario, sha256=made.sha256)
    return made


def enter(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_anybody_gets_the_public_list_without_personal_codes(
    modello: Modello, elenco: ElencoAderenti, client: Client
) -> None:
    answer = client.get("/modelli/elenco-aderenti/precompilato?iscrizione=RP-1-0001")
    assert answer.status_code == 200
    assert "elenco-aderenti-v1-RP-1-0001.xlsx" in answer["Content-Disposition"]
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0].values)
    assert rows[1][:3] == ("=Cantieri & Figli s.r.l.", "Impresa", "00743110157")
    assert rows[1][6] == dt.datetime(2024, 5, 1)
    assert rows[2][:3] == ("Rossi Anna", "Impresa individuale", None)
    assert b"RSSNNA" not in answer.content
    assert origin_of(answer.content) == Origine("elenco-aderenti", 1)
    assert client.get("/modelli/elenco-aderenti/precompilato?iscrizione=RP-1-0001&formato=docx").status_code == 404


def test_who_keeps_the_list_gets_it_whole_and_it_is_read_back_the_same(
    modello: Modello, elenco: ElencoAderenti, nautica: Iscrizione
) -> None:
    redattore = User.objects.get(username="redattore.prova")
    answer = enter(redattore).get("/admin/modelli/aderenti-di/RP-1-0001/")
    lettura = read_file(contenuto=answer.content, al=AL)
    assert lettura.errori == []
    assert sha256_of(lettura.righe) == elenco.sha256
    with pytest.raises(DatiError, match="identico a quello in vigore"):
        upload_elenco(iscrizione=nautica, by=redattore, contenuto=answer.content, al=AL + dt.timedelta(days=1))


def test_a_list_that_comes_back_tells_its_version(
    modello: Modello, elenco: ElencoAderenti, nautica: Iscrizione, funzionario: User
) -> None:
    redattore = User.objects.get(username="redattore.prova")
    client = enter(redattore)
    book = openpyxl.load_workbook(io.BytesIO(client.get("/admin/modelli/aderenti-di/RP-1-0001/").content))
    for column, value in enumerate(("Politecnico di Bari", "Università", "93051590722"), start=1):
        book.worksheets[0].cell(4, column).value = value
    out = io.BytesIO()
    book.save(out)
    made = upload_elenco(iscrizione=nautica, by=redattore, contenuto=out.getvalue(), al=dt.date(2026, 3, 1))
    assert read_mark(made.origine) == Origine("elenco-aderenti", 1)
    shown = look(enter(funzionario), "/admin/registro/RP-1-0001/aderenti/2/").text
    assert "Compilato sul modello «elenco-aderenti», versione 1." in shown
    assert "/admin/modelli/aderenti-di/RP-1-0001/" in client.get("/admin/registro/RP-1-0001/aderenti/").content.decode()
    assert elenco.origine == "registro:modello:elenco-aderenti:v7"
    sent = receive_file(
        stream=io.BytesIO(out.getvalue()), nome="elenco.xlsx", uso=UsoFile.ALLEGATO, by=redattore, competenza="ricerca"
    )
    assert sent.origine == "registro:modello:elenco-aderenti:v1"
    assert received_from(modello) == {7: 1, 1: 2}
    told = look(enter(funzionario), "/admin/modelli/elenco-aderenti/").text
    assert "2 documenti sulla versione 1" in told
    assert "1 documento sulla versione 7, che non è quella in vigore" in told


def test_an_entry_without_a_list_gets_an_empty_one(modello: Modello, nautica: Iscrizione, client: Client) -> None:
    answer = client.get("/modelli/elenco-aderenti/precompilato?iscrizione=RP-1-0001")
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0].values)
    assert rows[0][0] == "Denominazione"
    assert not any(value for row in rows[1:] for value in row)


def test_without_a_model_in_force_it_says_so(nautica: Iscrizione) -> None:
    screen = look(enter(make_user("redattore.prova", "Redattore – ricerca")), "/admin/modelli/aderenti-di/RP-1-0001/")
    assert "Nessun modello di elenco degli aderenti è in vigore" in screen.text


@pytest.mark.parametrize(
    ("group", "status"),
    [
        ("Redattore – ricerca", 200),
        ("Funzionario – ricerca", 200),
        ("Dirigente – ricerca", 200),
        ("Redattore – agricoltura", 404),
        ("Funzionario – agricoltura", 404),
        ("Redattore", 404),
        ("Amministratore", 404),
        ("Lettore", 404),
    ],
)
def test_the_whole_list_is_for_who_may_upload_the_next(
    modello: Modello, elenco: ElencoAderenti, group: str, status: int
) -> None:
    client = enter(make_user("prova", group))
    assert client.get("/admin/modelli/aderenti-di/RP-1-0001/").status_code == status
    assert client.get("/admin/modelli/aderenti-di/RP-1-9999/").status_code == 404
