"""A members' list as people save it: everything wrong is said by row and column, everything good is read."""

import datetime as dt
import io
import zipfile
from typing import Any

import openpyxl
import pytest

from distretti.elenco.columns import COLONNE
from distretti.elenco.difference import compare
from distretti.elenco.parse import Riga, sha256_of
from distretti.elenco.template import template_csv, template_xlsx
from distretti.enums import TipoSoggetto
from tests.distretti.elenchi import CANTIERI, INTESTAZIONI, POLITECNICO, SARTORIA, csv, read, repacked, with_cell, xlsx


def faults(contenuto: bytes) -> list[str]:
    return [str(errore) for errore in read(contenuto).errori]


def test_a_good_list_is_read_whole() -> None:
    lettura = read(xlsx(CANTIERI, POLITECNICO, SARTORIA))
    assert lettura.errori == []
    assert lettura.righe == [
        Riga(1, "Cantieri del Sud s.r.l.", "impresa", "00743110157", "Taranto", "TA", "30.11", dt.date(2024, 12, 31)),
        Riga(2, "Politecnico di Bari", "universita", "93051590722", "Bari", "BA"),
        Riga(3, "Sartoria di Anna Rossi", "impresa_individuale", "RSSNNA80A41A662R", "Bari", "BA", "14.10"),
    ]


@pytest.mark.parametrize(
    "contenuto",
    [
        csv(CANTIERI, POLITECNICO),
        csv(CANTIERI, POLITECNICO, delimiter=","),
        csv(CANTIERI, POLITECNICO, delimiter="\t"),
        csv(CANTIERI, POLITECNICO, encoding="utf-8-sig"),
        csv(CANTIERI, POLITECNICO, encoding="cp1252"),
        csv(CANTIERI, POLITECNICO, encoding="utf-16"),
        csv(CANTIERI, [None] * 7, POLITECNICO),
    ],
    ids=["semicolon", "comma", "tab", "utf-8 with mark", "windows", "utf-16", "blank row"],
)
def test_a_csv_is_read_however_it_was_saved(contenuto: bytes) -> None:
    lettura = read(contenuto)
    assert lettura.errori == []
    assert [(r.denominazione, r.tipo) for r in lettura.righe] == [
        ("Cantieri del Sud s.r.l.", "impresa"),
        ("Politecnico di Bari", "universita"),
    ]


def test_the_same_list_has_the_same_hash_in_every_format() -> None:
    assert sha256_of(read(xlsx(CANTIERI)).righe) == sha256_of(read(csv(CANTIERI)).righe)


@pytest.mark.parametrize(
    ("heading", "value", "fault"),
    [
        ("Denominazione", None, "Riga 2, colonna A (Denominazione): Manca."),
        ("Denominazione", True, "Riga 2, colonna A (Denominazione): Qui serve un testo, non VERO o FALSO."),
        ("Denominazione", dt.date(2024, 1, 1), "Riga 2, colonna A (Denominazione): Qui serve un testo, non una data."),
        ("Denominazione", 1.5, "Riga 2, colonna A (Denominazione): Qui serve un testo, non un numero con i decimali."),
        ("Denominazione", "x" * 301, "Riga 2, colonna A (Denominazione): Il testo ha 301 caratteri: al massimo 300."),
        (
            "Denominazione",
            '=CONCATENATE("a";"b")',
            "Riga 2, colonna A (Denominazione): La cella contiene una formula: incolla il suo valore.",
        ),
        (
            "Tipo di soggetto",
            "Azienda",
            "Riga 2, colonna B (Tipo di soggetto): «Azienda» non è fra i tipi previsti: scegline uno di quelli del"
            " modello.",
        ),
        (
            "Codice fiscale",
            None,
            "Riga 2, colonna C (Codice fiscale): Manca: per un’impresa è obbligatorio.",
        ),
        (
            "Codice fiscale",
            "0074311015",
            "Riga 2, colonna C (Codice fiscale): Il codice fiscale ha 10 cifre: ne servono 11, o 16 caratteri.",
        ),
        (
            "Codice fiscale",
            "00743110158",
            "Riga 2, colonna C (Codice fiscale): Il codice fiscale non è giusto: l’ultima cifra non torna con"
            " le altre.",
        ),
        (
            "Codice fiscale",
            "RSSNNA80A41A662",
            "Riga 2, colonna C (Codice fiscale): Il codice fiscale ha 15 caratteri: sono 11 cifre, o 16 caratteri.",
        ),
        (
            "Codice fiscale",
            "RSSNNA80A41A662X",
            "Riga 2, colonna C (Codice fiscale): Il codice fiscale non è giusto: ricontrolla i caratteri.",
        ),
        (
            "Codice fiscale",
            "RSSNNA80A41A662R",
            "Riga 2, colonna C (Codice fiscale): È il codice fiscale di una persona: il tipo è «Impresa individuale»?",
        ),
        (
            "Provincia",
            "Taranto",
            "Riga 2, colonna E (Provincia): La provincia si scrive con la sigla di due lettere, come BA.",
        ),
        (
            "ATECO 2025",
            13.1,
            "Riga 2, colonna F (ATECO 2025): La cella è un numero e può aver perso uno zero: scrivi il codice"
            " come testo (13.10).",
        ),
        ("ATECO 2025", "C30", "Riga 2, colonna F (ATECO 2025): Il codice ATECO si scrive con i punti, come 13.10."),
        ("ATECO 2025", "99.99", "Riga 2, colonna F (ATECO 2025): Il codice 99.99 non c’è in ATECO 2025."),
        ("Aderisce dal", "ieri", "Riga 2, colonna G (Aderisce dal): La data si scrive come 31/12/2024."),
        ("Aderisce dal", "31/02/2024", "Riga 2, colonna G (Aderisce dal): La data si scrive come 31/12/2024."),
        ("Aderisce dal", 45000, "Riga 2, colonna G (Aderisce dal): La data si scrive come 31/12/2024."),
        (
            "Aderisce dal",
            "01/07/2025",
            "Riga 2, colonna G (Aderisce dal): La data di adesione viene dopo il giorno a cui l’elenco si riferisce.",
        ),
    ],
)
def test_a_fault_is_said_by_row_and_column_and_the_other_rows_are_kept(heading: str, value: Any, fault: str) -> None:
    lettura = read(xlsx(with_cell(CANTIERI, heading, value), POLITECNICO))
    assert [str(e) for e in lettura.errori] == [fault]
    assert [r.denominazione for r in lettura.righe] == ["Politecnico di Bari"]


@pytest.mark.parametrize(
    ("heading", "value", "campo", "kept"),
    [
        ("Codice fiscale", 743110157, "codice_fiscale", "00743110157"),
        ("Codice fiscale", "007 4311 0157", "codice_fiscale", "00743110157"),
        ("Provincia", "ta", "provincia", "TA"),
        ("ATECO 2025", 30, "ateco", "30"),
        ("ATECO 2025", "30.11.02", "ateco", "30.11"),
        ("Tipo di soggetto", "IMPRESA", "tipo", "impresa"),
        ("Tipo di soggetto", "CCIAA", "tipo", "camera_di_commercio"),
        ("Denominazione", 3.0, "denominazione", "3"),
        ("Denominazione", 3, "denominazione", "3"),
        ("Aderisce dal", dt.datetime(2024, 12, 31), "aderisce_dal", dt.date(2024, 12, 31)),
        ("Aderisce dal", "2024-12-31", "aderisce_dal", dt.date(2024, 12, 31)),
        ("Aderisce dal", "1.2.2024", "aderisce_dal", dt.date(2024, 2, 1)),
    ],
)
def test_what_can_be_understood_is_not_a_fault(heading: str, value: Any, campo: str, kept: Any) -> None:
    (riga,) = read(xlsx(with_cell(CANTIERI, heading, value))).righe
    assert getattr(riga, campo) == kept


def test_a_date_cell_is_a_date() -> None:
    (riga,) = read(xlsx(with_cell(CANTIERI, "Aderisce dal", dt.date(2024, 12, 31)))).righe
    assert riga.aderisce_dal == dt.date(2024, 12, 31)


def test_a_day_without_an_hour_is_a_date_too() -> None:
    book = openpyxl.Workbook()
    book.iso_dates = True
    book.active.append(INTESTAZIONI)
    book.active.append(with_cell(CANTIERI, "Aderisce dal", dt.date(2024, 12, 31)))
    stream = io.BytesIO()
    book.save(stream)
    (riga,) = read(stream.getvalue()).righe
    assert riga.aderisce_dal == dt.date(2024, 12, 31)


def test_a_row_with_nothing_but_notes_beside_the_table_is_no_row() -> None:
    notes = [None] * len(INTESTAZIONI)
    assert read(xlsx([*CANTIERI, "ok"], [*notes, "da sentire"], heading=[*INTESTAZIONI, "Note"])).errori == []


def test_a_whole_number_written_in_the_scientific_way_is_its_digits() -> None:
    contenuto = xlsx(with_cell(CANTIERI, "Codice fiscale", 743110157))
    with zipfile.ZipFile(io.BytesIO(contenuto)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").replace(b"<v>743110157</v>", b"<v>7.43110157E8</v>")
    (riga,) = read(repacked(contenuto, "xl/worksheets/sheet1.xml", sheet)).righe
    assert riga.codice_fiscale == "00743110157"


def test_an_error_of_the_spreadsheet_is_a_fault() -> None:
    assert faults(xlsx(with_cell(CANTIERI, "Comune", "#N/A"))) == [
        "Riga 2, colonna D (Comune): La cella contiene un errore (#N/A): correggila o svuotala."
    ]


def test_a_hidden_character_is_a_fault() -> None:
    assert faults(csv(with_cell(CANTIERI, "Comune", "Ta\x07ranto"))) == [
        "Riga 2, colonna D (Comune): Il testo contiene caratteri che non si vedono: riscrivilo."
    ]


def test_who_is_there_twice_is_said_on_the_second_row() -> None:
    twice = with_cell(CANTIERI, "Denominazione", "Cantieri del Sud srl")
    ente = ["Rete dei borghi", "Altro", None, None, None, None, None]
    assert faults(xlsx(CANTIERI, POLITECNICO, twice, ente, ente)) == [
        "Riga 4, colonna C (Codice fiscale): Stesso codice fiscale della riga 2.",
        "Riga 6, colonna A (Denominazione): Stessa denominazione della riga 5.",
    ]


def test_merged_cells_are_said_with_their_place() -> None:
    assert faults(xlsx(CANTIERI, POLITECNICO, SARTORIA, merge="D3:D4")) == [
        "Riga 3, colonna D (Comune): Cella unita ad altre: separale e riempile una per una."
    ]


def test_a_merged_title_above_the_headings_and_other_columns_harm_nobody() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Elenco dei soci al 30 giugno 2025"])
    sheet.merge_cells("A1:H1")
    sheet.append([])
    sheet.append(["N.", *INTESTAZIONI])
    sheet.append([1, *CANTIERI])
    stream = io.BytesIO()
    book.save(stream)
    lettura = read(stream.getvalue())
    assert (lettura.errori, lettura.ignorate) == ([], ["N."])
    assert [r.denominazione for r in lettura.righe] == ["Cantieri del Sud s.r.l."]


def test_headings_are_found_by_other_names_too() -> None:
    heading = ["Ragione sociale", "Tipologia", "C.F.", "Città", "Prov.", "Codice ATECO", "Data di adesione"]
    assert read(xlsx(CANTIERI, heading=heading)).errori == []


def test_the_template_is_read_back_by_its_own_headings() -> None:
    book = openpyxl.load_workbook(io.BytesIO(template_xlsx()))
    book["Aderenti"].append(CANTIERI)
    stream = io.BytesIO()
    book.save(stream)
    assert [r.denominazione for r in read(stream.getvalue()).righe] == ["Cantieri del Sud s.r.l."]
    guide = [row[0].value for row in book["Istruzioni"].iter_rows()]
    assert {str(t.label) for t in TipoSoggetto} <= set(guide)
    assert {c.intestazione for c in COLONNE} <= set(guide)
    assert template_csv().decode("utf-8-sig").strip().split(";") == INTESTAZIONI


def test_the_template_admits_the_kinds_by_a_list_that_holds_them_all() -> None:
    book = openpyxl.load_workbook(io.BytesIO(template_xlsx()))
    (validation,) = book["Aderenti"].data_validations.dataValidation
    sheet, cells = validation.formula1.split("!")
    assert [row[0].value for row in book[sheet][cells.replace("$", "")]] == [str(t.label) for t in TipoSoggetto]


def test_two_lists_are_compared_by_codice_fiscale_or_name() -> None:
    before = read(xlsx(CANTIERI, POLITECNICO, SARTORIA)).righe
    moved = with_cell(CANTIERI, "Comune", "Bari")
    rete = ["Rete dei borghi", "Altro", None, None, None, None, None]
    found = compare(before, read(xlsx(rete, SARTORIA, moved)).righe)
    assert [r.denominazione for r in found.entrati] == ["Rete dei borghi"]
    assert [r.denominazione for r in found.usciti] == ["Politecnico di Bari"]
    assert [(c.dopo.comune, c.campi) for c in found.cambiati] == [("Bari", ("comune",))]
    assert found.uguali == 1
