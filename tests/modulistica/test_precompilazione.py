"""A model filled with the register's data: values as text, its origin told again when it comes back."""

import io
import tomllib
import zipfile
from typing import Any

import pytest
from django.test import Client
from docx import Document

from archivio.ispezione.origine import Origine, origin_of
from archivio.ispezione.pdf import check_pdf
from home.actions.demo.modelli import DATA, publish_model, read_models
from identita.models import User
from modulistica.exceptions import ModulisticaError
from modulistica.precompilazione import NOTI, fields_of, fill_docx, valori_of
from tests.factories import make_funzionario, make_iscrizione

MODELLO = (DATA / "file" / "richiesta-di-conferma.docx").read_bytes()


def text_of(data: bytes) -> str:
    return " ".join(t.text or "" for t in Document(io.BytesIO(data)).element.body.iter() if t.tag.endswith("}t"))


@pytest.mark.parametrize("value", ['L\'"Onda" & <Vela> – perché', "{{ 7 * 7 }} {% raise %}", "a\x00b\x0bc", "=1+1"])
def test_values_are_text_and_nothing_else(value: str) -> None:
    filled = fill_docx(MODELLO, {"denominazione": value}, origine="registro:modello:x:v1", avviso="Avviso")
    shown = text_of(filled)
    assert value.replace("\x00", "").replace("\x0b", "") in shown
    assert "Avviso" in shown


def test_a_filled_model_tells_where_it_comes_from() -> None:
    filled = fill_docx(MODELLO, {}, origine="registro:modello:richiesta-di-conferma:v3", avviso="x")
    assert origin_of(filled) == Origine("richiesta-di-conferma", 3)
    assert origin_of(MODELLO) is None


def heavier(part: str, text: bytes) -> bytes:
    """The model with one part more, or with paragraphs more in its own text."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(MODELLO)) as good, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in good.namelist():
            data = good.read(name)
            made.writestr(name, data.replace(b"<w:sectPr", text + b"<w:sectPr", 1) if name == part else data)
        if part not in good.namelist():
            made.writestr(part, text)
    return out.getvalue()


@pytest.mark.parametrize(
    ("part", "text"),
    [("word/document.xml", b"<w:p/>" * 300_000), ("word/foglio.dat", b"<a/>" * 300_001), ("x.bin", b"0" * (33 << 20))],
)
def test_a_document_that_would_become_gigabytes_is_not_opened(part: str, text: bytes) -> None:
    """Five million empty paragraphs lie in a megabyte, and took eight hundred to be read."""
    with pytest.raises(ModulisticaError, match="enorme"):
        fields_of(heavier(part, text))
    assert fields_of(heavier("word/document.xml", b"<w:p/>" * 100_000)) == fields_of(MODELLO)


def test_what_nobody_knows_stays_to_be_filled_in() -> None:
    assert "Scrivi qui" in text_of(fill_docx(MODELLO, {"denominazione": "A"}, origine="x", avviso="y"))


def test_the_values_are_those_of_the_public_document() -> None:
    documento: dict[str, Any] = {
        "codice": "RP-1-0001",
        "denominazione": "Distretto della Nautica",
        "sezione": {"codice": 1, "nome": "Distretti produttivi"},
        "sede": {"comune": {"codice": "074001", "nome": "Brindisi"}, "provincia": "BR"},
        "registro": {
            "forma_giuridica": {"codice": "1.7.10", "nome": "Associazione riconosciuta"},
            "codice_fiscale": "01234567897",
            "organi": [
                {"nome": "Anna Bianchi", "ruolo": "Presidente", "rappresentante_legale": True, "al": None},
                {"nome": "Ugo Neri", "ruolo": "Presidente", "rappresentante_legale": True, "al": "2024-01-01"},
            ],
        },
        "profilo": {"filiere": [{"codice": "nautica", "nome": "Nautica da diporto"}]},
        "aderenti": {"totale": 121, "al": "2025-12-31"},
    }
    valori = valori_of(documento)
    assert valori["comune"] == "Brindisi (BR)"
    assert valori["organi"] == "Presidente: Anna Bianchi"
    assert valori["rappresentante_nome"] == "Anna Bianchi"
    assert valori["aderenti"] == "121"
    assert valori["filiere"] == "Nautica da diporto"
    assert "pec" not in valori
    assert set(valori) <= set(NOTI)


def test_an_entry_with_nothing_but_a_name_fills_the_name() -> None:
    bare = {"codice": "RP-1-0001", "denominazione": "A", "sezione": {"codice": 1, "nome": "B"}, "sede": None}
    assert valori_of({**bare, "registro": {"forma_giuridica": None}, "profilo": None, "aderenti": None}) == {
        "codice": "RP-1-0001",
        "denominazione": "A",
        "sezione": "1 – B",
    }


@pytest.mark.parametrize("described", [d for d in read_models() if "formati" not in d], ids=lambda d: str(d["codice"]))
def test_every_demonstration_model_is_there_in_three_formats(described: dict[str, Any]) -> None:
    base = DATA / "file" / described["codice"]
    wanted = [field[1] for part in described["parte"] for field in part.get("campi", [])]
    assert fields_of(base.with_suffix(".docx").read_bytes()) == wanted
    pdf = base.with_suffix(".pdf").read_bytes()
    check_pdf(io.BytesIO(pdf))
    avviso = tomllib.loads((DATA / "modelli.toml").read_text(encoding="utf-8"))["avviso"]
    assert avviso in text_of(base.with_suffix(".docx").read_bytes())
    assert base.with_suffix(".odt").read_bytes()[30:].startswith(b"mimetypeapplication/vnd.oasis.opendocument.text")


@pytest.mark.usefixtures("stores")
def test_anybody_downloads_a_model_filled_for_an_entry(funzionario: User, client: Client) -> None:
    publish_model(
        described=next(d for d in read_models() if d["codice"] == "richiesta-di-conferma"),
        author=funzionario,
        approver=make_funzionario(username="funzionario.ricerca2"),
    )
    make_iscrizione("Distretto della Nautica", by=funzionario)
    answer = client.get("/modelli/richiesta-di-conferma/precompilato?iscrizione=RP-1-0001")
    assert answer.status_code == 200
    assert "richiesta-di-conferma-v1-RP-1-0001.docx" in answer["Content-Disposition"]
    assert origin_of(answer.content) == Origine("richiesta-di-conferma", 1)
    assert "Distretto della Nautica" in text_of(answer.content)
    assert client.get("/modelli/richiesta-di-conferma/precompilato?iscrizione=RP-9-0001").status_code == 404
    assert client.get("/modelli/richiesta-di-conferma/precompilato?voce=RP-1-0001").status_code == 422
