"""The official view: the whole register in a dense list, filtered, in chosen columns, taken away as a spreadsheet."""

import csv
import datetime as dt
import io
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core.uncertain_dates import in_year, on_day
from distretti.actions.iscrizione import record_annotazione
from distretti.actions.rettifica import record_rettifica
from distretti.enums import TipoAnnotazione
from distretti.models import Comune, Iscrizione
from identita.models import User
from tests.factories import make_atto, make_iscrizione

pytestmark = pytest.mark.slow

LIST = "/admin/registro/"
NAUTICA, MODA, CIBO = "Distretto della Nautica", "Distretto della Moda", "Distretto del Cibo"


@pytest.fixture
def three(funzionario: User, altro: User) -> list[Iscrizione]:
    bari = Comune.objects.get(denominazione="Bari").pk
    old = make_atto(dt.date(2009, 12, 1))
    return [
        make_iscrizione(NAUTICA, by=funzionario, comune=bari, codice_fiscale="00488410010"),
        make_iscrizione(MODA, by=funzionario, decorrenza=in_year(2010), atto=old),
        make_iscrizione(CIBO, by=altro, sezione=6),
    ]


def shown(response: Any) -> list[str]:
    return [voce.denominazione for voce in response.context["object_list"]]


def test_the_whole_register_is_listed(officer: Client, three: list[Iscrizione]) -> None:
    response = officer.get(LIST)
    assert [v.codice for v in response.context["object_list"]] == ["RP-1-0001", "RP-1-0002", "RP-6-0001"]
    text = response.content.decode()
    assert "3 voci" in text
    assert "/admin/registro/RP-6-0001/" in text
    assert "1º aprile 2025" in text


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("q=nautica", [NAUTICA]),
        ("q=RP-6", [CIBO]),
        ("q=00488410010", [NAUTICA]),
        ("sezione=6", [CIBO]),
        ("stato=revocata", []),
        ("stato=attiva&sezione=1&q=moda", [MODA]),
        ("provincia=072", [NAUTICA]),
        ("competenza=agricoltura", [CIBO]),
        ("da_confermare=si", [MODA]),
        ("da_confermare=no", [NAUTICA, CIBO]),
        ("ordering=-denominazione", [NAUTICA, MODA, CIBO]),
        ("ordering=password", [NAUTICA, MODA, CIBO]),
        ("p=999", [NAUTICA, MODA, CIBO]),
    ],
)
def test_the_list_is_searched_filtered_and_sorted(
    officer: Client, three: list[Iscrizione], query: str, names: list[str]
) -> None:
    assert shown(officer.get(f"{LIST}?{query}")) == names


def test_an_empty_answer_says_what_to_do(officer: Client, three: list[Iscrizione]) -> None:
    assert "Nessuna riga con questi filtri: togline qualcuno." in officer.get(f"{LIST}?q=xyz").content.decode()


def test_what_a_rettifica_makes_known_needs_no_confirmation(
    officer: Client, three: list[Iscrizione], funzionario: User
) -> None:
    record_annotazione(
        iscrizione=three[0],
        tipo=TipoAnnotazione.VARIAZIONE,
        decorrenza=on_day(dt.date(2025, 5, 1)),
        atto=make_atto(dt.date(2025, 4, 2), "", numero_non_noto=True),
        dati={"indirizzo": "Lungomare 1"},
        by=funzionario,
    )
    assert shown(officer.get(f"{LIST}?da_confermare=si")) == [NAUTICA, MODA]
    record_rettifica(
        annotazione=three[1].annotazioni.get(),
        by=funzionario,
        motivo="Letta la delibera",
        decorrenza=on_day(dt.date(2010, 3, 9)),
    )
    assert shown(officer.get(f"{LIST}?da_confermare=si")) == [NAUTICA]


@pytest.mark.parametrize("probe", ["deleghe__user__username__startswith=r", "annotazioni__registrata_da=1", "pk=1"])
def test_no_address_probes_what_is_reserved(officer: Client, three: list[Iscrizione], probe: str) -> None:
    assert len(shown(officer.get(f"{LIST}?{probe}"))) == 3


def test_columns_are_chosen_and_remembered(officer: Client, three: list[Iscrizione]) -> None:
    text = officer.get(f"{LIST}?colonne=codice_fiscale&colonne=boh").content.decode()
    assert '<td class="desk-col-codice_fiscale" data-label="Codice fiscale">' in text
    assert "desk-col-comune" not in text
    again = officer.get(LIST).content.decode()
    assert '<td class="desk-col-codice_fiscale" data-label="Codice fiscale">' in again
    assert '<td class="desk-col-denominazione" data-label="Denominazione">' in again


def test_the_list_costs_as_many_queries_for_many_as_for_few(
    officer: Client, three: list[Iscrizione], funzionario: User
) -> None:
    officer.get(LIST)
    with CaptureQueriesContext(connection) as few:
        officer.get(LIST)
    for number in range(5):
        make_iscrizione(f"Distretto {number}", by=funzionario)
    with CaptureQueriesContext(connection) as many:
        officer.get(LIST)
    assert len(many) == len(few)


def csv_of(response: Any) -> list[list[str]]:
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def sheet_of(response: Any) -> Any:
    return openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content))).active


def test_the_same_rows_and_columns_are_taken_away(officer: Client, three: list[Iscrizione]) -> None:
    query = f"{LIST}?competenza=ricerca&colonne=comune&colonne=riconosciuto_dal"
    rows = csv_of(officer.get(f"{query}&export=csv"))
    assert rows == [
        ["Codice", "Denominazione", "Comune", "Riconosciuto dal"],
        ["RP-1-0001", NAUTICA, "Bari", ""],
        ["RP-1-0002", MODA, "", ""],
    ]
    sheet = sheet_of(officer.get(f"{query}&export=xlsx"))
    assert [row[:2] for row in sheet.iter_rows(min_row=2, values_only=True)] == [
        ("RP-1-0001", NAUTICA),
        ("RP-1-0002", MODA),
    ]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_runs_as_a_formula(officer: Client, three: list[Iscrizione], start: str) -> None:
    name = f"{start}cmd|' /C calc'!A0"
    Iscrizione.objects.filter(codice="RP-1-0001").update(denominazione=name)
    query = f"{LIST}?sezione=1&colonne=denominazione&export="
    assert csv_of(officer.get(f"{query}csv"))[1][1] == f"'{name}"
    cell = sheet_of(officer.get(f"{query}xlsx"))["B2"]
    assert cell.data_type == "s"
    assert str(cell.value).startswith("'")


def test_a_character_that_no_file_holds_is_left_off(officer: Client, three: list[Iscrizione]) -> None:
    Iscrizione.objects.filter(codice="RP-1-0001").update(denominazione="Nau\x01tica\uffff")
    query = f"{LIST}?sezione=1&colonne=denominazione&export="
    assert csv_of(officer.get(f"{query}csv"))[1][1] == "Nautica"
    assert sheet_of(officer.get(f"{query}xlsx"))["B2"].value == "Nautica"


@pytest.mark.parametrize("path", ["create/", "edit/1/", "delete/1/", "history/1/", "RP-1-0001/edit/"])
def test_nothing_is_written_by_any_address(officer: Client, three: list[Iscrizione], path: str) -> None:
    before = list(Iscrizione.objects.values())
    assert officer.get(f"{LIST}{path}").status_code == 404
    assert officer.post(f"{LIST}{path}", {"denominazione": "Altro"}).status_code == 404
    assert officer.post(f"{LIST}RP-1-0001/", {"denominazione": "Altro"}).status_code == 405
    assert officer.post(LIST, {"denominazione": "Altro"}).status_code == 405
    assert list(Iscrizione.objects.values()) == before
