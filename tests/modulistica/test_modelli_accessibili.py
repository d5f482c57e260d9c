"""The committed demonstration models, opened as a reader of screens does: language, title, headings, tables."""

import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.conf import settings
from docx import Document
from docx.oxml.ns import qn
from lxml import etree

Modello = dict[str, Any]
DATA = Path(settings.BASE_DIR) / "modulistica" / "data"
MODELLI = [
    m for m in tomllib.loads((DATA / "modelli.toml").read_text(encoding="utf-8"))["modello"] if "formati" not in m
]
each_model = pytest.mark.parametrize("modello", MODELLI, ids=lambda m: m["codice"])
ODF = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
}


def file_of(modello: Modello, suffix: str) -> Path:
    return DATA / "file" / f"{modello['codice']}{suffix}"


def headings_of(modello: Modello) -> list[tuple[int, str]]:
    return [(1, modello["titolo"]), *((2, part["titolo"]) for part in modello["parte"])]


def heads_of(modello: Modello) -> list[list[str]]:
    """The header row that each table must have, in order."""
    return [
        titles
        for part in modello["parte"]
        for titles in (part.get("campi") and ["Campo", "Risposta"], part.get("tabella"))
        if titles
    ]


def style_of(paragraph: Any) -> str:
    return str(paragraph.style.name)


def opened(path: Path, member: str) -> Any:
    with zipfile.ZipFile(path) as archive:
        return etree.fromstring(archive.read(member))


@each_model
def test_an_odt_says_that_it_is_italian_and_its_title(modello: Modello) -> None:
    path = file_of(modello, ".odt")
    styles, meta = opened(path, "styles.xml"), opened(path, "meta.xml")
    assert set(styles.xpath("//@fo:language", namespaces=ODF)) == {"it"}
    assert set(styles.xpath("//@fo:country", namespaces=ODF)) == {"IT"}
    assert meta.findtext(".//dc:language", namespaces=ODF) == "it-IT"
    assert meta.findtext(".//dc:title", namespaces=ODF) == modello["titolo"]


@each_model
def test_an_odt_has_real_headings_and_no_empty_line(modello: Modello) -> None:
    text = opened(file_of(modello, ".odt"), "content.xml").find(".//office:text", namespaces=ODF)
    level, style = (f"{{{ODF['text']}}}{name}" for name in ("outline-level", "style-name"))
    titles = text.findall("text:h", namespaces=ODF)
    assert [(int(h.get(level)), "".join(h.itertext())) for h in titles] == headings_of(modello)
    assert [h.get(style) for h in titles] == [f"Heading_20_{h.get(level)}" for h in titles]
    assert all("".join(p.itertext()).strip() for p in text.findall("text:p", namespaces=ODF))


@each_model
def test_a_table_of_an_odt_has_a_caption_and_one_header_row(modello: Modello) -> None:
    content = opened(file_of(modello, ".odt"), "content.xml")
    found = []
    for number, table in enumerate(content.iterfind(".//table:table", namespaces=ODF), start=1):
        caption = "".join(table.getprevious().itertext())
        assert caption.startswith(f"Tabella {number}. ")
        assert table.findtext("table:desc", namespaces=ODF) == caption
        (header,) = table.findall("table:table-header-rows/table:table-row", namespaces=ODF)
        found.append(["".join(cell.itertext()) for cell in header])
        rows = table.findall("table:table-row", namespaces=ODF)
        assert rows
        assert all(len(row) == len(header) for row in rows)
    assert found == heads_of(modello)


@each_model
def test_a_field_of_an_odt_is_a_placeholder_that_says_what_to_write(modello: Modello) -> None:
    content = opened(file_of(modello, ".odt"), "content.xml")
    asked = [field for part in modello["parte"] for field in part.get("campi", [])]
    shown = ["".join(p.itertext()) for p in content.iterfind(".//text:placeholder", namespaces=ODF)]
    assert shown == [f"<Scrivi qui: {field[3]}>" if field[3] else "<Scrivi qui>" for field in asked]


@each_model
def test_a_docx_says_that_it_is_italian_and_its_title(modello: Modello) -> None:
    document = Document(str(file_of(modello, ".docx")))
    languages = list(document.styles.element.iter(qn("w:lang")))
    assert languages
    assert {language.get(qn("w:val")) for language in languages} == {"it-IT"}
    assert {t.get(qn("w:val")) for t in document.settings.element.iter(qn("w:themeFontLang"))} <= {"it-IT"}
    assert (document.core_properties.language, document.core_properties.title) == ("it-IT", modello["titolo"])
    assert document.core_properties.comments == ""


@each_model
def test_a_docx_has_real_headings_and_no_empty_line(modello: Modello) -> None:
    paragraphs = Document(str(file_of(modello, ".docx"))).paragraphs
    titles = [(style_of(p), p.text) for p in paragraphs if style_of(p).startswith("Heading")]
    assert titles == [(f"Heading {level}", title) for level, title in headings_of(modello)]
    assert all(p.text.strip() for p in paragraphs)


@each_model
def test_a_table_of_a_docx_has_a_caption_and_one_header_row(modello: Modello) -> None:
    document = Document(str(file_of(modello, ".docx")))
    captions = [p.text for p in document.paragraphs if style_of(p) == "Caption"]
    assert len(captions) == len(document.tables)
    for number, (caption, table) in enumerate(zip(captions, document.tables, strict=True), start=1):
        assert caption.startswith(f"Tabella {number}. ")
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == caption
        headers = [row._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in table.rows]
        assert headers == [True] + [False] * (len(table.rows) - 1)
    assert [[cell.text for cell in table.rows[0].cells] for table in document.tables] == heads_of(modello)


@each_model
def test_a_pdf_is_tagged_italian_and_shows_its_title(modello: Modello) -> None:
    with pikepdf.open(file_of(modello, ".pdf")) as pdf:
        assert str(pdf.Root.Lang) == "it-IT"
        assert bool(pdf.Root.MarkInfo.Marked)
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert str(pdf.docinfo["/Title"]) == modello["titolo"]
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
        parts = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/S" in o and "/P" in o]
        kinds = [str(part.S) for part in parts]
    assert kinds.count("/H1") == 1
    assert kinds.count("/H2") == len(modello["parte"])
    # A table that goes on over the page is tagged anew there, with its header repeated: more tables than captions.
    assert kinds.count("/Caption") == len(heads_of(modello)) <= kinds.count("/Table")


def test_the_members_list_says_that_it_is_italian_and_its_title() -> None:
    core = opened(DATA / "file" / "elenco-aderenti.xlsx", "docProps/core.xml")
    assert core.findtext("dc:language", namespaces=ODF) == "it-IT"
    assert core.findtext("dc:title", namespaces=ODF) == "Elenco degli aderenti"
