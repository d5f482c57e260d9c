"""The model to fill: every column explained, and what its examples say is what the import takes."""

import datetime as dt
import io
from pathlib import Path

import openpyxl
import pytest
import time_machine
from django.core.management import call_command

from distretti.models import Aderente, Iscrizione
from procedimenti.actions.importazione.libro import TUTTI_I_FOGLI as FOGLI
from procedimenti.models import Istanza
from tests.procedimenti.importazione.libri import run


@pytest.fixture
def modello(tmp_path: Path, registro: None) -> Path:
    out = io.StringIO()
    call_command("import_registro", modello=tmp_path / "modello.xlsx", stdout=out)
    assert "riempilo e poi importalo, prima con --dry-run" in out.getvalue()
    return tmp_path / "modello.xlsx"


def test_the_model_explains_every_column(modello: Path) -> None:
    book = openpyxl.load_workbook(modello)
    assert book.sheetnames == ["Istruzioni", *FOGLI, "Valori ammessi"]
    guide = {(row[0], row[1]): row for row in book["Istruzioni"].iter_rows(min_row=2, values_only=True)}
    for nome, colonne in FOGLI.items():
        assert [c.value for c in book[nome][1]] == [c.intestazione for c in colonne]
        for colonna in colonne:
            assert guide[nome, colonna.intestazione][2], colonna
    admitted = {cell.value for column in book["Valori ammessi"].columns for cell in column}
    assert {"Primo riconoscimento", "Taranto (TA)", "Decreto ministeriale", "Società consortile"} <= admitted


def test_an_empty_model_is_nothing_to_do(modello: Path) -> None:
    assert run(modello) == (0, "Il registro ha già tutto: non c’è nulla da fare.\n", "")


def test_the_model_filled_with_its_own_examples_comes_in(modello: Path) -> None:
    book = openpyxl.load_workbook(modello)
    for nome, colonne in FOGLI.items():
        for index, colonna in enumerate(colonne, start=1):
            if colonna.campo not in ("seguito_di", "tipologia_cibo", "sezione_secondaria", "sospesa_al"):
                book[nome].cell(2, index).value = colonna.esempio
    book.save(modello)
    with time_machine.travel(dt.datetime(2026, 12, 1, 9, tzinfo=dt.UTC), tick=False):
        code, _out, err = run(modello)
    assert code == 0, err
    assert Iscrizione.objects.get().denominazione == "Distretto della Nautica"
    assert Aderente.objects.get().denominazione == "Cantieri del Sud s.r.l."
    assert Istanza.objects.get().stato == "accolta"
