"""Writes the demonstration models in three formats from `modulistica/data/modelli.toml`; the files are committed.

A reader of screens finds in each: the language, the title, headings in order, and tables that say what they ask and
which row heads them (EN 301 549 §10). Run twice with the same packages, it writes the same bytes.

Needs the packages python-docx, odfdo and weasyprint (with Debian's libpango-1.0-0, libpangoft2-1.0-0 and the font of
fonts-liberation: with another the PDFs are others).
"""

import argparse
import html
import io
import sys
import tomllib
from pathlib import Path
from typing import Any

import openpyxl
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from weasyprint import HTML

from deploy.dati.model_odt import write_odt
from deploy.dati.model_words import (
    EMPTY_ROWS,
    FIELD_TITLES,
    LANGUAGE,
    REQUIRED_NOTE,
    SIGNATURE,
    label_of,
    placeholder_of,
    settle,
    with_captions,
)
from distretti.elenco.template import template_xlsx

DATA = Path(__file__).resolve().parents[2] / "modulistica" / "data"


# --- .docx ------------------------------------------------------------------------------------------------------


def _control(cell: Any, field: list[str]) -> None:
    """A content control with the field's name as tag: people type into it, the register fills it beforehand."""
    control = OxmlElement("w:sdt")
    properties = OxmlElement("w:sdtPr")
    for tag, value in (("w:alias", field[0]), ("w:tag", field[1])):
        element = OxmlElement(tag)
        element.set(qn("w:val"), value)
        properties.append(element)
    properties.append(OxmlElement("w:showingPlcHdr"))
    properties.append(OxmlElement("w:text"))
    content = OxmlElement("w:sdtContent")
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = placeholder_of(field)
    run.append(text)
    content.append(run)
    control.append(properties)
    control.append(content)
    cell.paragraphs[0]._p.append(control)


def element(tag: str, **values: str) -> Any:
    """An element of WordprocessingML with its attributes."""
    made = OxmlElement(tag)
    for name, value in values.items():
        made.set(qn(f"w:{name}"), value)
    return made


def docx_table(document: Any, titles: list[str], caption: str) -> Any:
    """Append a caption and a table whose first row is its header, on every page."""
    above = document.add_paragraph(caption, style="Caption")
    above.paragraph_format.keep_with_next = True
    table = document.add_table(rows=1, cols=len(titles), style="Table Grid")
    table._tbl.tblPr.append(element("w:tblCaption", val=caption))
    for cell, title in zip(table.rows[0].cells, titles, strict=True):
        cell.paragraphs[0].add_run(title).bold = True
    table.rows[0]._tr.get_or_add_trPr().append(element("w:tblHeader", val="true"))
    return table


def in_italian(document: Any) -> None:
    """Say that everything is Italian: in the defaults, the theme and the properties; the template is American."""
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)
        language.set(qn("w:eastAsia"), LANGUAGE)
    for theme in document.settings.element.iter(qn("w:themeFontLang")):
        theme.set(qn("w:val"), LANGUAGE)
        theme.attrib.pop(qn("w:eastAsia"), None)
    document.core_properties.language = LANGUAGE


def write_docx(modello: dict[str, Any], avviso: str, path: Path) -> None:
    document = Document()
    document.core_properties.title = modello["titolo"]
    document.core_properties.author = "Regione Puglia"
    document.core_properties.subject = avviso
    document.core_properties.comments = ""
    document.styles["Normal"].font.name = "Calibri"
    document.styles["Normal"].font.size = Pt(11)
    caption = document.styles["Caption"].font
    caption.size, caption.color.rgb = Pt(10), RGBColor(0x17, 0x32, 0x4D)
    in_italian(document)
    document.add_heading(modello["titolo"], level=1)
    document.add_paragraph(avviso).runs[0].italic = True
    document.add_paragraph(modello["descrizione"])
    document.add_paragraph(REQUIRED_NOTE)
    for part, captions in with_captions(modello):
        document.add_heading(part["titolo"], level=2)
        if part.get("testo"):
            document.add_paragraph(part["testo"])
        if part.get("campi"):
            table = docx_table(document, FIELD_TITLES, captions["campi"])
            for field in part["campi"]:
                cells = table.add_row().cells
                cells[0].text = label_of(field)
                _control(cells[1], field)
        if part.get("tabella"):
            table = docx_table(document, part["tabella"], captions["tabella"])
            for _row in range(EMPTY_ROWS):
                table.add_row()
    document.add_paragraph(SIGNATURE).paragraph_format.space_before = Pt(24)
    document.save(str(path))
    settle(path)


# --- .pdf -------------------------------------------------------------------------------------------------------

STYLE = """
@page { size: A4; margin: 2cm;
 @bottom-center { content: "Pagina " counter(page) " di " counter(pages); font: 9pt "Liberation Sans", sans-serif } }
body { font-family: "Liberation Sans", sans-serif; font-size: 10.5pt; line-height: 1.4; color: #17324d }
h1 { font-size: 20pt; color: #0066cc; margin: 0 0 6pt } h2 { font-size: 13pt; margin: 16pt 0 6pt; break-after: avoid }
.avviso { border-left: 3pt solid #a66300; background: #fff8ea; padding: 6pt 9pt }
table { width: 100%; border-collapse: collapse } th, td { border: .75pt solid #5d7083; padding: 5pt; text-align: left;
 vertical-align: top } th { background: #e6eef6 } tr { break-inside: avoid } td.vuota { height: 16pt }
caption { text-align: left; font-weight: bold; font-size: 9.5pt; padding: 4pt 0; break-after: avoid }
.aiuto { color: #455b71; font-size: 9pt }
"""


def _html_fields(fields: list[list[str]], caption: str) -> str:
    rows = "".join(
        f"<tr><th scope='row' style='width:38%'>{html.escape(label_of(f))}"
        f"{f'<br><span class=aiuto>{html.escape(f[3])}</span>' if f[3] else ''}</th><td></td></tr>"
        for f in fields
    )
    head = "<tr><th scope='col'>Campo</th><th scope='col'>Risposta</th></tr>"
    return f"<table><caption>{html.escape(caption)}</caption><thead>{head}</thead><tbody>{rows}</tbody></table>"


def _html_table(titles: list[str], caption: str) -> str:
    head = "".join(f"<th scope='col'>{html.escape(t)}</th>" for t in titles)
    empty = "<tr>" + "<td class='vuota'></td>" * len(titles) + "</tr>"
    body = f"<thead><tr>{head}</tr></thead><tbody>{empty * EMPTY_ROWS}</tbody>"
    return f"<table><caption>{html.escape(caption)}</caption>{body}</table>"


def write_pdf(modello: dict[str, Any], avviso: str, path: Path) -> None:
    parts = "".join(
        f"<h2>{html.escape(p['titolo'])}</h2>"
        + (f"<p>{html.escape(p['testo'])}</p>" if p.get("testo") else "")
        + (_html_fields(p["campi"], captions["campi"]) if p.get("campi") else "")
        + (_html_table(p["tabella"], captions["tabella"]) if p.get("tabella") else "")
        for p, captions in with_captions(modello)
    )
    title = html.escape(modello["titolo"])
    page = (
        f"<!doctype html><html lang='{LANGUAGE}'><head><title>{title}</title><style>{STYLE}</style></head><body>"
        f"<h1>{title}</h1>"
        f"<p class='avviso'>{html.escape(avviso)}</p><p>{html.escape(modello['descrizione'])}</p><p>{REQUIRED_NOTE}</p>"
        f"{parts}<p>{SIGNATURE}</p></body></html>"
    )
    HTML(string=page).write_pdf(str(path), pdf_variant="pdf/ua-1", pdf_identifier=modello["codice"].encode())


def write_xlsx(modello: dict[str, Any], avviso: str, path: Path) -> None:
    """The empty members' list, with the notice at the end of its instructions."""
    book = openpyxl.load_workbook(io.BytesIO(template_xlsx()))
    guide = book["Istruzioni"]
    guide.append([])
    guide.append([avviso])
    book.properties.title, book.properties.creator = modello["titolo"], "Regione Puglia"
    book.properties.language = LANGUAGE
    book.save(path)
    settle(path)


def main() -> int:
    """Write every model; returns 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=Path, default=DATA / "file")
    folder = parser.parse_args().output
    folder.mkdir(parents=True, exist_ok=True)
    content = tomllib.loads((DATA / "modelli.toml").read_text(encoding="utf-8"))
    for modello in content["modello"]:
        if modello.get("formati") == [".xlsx"]:
            write_xlsx(modello, content["avviso"], folder / f"{modello['codice']}.xlsx")
            continue
        for suffix, write in ((".docx", write_docx), (".odt", write_odt), (".pdf", write_pdf)):
            write(modello, content["avviso"], folder / f"{modello['codice']}{suffix}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
