"""Writes the models of the office's writings from `modulistica/data/scritti.toml`; the .docx are committed.

Each has a title, headings in order, tables with a caption and a header row, and is Italian throughout; run twice with
the same packages it writes the same bytes. Needs the package python-docx.
"""

import argparse
import re
import sys
import tomllib
from pathlib import Path
from typing import Any

from docx import Document
from docx.shared import Pt

from deploy.dati.build_modelli import DATA, docx_table, element, in_italian
from deploy.dati.model_words import settle
from modulistica.enums import TipoScritto
from modulistica.scritti.campi import check_campi

_FIELD = re.compile(r"\{([a-z_.]+)\}")


def control_of(name: str) -> Any:
    """A content control of a name, which shows the name until it is written."""
    control, properties, content, run = (element(f"w:{tag}") for tag in ("sdt", "sdtPr", "sdtContent", "r"))
    marks = {"alias": {"val": name}, "tag": {"val": name}, "showingPlcHdr": {}, "text": {"multiLine": "1"}}
    for tag, values in marks.items():
        properties.append(element(f"w:{tag}", **values))
    text = element("w:t")
    text.text = f"[{name}]"
    run.append(text)
    content.append(run)
    control.extend([properties, content])
    return control


def write_line(paragraph: Any, line: str) -> list[str]:
    """Write a line with its fields into a paragraph; returns their names."""
    names = []
    for number, piece in enumerate(_FIELD.split(line)):
        if number % 2:
            names.append(piece)
            paragraph._p.append(control_of(piece))
        elif piece:
            paragraph.add_run(piece)
    return names


def write_table(document: Any, described: dict[str, Any]) -> list[str]:
    """Append a table with one row of fields; returns their names."""
    columns = described["colonne"]
    table = docx_table(document, [title for title, _name in columns], described["didascalia"])
    for cell, (_title, name) in zip(table.add_row().cells, columns, strict=True):
        cell.paragraphs[0]._p.append(control_of(name))
    document.add_paragraph()
    return [name for _title, name in columns]


def write_scritto(described: dict[str, Any], avviso: str, path: Path) -> None:
    """Write one model. Raises ModulisticaError if it uses a field that its kind does not know."""
    tipo = TipoScritto(described["tipo"])
    document = Document()
    properties = document.core_properties
    properties.title, properties.author, properties.subject = tipo.label, "Regione Puglia", avviso
    properties.comments = ""
    document.styles["Normal"].font.name, document.styles["Normal"].font.size = "Calibri", Pt(11)
    in_italian(document)
    document.add_heading(tipo.label, level=1)
    names: list[str] = []
    for line in described["testo"]:
        if isinstance(line, dict):
            names += write_table(document, line)
        elif line.startswith("## "):
            document.add_heading(line[3:], level=2)
        else:
            names += write_line(document.add_paragraph(), line)
    check_campi(tipo, names)
    document.save(str(path))
    settle(path)


def main() -> int:
    """Write every model; returns 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=Path, default=DATA / "file")
    folder = parser.parse_args().output
    content = tomllib.loads((DATA / "scritti.toml").read_text(encoding="utf-8"))
    for described in content["scritto"]:
        write_scritto(described, content["avviso"], folder / f"{TipoScritto(described['tipo']).modello}.docx")
    return 0


if __name__ == "__main__":
    sys.exit(main())
