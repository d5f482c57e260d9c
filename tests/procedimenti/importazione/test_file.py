"""A file that cannot be imported as a whole, sheets that mean nothing, and a command that is called wrongly."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from distretti.models import Atto
from tests.procedimenti.importazione.libri import DGR, csv, run, xlsx

pytestmark = pytest.mark.usefixtures("registro")


def act(name: str) -> dict[str, Any]:
    return DGR | {"Riferimento": name, "Numero": name[1:]}


@pytest.mark.slow
def test_fifty_thousand_rows_are_refused(tmp_path: Path) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Atti")
    sheet.append(["Riferimento", "Tipo di atto"])
    for n in range(50_000):
        sheet.append([f"D{n}", "Verbale"])
    book.save(tmp_path / "x.xlsx")
    code, _out, err = run(tmp_path / "x.xlsx")
    assert (code, err) == (1, "x.xlsx: Il foglio è enorme: togli le righe e le colonne vuote, e i formati superflui.\n")
    csv(tmp_path / "Atti.csv", [act(f"D{n}") for n in range(50_000)])
    code, _out, err = run(tmp_path / "Atti.csv")
    assert code == 1
    assert "Foglio Atti: Il foglio Atti ha più di 20.000 righe: controlla che sia il file giusto" in err
    assert not Atto.objects.exists()


def test_a_file_that_is_no_book_is_refused_with_its_name(tmp_path: Path) -> None:
    good = xlsx(tmp_path / "x.xlsx", Atti=[DGR])
    for name, content, fault in (
        ("y.xlsx", b"", "y.xlsx: Il file è vuoto."),
        ("y.xlsx", b"PK\x03\x04 niente", "y.xlsx: Il file è danneggiato"),
        ("y.xlsx", b"ciao", "y.xlsx: Il file non è una cartella di lavoro .xlsx."),
        ("Atti.csv", good.read_bytes(), "Atti.csv: Il file si chiama .csv ma è una cartella di lavoro"),
        ("note.csv", b"a;b", "Non c’è nessuno dei fogli da importare: Atti, Iscrizioni, Aderenti"),
        ("Atti.csv", b"Riferimento;Nota\r\nx;y", "Foglio Atti: Mancano le colonne: Tipo di atto."),
        ("Aderenti.csv", b"a;b\r\n1;2", "Foglio Aderenti: Non trovo la riga delle intestazioni"),
    ):
        (tmp_path / name).write_bytes(content)
        code, out, err = run(tmp_path / name)
        assert (code, out) == (1, "")
        assert err.startswith(fault)


def test_the_same_sheet_twice_is_refused(tmp_path: Path) -> None:
    good, other = xlsx(tmp_path / "x.xlsx", Atti=[DGR]), csv(tmp_path / "Atti.csv", [DGR])
    assert run(good, other) == (1, "", "Atti.csv: il foglio Atti è già in x.xlsx.\n")


def test_sheets_and_columns_that_mean_nothing_are_told(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(xlsx(tmp_path / "x.xlsx", Atti=[DGR]))
    book["Atti"]["M1"] = "Note"
    book.create_sheet("Appunti")["A1"] = "x"
    book.create_sheet("Istruzioni")["A1"] = "x"
    book.save(tmp_path / "x.xlsx")
    code, out, _err = run(tmp_path / "x.xlsx")
    assert code == 0
    assert "Il foglio «Appunti» non è fra quelli da importare: lo salto." in out
    assert "Foglio Atti: la colonna «Note» non è fra quelle previste, e la salto." in out
    assert "Istruzioni" not in out


def test_a_wrong_call(tmp_path: Path) -> None:
    for args in ((), (str(tmp_path / "manca.xlsx"),), ("--modello", str(tmp_path / "manca" / "x.xlsx"))):
        with pytest.raises(CommandError) as refused:
            call_command("import_registro", *args)
        assert refused.value.returncode == 2
