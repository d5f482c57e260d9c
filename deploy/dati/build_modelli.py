"""Writes the demonstration models in three formats from `modulistica/data/modelli.toml`; the files are committed.

Needs the packages python-docx, odfdo and weasyprint (with Debian's libpango-1.0-0 and libpangoft2-1.0-0).
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
from docx.shared import Pt
from odfdo import Cell, Header, Paragraph, Row, Table
from odfdo import Document as OdfDocument
from weasyprint import HTML

from distretti.elenco.template import template_xlsx

DATA = Path(__file__).resolve().parents[2] / "modulistica" / "data"
EMPTY_ROWS = 5
PLACEHOLDER = "Scrivi qui"
SIGNATURE = "Luogo e data: ____________________    Firma digitale del legale rappresentante"
REQUIRED_NOTE = "I campi con l'asterisco (*) sono obbligatori."


def label_of(field: list[str]) -> str:
    return f"{field[0]} *" if field[2] else field[0]


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
    text.text = f"{PLACEHOLDER}: {field[3]}" if field[3] else PLACEHOLDER
    run.append(text)
    content.append(run)
    control.append(properties)
    control.append(content)
    cell.paragraphs[0]._p.append(control)


def _header_row(table: Any) -> None:
    row = table.rows[0]._tr.get_or_add_trPr()
    header = OxmlElement("w:tblHeader")
    header.set(qn("w:val"), "true")
    row.append(header)


def write_docx(modello: dict[str, Any], avviso: str, path: Path) -> None:
    document = Document()
    document.core_properties.title = modello["titolo"]
    document.core_properties.language = "it-IT"
    document.core_properties.author = "Regione Puglia"
    document.core_properties.subject = avviso
    document.styles["Normal"].font.name = "Calibri"
    document.styles["Normal"].font.size = Pt(11)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "it-IT")
    document.styles["Normal"].element.get_or_add_rPr().append(language)
    document.add_heading(modello["titolo"], level=1)
    document.add_paragraph(avviso).runs[0].italic = True
    document.add_paragraph(modello["descrizione"])
    document.add_paragraph(REQUIRED_NOTE)
    for part in modello["parte"]:
        document.add_heading(part["titolo"], level=2)
        if part.get("testo"):
            document.add_paragraph(part["testo"])
        if part.get("campi"):
            table = document.add_table(rows=1, cols=2, style="Table Grid")
            table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Campo", "Risposta"
            _header_row(table)
            for field in part["campi"]:
                cells = table.add_row().cells
                cells[0].text = label_of(field)
                _control(cells[1], field)
        if part.get("tabella"):
            table = document.add_table(rows=1, cols=len(part["tabella"]), style="Table Grid")
            for cell, title in zip(table.rows[0].cells, part["tabella"], strict=True):
                cell.text = title
            _header_row(table)
            for _row in range(EMPTY_ROWS):
                table.add_row()
    document.add_paragraph()
    document.add_paragraph(SIGNATURE)
    document.save(str(path))


# --- .odt -------------------------------------------------------------------------------------------------------


def _odf_table(name: str, titles: list[str], rows: list[list[str]]) -> Table:
    table = Table(name, width=len(titles), height=0)
    for values in [titles, *rows]:
        row = Row()
        for value in values:
            cell = Cell()
            cell.append(Paragraph(value))
            row.append_cell(cell)
        table.append_row(row)
    return table


def write_odt(modello: dict[str, Any], avviso: str, path: Path) -> None:
    document = OdfDocument("text")
    document.meta.title = modello["titolo"]
    document.meta.subject = avviso
    body = document.body
    body.clear()
    body.append(Header(1, modello["titolo"]))
    for text in (avviso, modello["descrizione"], REQUIRED_NOTE):
        body.append(Paragraph(text))
    for number, part in enumerate(modello["parte"], start=1):
        body.append(Header(2, part["titolo"]))
        if part.get("testo"):
            body.append(Paragraph(part["testo"]))
        if part.get("campi"):
            rows = [[label_of(f), f"[{f[3]}]" if f[3] else ""] for f in part["campi"]]
            body.append(_odf_table(f"Campi{number}", ["Campo", "Risposta"], rows))
        if part.get("tabella"):
            body.append(_odf_table(f"Tabella{number}", part["tabella"], [[""] * len(part["tabella"])] * EMPTY_ROWS))
    body.append(Paragraph(SIGNATURE))
    document.save(str(path))


# --- .pdf -------------------------------------------------------------------------------------------------------

STYLE = """
@page { size: A4; margin: 2cm;
 @bottom-center { content: "Pagina " counter(page) " di " counter(pages); font: 9pt "Liberation Sans", sans-serif } }
body { font-family: "Liberation Sans", sans-serif; font-size: 10.5pt; line-height: 1.4; color: #17324d }
h1 { font-size: 20pt; color: #0066cc; margin: 0 0 6pt } h2 { font-size: 13pt; margin: 16pt 0 6pt; break-after: avoid }
.avviso { border-left: 3pt solid #a66300; background: #fff8ea; padding: 6pt 9pt }
table { width: 100%; border-collapse: collapse } th, td { border: .75pt solid #5d7083; padding: 5pt; text-align: left;
 vertical-align: top } th { background: #e6eef6 } tr { break-inside: avoid } td.vuota { height: 16pt }
.aiuto { color: #455b71; font-size: 9pt }
"""


def _html_fields(fields: list[list[str]]) -> str:
    rows = "".join(
        f"<tr><th scope='row' style='width:38%'>{html.escape(label_of(f))}"
        f"{f'<br><span class=aiuto>{html.escape(f[3])}</span>' if f[3] else ''}</th><td></td></tr>"
        for f in fields
    )
    head = "<tr><th scope='col'>Campo</th><th scope='col'>Risposta</th></tr>"
    return f"<table><thead>{head}</thead><tbody>{rows}</tbody></table>"


def _html_table(titles: list[str]) -> str:
    head = "".join(f"<th scope='col'>{html.escape(t)}</th>" for t in titles)
    empty = "<tr>" + "<td class='vuota'></td>" * len(titles) + "</tr>"
    return f"<table><thead><tr>{head}</tr></thead><tbody>{empty * EMPTY_ROWS}</tbody></table>"


def write_pdf(modello: dict[str, Any], avviso: str, path: Path) -> None:
    parts = "".join(
        f"<h2>{html.escape(p['titolo'])}</h2>"
        + (f"<p>{html.escape(p['testo'])}</p>" if p.get("testo") else "")
        + (_html_fields(p["campi"]) if p.get("campi") else "")
        + (_html_table(p["tabella"]) if p.get("tabella") else "")
        for p in modello["parte"]
    )
    title = html.escape(modello["titolo"])
    page = (
        f"<!doctype html><html lang='it'><head><title>{title}</title><style>{STYLE}</style></head><body>"
        f"<h1>{title}</h1>"
        f"<p class='avviso'>{html.escape(avviso)}</p><p>{html.escape(modello['descrizione'])}</p><p>{REQUIRED_NOTE}</p>"
        f"{parts}<p>{SIGNATURE}</p></body></html>"
    )
    HTML(string=page).write_pdf(str(path), pdf_variant="pdf/ua-1")


def write_xlsx(modello: dict[str, Any], avviso: str, path: Path) -> None:
    """The empty members' list, with the notice at the end of its instructions."""
    book = openpyxl.load_workbook(io.BytesIO(template_xlsx()))
    guide = book["Istruzioni"]
    guide.append([])
    guide.append([avviso])
    book.properties.title, book.properties.creator = modello["titolo"], "Regione Puglia"
    book.save(path)


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
