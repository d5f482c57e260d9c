"""Writes a demonstration model as OpenDocument text; the other formats are in `build_modelli`."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from odfdo import Cell, Element, Header, Paragraph, Row, Style, Table, create_table_cell_style
from odfdo import Document as OdfDocument

from deploy.dati.model_words import (
    EMPTY_ROWS,
    FIELD_TITLES,
    LANGUAGE,
    REQUIRED_NOTE,
    SIGNATURE,
    WRITTEN,
    label_of,
    placeholder_of,
    settle,
    with_captions,
)


def _odf_heading(level: int, text: str) -> Header:
    heading = Header(level, text)
    heading.set_attribute("text:style-name", f"Heading_20_{level}")
    return heading


def _odf_row(cells: Sequence[Element]) -> Row:
    row = Row()
    for inside in cells:
        cell = Cell(style="Casella")
        cell.append(inside)
        row.append_cell(cell)
    return row


def _odf_placeholder(field: list[str]) -> Paragraph:
    """A field to click and type over."""
    answer = Element.from_tag('<text:placeholder text:placeholder-type="text"/>')
    answer.text = f"<{placeholder_of(field)}>"
    paragraph = Paragraph("", style="Standard")
    paragraph.append(answer)
    return paragraph


def _odf_table(name: str, caption: str, titles: list[str], rows: Sequence[Sequence[Element]]) -> Table:
    """A table whose first row heads it on every page; `caption` is also its description."""
    table = Table(name)
    columns = Element.from_tag("<table:table-column/>")
    columns.set_attribute("table:number-columns-repeated", str(len(titles)))
    Element.append(table, columns)
    description = Element.from_tag("<table:desc/>")
    description.text = caption
    table.insert(description, position=0)
    header = Element.from_tag("<table:table-header-rows/>")
    header.append(_odf_row([Paragraph(title, style="Intestazione") for title in titles]))
    Element.append(table, header)
    for row in rows:
        Element.append(table, _odf_row(row))
    return table


def _odf_document(titolo: str, avviso: str) -> OdfDocument:
    """An empty text with its language, title and the styles used here; the library's template is French."""
    document = OdfDocument("text")
    document.meta.title, document.meta.subject, document.meta.language = titolo, avviso, LANGUAGE
    document.meta.creation_date = WRITTEN
    document.meta.creator = document.meta.initial_creator = "Regione Puglia"
    language, country = LANGUAGE.split("-")
    for style in document.styles.get_elements("//style:text-properties[@fo:language]"):
        style.set_attribute("fo:language", language)
        style.set_attribute("fo:country", country)
    document.insert_style(
        create_table_cell_style(border="0.75pt solid #5d7083", padding="0.15cm"), name="Casella", automatic=True
    )
    document.insert_style(
        Style("paragraph", name="Intestazione", parent_style="Standard", area="text", bold=True), automatic=True
    )
    document.body.clear()
    return document


def write_odt(modello: dict[str, Any], avviso: str, path: Path) -> None:
    document = _odf_document(modello["titolo"], avviso)
    body = document.body
    body.append(_odf_heading(1, modello["titolo"]))
    for text in (avviso, modello["descrizione"], REQUIRED_NOTE):
        body.append(Paragraph(text, style="Text_20_body"))
    for part, captions in with_captions(modello):
        body.append(_odf_heading(2, part["titolo"]))
        if part.get("testo"):
            body.append(Paragraph(part["testo"], style="Text_20_body"))
        for kind, caption in captions.items():
            body.append(Paragraph(caption, style="Caption"))
            name = "".join(caption.split()[:2]).rstrip(".")
            if kind == "campi":
                fields = [[Paragraph(label_of(f), style="Standard"), _odf_placeholder(f)] for f in part["campi"]]
                body.append(_odf_table(name, caption, FIELD_TITLES, fields))
            else:
                empty = [[Paragraph("", style="Standard") for _t in part["tabella"]] for _r in range(EMPTY_ROWS)]
                body.append(_odf_table(name, caption, part["tabella"], empty))
    body.append(Paragraph(SIGNATURE, style="Text_20_body"))
    document.save(str(path))
    settle(path)
