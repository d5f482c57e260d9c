"""Importing from the screen: tried first, run if what was shown still holds, inside one's own structure alone."""

import datetime as dt
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import time_machine
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from archivio.enums import Antivirus, UsoFile
from archivio.models import FileRicevuto
from archivio.permissions import can_read_riservato
from distretti.models import Annotazione, Atto, Iscrizione
from identita.models import User
from procedimenti.actions.importazione import schermo
from procedimenti.actions.importazione.libro import IMPORT_REGISTRO, TUTTI_I_FOGLI
from procedimenti.actions.importazione.schermo import receive_libro, run_libro, try_libro
from procedimenti.exceptions import ProcedimentoError
from procedimenti.models import Istanza
from tests.english import english_sentences
from tests.factories import make_funzionario, make_user
from tests.procedimenti.importazione.libri import CANTIERI, DGR, NAUTICA, csv, run, xlsx
from tests.procedimenti.importazione.test_istanze import ISTANZA

URL = "/admin/procedimenti/importazione/"
OLIO = NAUTICA | {"Voce": "OLIO", "Sezione": "6", "Denominazione": "Distretto dell’Olio"}

pytestmark = pytest.mark.usefixtures("local_stores")


@pytest.fixture(autouse=True)
def _today(registro: None) -> Iterator[None]:
    with time_machine.travel(dt.datetime(2026, 12, 1, 9, tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def desk(funzionario: User) -> Client:
    client = Client()
    client.force_login(funzionario)
    return client


def book(tmp_path: Path, **fogli: Any) -> Path:
    return xlsx(tmp_path / "registro.xlsx", **(fogli or {"Atti": [DGR], "Iscrizioni": [NAUTICA]}))


def send(client: Client, path: Path) -> str:
    with path.open("rb") as stream:
        answer = client.post(URL, {"file": stream})
    assert answer.status_code == 200
    text = answer.content.decode()
    assert english_sentences(text) == []
    return text


def hidden(text: str) -> dict[str, str]:
    """What the button «Importa» sends."""
    form = BeautifulSoup(text, "html.parser").select_one("form:has(input[name=visto])")
    assert form is not None
    return {str(i["name"]): str(i["value"]) for i in form.select("input") if i["name"] != "csrfmiddlewaretoken"}


def main_of(text: str) -> str:
    main = BeautifulSoup(text, "html.parser").select_one("main")
    assert main is not None
    return re.sub(r"\s+", " ", main.get_text(" ", strip=True))


def nothing_in() -> bool:
    return not any(model.objects.exists() for model in (Annotazione, Atto, Istanza))


def test_what_would_change_is_shown_then_it_is_imported_and_once(desk: Client, tmp_path: Path) -> None:
    path = book(tmp_path, Atti=[DGR], Iscrizioni=[NAUTICA], Aderenti=[CANTIERI], Istanze=[ISTANZA])
    shown = send(desk, path)
    assert "Che cosa cambierebbe" in shown
    assert "Atti: 1 nuovo. Iscrizioni: 1 nuovo. Aderenti: 1 nuovo. Istanze: 1 nuovo." in shown
    assert nothing_in(), "the trial writes nothing"
    done = desk.post(URL, hidden(shown), follow=True)
    assert "registro.xlsx: importato." in done.content.decode()
    assert (Iscrizione.objects.count(), Istanza.objects.count()) == (1, 1)
    entry = ModelLogEntry.objects.get(action=IMPORT_REGISTRO)
    assert entry.user.username == "funzionario.ricerca"
    assert list(entry.data["file"]) == ["registro.xlsx"]
    before = Annotazione.objects.count()
    again = send(desk, path)
    assert "Il registro ha già tutto" in again
    assert 'name="visto"' not in again
    assert Annotazione.objects.count() == before


def test_a_register_that_changed_meanwhile_is_shown_again_and_nothing_is_written(desk: Client, tmp_path: Path) -> None:
    said = hidden(send(desk, book(tmp_path)))
    assert run(xlsx(tmp_path / "atti.xlsx", Atti=[DGR]))[0] == 0, "somebody else imports the act meanwhile"
    answer = desk.post(URL, said)
    text = main_of(answer.content.decode())
    assert "Il registro è cambiato dopo l’anteprima: non ho scritto nulla." in answer.content.decode()
    assert "Atti: 1 già presente. Iscrizioni: 1 nuovo." in text
    assert not Annotazione.objects.exists()
    assert desk.post(URL, hidden(answer.content.decode()), follow=True).status_code == 200
    assert Annotazione.objects.count() == 1


def test_two_confirmations_of_the_same_preview_import_once(desk: Client, tmp_path: Path) -> None:
    said = hidden(send(desk, book(tmp_path)))
    desk.post(URL, said)
    assert "Il registro è cambiato dopo l’anteprima" in desk.post(URL, said).content.decode()
    assert Annotazione.objects.count() == 1


def test_a_preview_forged_or_of_somebody_else_imports_nothing(desk: Client, tmp_path: Path, collega: User) -> None:
    said = hidden(send(desk, book(tmp_path)))
    assert "Il registro è cambiato" in desk.post(URL, said | {"visto": "0" * 64}).content.decode()
    other = Client()
    other.force_login(collega)
    for client, pk in ((other, said["caricato"]), (desk, "9" * 400), (desk, "-1"), (desk, "x\x00")):
        gone = client.post(URL, said | {"caricato": pk}, follow=True)
        assert "Il file non c’è più: caricalo di nuovo." in gone.content.decode()
    assert nothing_in()


def test_faults_are_told_by_sheet_row_and_column(desk: Client, tmp_path: Path) -> None:
    text = send(desk, book(tmp_path, Atti=[DGR | {"Data": "ieri"}], Iscrizioni=[NAUTICA | {"Comune": "Milano"}]))
    told = main_of(text)
    assert "Da correggere nel file" in told
    assert re.search(r"Atti 2 [A-Z] \(Data\) La data si scrive come", told)
    assert re.search(r"Iscrizioni 2 [A-Z]+ \(Comune\) «Milano» non è un comune della Puglia", told)
    assert 'name="visto"' not in text
    assert nothing_in()


def test_each_imports_into_his_own_structure_alone(tmp_path: Path, desk: Client) -> None:
    agricoltura = Client()
    agricoltura.force_login(make_funzionario("agricoltura"))
    path = book(tmp_path, Atti=[DGR], Iscrizioni=[NAUTICA, OLIO])
    for client, riga in ((desk, 3), (agricoltura, 2)):
        told = main_of(send(client, path))
        assert "Da correggere nel file" in told
        assert re.findall(r"Iscrizioni (\d+) ", told) == [str(riga)]
    assert nothing_in()
    own = hidden(send(agricoltura, book(tmp_path, Atti=[DGR], Iscrizioni=[OLIO])))
    agricoltura.post(URL, own)
    assert Iscrizione.objects.get().sezione_id == 6
    members = CANTIERI | {"Voce": Iscrizione.objects.get().codice}
    assert re.findall(r"Aderenti (\d+) ", main_of(send(desk, book(tmp_path, Aderenti=[members])))) == ["2"]
    assert not User.objects.get(username="sistema.importazione").groups.exists()


def test_nothing_is_told_of_what_the_other_structure_reserves(tmp_path: Path) -> None:
    assert run(xlsx(tmp_path / "x.xlsx", Istanze=[ISTANZA]))[0] == 0
    agricoltura = Client()
    agricoltura.force_login(make_funzionario("agricoltura"))
    mine = ISTANZA | {"Sezione": "6", "Chi la presenta": "Olio scarl"}
    told = main_of(send(agricoltura, book(tmp_path, Istanze=[mine])))
    assert "Questo numero di protocollo è già usato." in told
    assert "Nautica" not in told
    assert "I-2026" not in told


@pytest.mark.parametrize("group", ["Redattore – ricerca", "Amministratore", "Lettore"])
def test_who_records_no_facts_imports_nothing(group: str, desk: Client, tmp_path: Path) -> None:
    said = hidden(send(desk, book(tmp_path)))
    client, user = Client(), make_user("altri", group)
    client.force_login(user)
    for answer in (client.get(URL), client.post(URL, said), client.get(f"{URL}modello.xlsx")):
        assert answer.status_code in {302, 403, 404}
    file = FileRicevuto.objects.get(uso=UsoFile.IMPORTAZIONE)
    with pytest.raises(ProcedimentoError, match="li importa chi lavora in una delle strutture"):
        run_libro(file=file, visto=said["visto"], by=user)
    assert nothing_in()


def test_who_left_imports_nothing(funzionario: User, tmp_path: Path) -> None:
    with book(tmp_path).open("rb") as stream:
        file = receive_libro(stream=stream, nome="registro.xlsx", by=funzionario)
    assert file.competenza == "ricerca"
    funzionario.is_active = False
    with pytest.raises(ProcedimentoError, match="li importa chi lavora"):
        try_libro(file=file, by=funzionario)


def test_a_file_of_who_works_for_both_structures_is_read_by_nobody_else(tmp_path: Path) -> None:
    both = make_user("due", "Funzionario – ricerca", "Funzionario – agricoltura")
    with book(tmp_path).open("rb") as stream:
        file = receive_libro(stream=stream, nome="registro.xlsx", by=both)
    assert can_read_riservato(both, file)
    for structure in ("ricerca", "agricoltura"):
        assert not can_read_riservato(make_funzionario(structure), file)


def test_the_account_for_emergencies_works_for_no_structure_and_imports_nothing(tmp_path: Path) -> None:
    root = User.objects.create_superuser("emergenza", "e@example.it", "x")
    with book(tmp_path).open("rb") as stream, pytest.raises(ProcedimentoError, match="li importa chi lavora"):
        receive_libro(stream=stream, nome="registro.xlsx", by=root)


@pytest.mark.parametrize(
    ("nome", "data", "said"),
    [
        ("registro.xlsx", b"MZ\x90\x00 un programma", "Non è un tipo di file accettato: usa Foglio Excel"),
        ("registro.xlsx", b"", "vuoto"),
        ("Altro.csv", b"a;b\r\n1;2\r\n", "nessuno dei fogli da importare"),
    ],
)
def test_what_is_no_file_of_data_is_refused_in_words(desk: Client, nome: str, data: bytes, said: str) -> None:
    stream = io.BytesIO(data)
    stream.name = nome
    text = desk.post(URL, {"file": stream}).content.decode()
    assert re.search(said, main_of(text)), main_of(text)
    assert english_sentences(text) == []
    assert nothing_in()


def test_no_file_at_all_is_told(desk: Client) -> None:
    assert "Scegli il file da importare." in desk.post(URL, {}).content.decode()


def test_a_sheet_in_csv_is_taken_by_its_name(desk: Client, tmp_path: Path) -> None:
    assert "Atti: 1 nuovo." in send(desk, csv(tmp_path / "Atti.csv", [DGR]))


def test_formulas_and_merged_cells_are_refused_here_too(desk: Client, tmp_path: Path) -> None:
    told = main_of(send(desk, book(tmp_path, Atti=[DGR | {"Oggetto": "=1+1"}])))
    assert "formul" in told
    merged = xlsx(tmp_path / "unite.xlsx", merge={"Atti": "A2:B2"}, Atti=[DGR])
    assert "unit" in main_of(send(desk, merged))
    assert nothing_in()


def test_what_is_not_imported_is_said(desk: Client, tmp_path: Path) -> None:
    path = book(tmp_path)
    workbook = openpyxl.load_workbook(path)
    workbook.create_sheet("Appunti").append(["nota"])
    sheet = workbook["Atti"]
    sheet.cell(1, sheet.max_column + 1, "Colore")
    workbook.save(path)
    told = main_of(send(desk, path))
    assert "Il foglio «Appunti» non è fra quelli da importare." in told
    assert "Foglio Atti: la colonna «Colore» non è fra quelle previste." in told


def test_more_rows_than_a_page_can_wait_for_are_for_the_command(
    desk: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schermo, "MAX_RIGHE", 1)
    told = main_of(send(desk, book(tmp_path)))
    assert "Il file ha 2 righe: da qui se ne importano al massimo 1." in told
    assert "chiedi a chi amministra il server di usare «manage.py import_registro»" in told
    assert nothing_in()


def test_what_the_antivirus_has_not_looked_at_is_not_read(desk: Client, funzionario: User, tmp_path: Path) -> None:
    said = hidden(send(desk, book(tmp_path)))
    FileRicevuto.objects.update(antivirus=Antivirus.IN_ATTESA)
    text = desk.post(URL, said).content.decode()
    assert "In quarantena: aspetta il controllo antivirus" in text
    assert nothing_in()


def test_faults_that_appear_only_as_it_runs_are_told(desk: Client, funzionario: User, tmp_path: Path) -> None:
    """Who confirms a file that had faults when tried, by a form of his own, imports nothing."""
    send(desk, book(tmp_path, Atti=[DGR], Iscrizioni=[NAUTICA | {"Comune": "Milano"}]))
    file = FileRicevuto.objects.get(uso=UsoFile.IMPORTAZIONE)
    visto = try_libro(file=file, by=funzionario).rapporto.impronta
    text = desk.post(URL, {"caricato": file.pk, "visto": visto}).content.decode()
    assert "Da correggere nel file" in text
    assert nothing_in()


def test_the_screen_leads_to_the_model_and_is_found_where_a_procedure_begins(desk: Client) -> None:
    assert URL in desk.get(reverse("istanze:scelta")).content.decode()
    page = desk.get(URL).content.decode()
    assert english_sentences(page) == []
    assert f"{URL}modello.xlsx" in page
    model = openpyxl.load_workbook(io.BytesIO(desk.get(f"{URL}modello.xlsx").content))
    assert set(TUTTI_I_FOGLI) <= set(model.sheetnames)
