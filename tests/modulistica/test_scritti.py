"""The office's writings: from a model with fields to a .docx and a PDF/A-2a that says what it is."""

import io
import tomllib
from typing import Any

import pikepdf
import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from home.actions.demo.modelli import DATA
from modulistica.enums import TipoScritto, scritto_of
from modulistica.exceptions import ModulisticaError
from modulistica.precompilazione import fields_of
from modulistica.scritti.campi import check_campi, names_of, split_example
from modulistica.scritti.documento import NESSUNO, compose_docx, to_fill
from modulistica.scritti.pdf import html_to_pdf, pdf_from_docx
from tests.modulistica.test_precompilazione import text_of

TIPI = list(TipoScritto)
STRANGE = 'D’Amico & "figli" <S.r.l.> {{ 7*7 }} l\'Olio È\x00'


def committed(tipo: TipoScritto) -> bytes:
    return (DATA / "file" / f"{tipo.modello}.docx").read_bytes()


def written(tipo: TipoScritto, elenchi: dict[str, list[dict[str, str]]] | None = None, **valori: str) -> bytes:
    """A writing of the examples, with some values of its own."""
    examples, lists = split_example(tipo)
    return compose_docx(committed(tipo), examples | valori, lists | (elenchi or {}), titolo=tipo.label, origine="x")


def metadata_of(pdf: pikepdf.Pdf) -> dict[str, Any]:
    with pdf.open_metadata() as found:
        return {"part": found.get("pdfaid:part"), "conformance": found.get("pdfaid:conformance")}


@pytest.mark.parametrize("tipo", TIPI)
def test_each_demonstration_model_uses_only_fields_that_exist(tipo: TipoScritto) -> None:
    check_campi(tipo, fields_of(committed(tipo)))
    assert scritto_of(tipo.modello) is tipo


@pytest.mark.parametrize("tipo", TIPI)
def test_each_is_written_whole(tipo: TipoScritto) -> None:
    data = written(tipo)
    assert to_fill(data) == []
    assert "[" not in text_of(data)


@pytest.mark.parametrize("tipo", TIPI)
def test_each_pdf_says_what_it_is_and_carries_the_text(tipo: TipoScritto) -> None:
    data = pdf_from_docx(written(tipo), titolo=tipo.label, piede="I-2025-0007")
    with pikepdf.open(io.BytesIO(data)) as pdf:
        root = pdf.Root
        assert metadata_of(pdf) == {"part": "2", "conformance": "A"}
        assert str(root.Lang) == "it-IT"
        assert bool(root.MarkInfo.Marked)
        assert str(root.StructTreeRoot.Type) == "/StructTreeRoot"
        assert str(root.OutputIntents[0].S) == "/GTS_PDFA1"


def test_a_value_is_text_whatever_it_holds_and_its_lines_stay() -> None:
    data = written(TipoScritto.PREAVVISO, motivo=f"{STRANGE}\nsecondo motivo")
    assert STRANGE.replace("\x00", "") in text_of(data)
    assert len(list(Document(io.BytesIO(data)).element.body.iter("{*}br"))) == 1


@pytest.mark.parametrize("many", [0, 1, 700])
def test_a_row_is_written_for_each_item_of_a_list(many: int) -> None:
    rows = [{"posizione": str(n), "denominazione": f"Impresa {n} & figli", "comune": "Bari"} for n in range(many)]
    data = written(TipoScritto.PROPOSTA, {"aderenti": rows})
    table = Document(io.BytesIO(data)).tables[1]
    assert len(table.rows) == 1 + max(many, 1)
    assert (f"Impresa {many - 1} & figli" if many else NESSUNO) in text_of(data)
    assert to_fill(data) == []


def test_a_paragraph_none_of_whose_fields_has_a_value_is_not_written() -> None:
    shown = text_of(
        written(TipoScritto.ACCOGLIMENTO, clausola_ritardo="", prescrizioni=" ", parere="", parere_giorno="")
    )
    assert "Prescrizioni" not in shown
    assert "Parere del Nucleo" not in shown
    one = text_of(written(TipoScritto.ACCOGLIMENTO, parere=""))
    assert "Parere del Nucleo,  il 9 ottobre 2024 :  –" in one


def test_what_nobody_wrote_is_still_to_fill() -> None:
    assert to_fill(compose_docx(committed(TipoScritto.AVVIO), {}, {}, titolo="x", origine="x"))


def test_a_field_that_does_not_exist_is_named_with_the_nearest() -> None:
    with pytest.raises(ModulisticaError, match=r"«motivi» non esiste .*Forse volevi «motivo»"):
        check_campi(TipoScritto.PREAVVISO, ["numero", "motivi"])
    with pytest.raises(ModulisticaError, match=r"«xyzzy» non esiste negli scritti «Preavviso di rigetto».$"):
        check_campi(TipoScritto.PREAVVISO, ["xyzzy"])


def test_a_row_of_two_lists_is_refused() -> None:
    document = Document()
    cells = document.add_table(rows=1, cols=2).rows[0].cells
    for cell, name in zip(cells, ("aderenti.comune", "verifiche.esito"), strict=True):
        cell.paragraphs[0]._p.append(control(name))
    with pytest.raises(ModulisticaError, match="due elenchi insieme: aderenti, verifiche"):
        compose_docx(saved(document), {}, {}, titolo="x", origine="x")


def test_a_control_around_a_paragraph_or_a_cell_as_word_makes_them_is_written_too() -> None:
    document = Document()
    inside = '<w:p><w:pPr><w:jc w:val="both"/></w:pPr><w:r><w:t>qui</w:t></w:r></w:p><w:p/>'
    block = control("motivo", inside=inside)
    document.element.body.insert(0, block)
    empty = control("parere", inside="<w:p><w:r><w:t>qui</w:t></w:r></w:p>")
    document.element.body.insert(1, empty)
    data = compose_docx(saved(document), {"motivo": "Ecco", "parere": ""}, {}, titolo="x", origine="x")
    body = Document(io.BytesIO(data)).element.body
    assert "Ecco" in text_of(data)
    assert len(list(body.iter("{*}jc"))) == 1
    assert "qui" not in text_of(data)


def test_a_file_that_is_no_document_is_told() -> None:
    for read in (fields_of, lambda data: pdf_from_docx(data, titolo="x")):
        with pytest.raises(ModulisticaError, match="non si riesce a leggere"):
            read(b"PK no")


def test_a_picture_of_elsewhere_is_never_asked_for() -> None:
    assert html_to_pdf("<html lang='it'><title>x</title><p>a<img alt='' src='http://127.0.0.1:9/x.png'></p>")


def test_every_field_has_a_meaning_and_an_example() -> None:
    for tipo in TIPI:
        valori, elenchi = split_example(tipo)
        assert len(valori) + sum(len(rows[0]) for rows in elenchi.values()) == len(names_of(tipo))
        assert all(valori.values())


def test_the_texts_are_those_of_their_file() -> None:
    content = tomllib.loads((DATA / "scritti.toml").read_text(encoding="utf-8"))
    assert [s["tipo"] for s in content["scritto"]] == list(TipoScritto.values)


def control(name: str, inside: str = "<w:r><w:t>qui</w:t></w:r>") -> Any:
    return parse_xml(
        f'<w:sdt {nsdecls("w")}><w:sdtPr><w:tag w:val="{name}"/><w:showingPlcHdr/></w:sdtPr>'
        f"<w:sdtContent>{inside}</w:sdtContent></w:sdt>"
    )


def saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
