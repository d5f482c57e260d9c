"""Filling a model with the register's data, marked with version and day; no query here.

A model is a .docx whose fields are content controls tagged with a name. Filling writes text into them: nothing of the
file is evaluated, so neither a value nor a model can run anything. A members' list is an .xlsx, filled by its headings.
"""

import copy
import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from typing import Any

import openpyxl
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from archivio.enums import MIB
from core.text import fold
from distretti.elenco.columns import COLONNE
from modulistica.exceptions import ModulisticaError

_CONTROL = "w:r"
# What the register knows of an entry; a model may have other fields, which people fill in.
NOTI: dict[str, str] = {
    "aderenti": "numero di aderenti nell’ultimo elenco approvato",
    "ateco": "attività ATECO del profilo",
    "codice": "codice nel registro",
    "codice_fiscale": "codice fiscale dell’ente",
    "comune": "comune della sede e provincia",
    "denominazione": "denominazione in vigore",
    "filiere": "filiere del profilo",
    "forma_giuridica": "forma giuridica",
    "indirizzo": "indirizzo della sede",
    "organi": "organi in carica",
    "partita_iva": "partita IVA",
    "pec": "PEC",
    "rappresentante_carica": "carica del rappresentante legale",
    "rappresentante_nome": "nome del rappresentante legale",
    "scade_il": "scadenza del riconoscimento",
    "sezione": "sezione del registro",
    "sito": "sito",
    "territorio": "comuni del territorio, dal profilo",
}
# A table of seven hundred members has a third of these.
_MAX_PART, _MAX_TAGS = 32 * MIB, 300_000
# The characters that XML 1.0 cannot carry.
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def valori_of(documento: Mapping[str, Any]) -> dict[str, str]:
    """Return the values of NOTI that the public document of an entry gives; what it does not know is left out."""
    registro = documento["registro"]
    profilo = documento.get("profilo") or {}
    sede = documento.get("sede")
    forma = registro.get("forma_giuridica")
    aderenti = documento.get("aderenti")
    organi = [o for o in registro.get("organi", []) if not o.get("al")]
    legale = next((o for o in organi if o.get("rappresentante_legale")), None)
    found = {
        "codice": documento["codice"],
        "denominazione": documento["denominazione"],
        "sezione": f"{documento['sezione']['codice']} – {documento['sezione']['nome']}",
        "forma_giuridica": forma["nome"] if forma else "",
        "comune": f"{sede['comune']['nome']} ({sede['provincia']})" if sede else "",
        "aderenti": str(aderenti["totale"]) if aderenti else "",
        "organi": "; ".join(f"{o['ruolo']}: {o['nome']}" for o in organi),
        "rappresentante_nome": legale["nome"] if legale else "",
        "rappresentante_carica": legale["ruolo"] if legale else "",
        **{name: _names(profilo.get(name)) for name in ("filiere", "ateco", "territorio")},
        **{
            name: str(registro.get(name) or "")
            for name in ("codice_fiscale", "partita_iva", "indirizzo", "pec", "sito", "scade_il")
        },
    }
    return {name: value for name, value in found.items() if value}


def _names(items: Any) -> str:
    return ", ".join(str(i["nome"]) for i in items or [])


def open_docx(data: bytes) -> Any:
    """Open a .docx; raises ModulisticaError if it is none, only looks like one, or would be too much to read."""
    try:
        _check_weight(data)
        document = Document(io.BytesIO(data))
        _ = document.element.body
    except (AttributeError, KeyError, ValueError, SyntaxError, zipfile.BadZipFile) as error:
        raise ModulisticaError("Il documento Word non si riesce a leggere: i suoi campi non si conoscono.") from error
    return document


def _check_weight(data: bytes) -> None:
    """Refuse a document of which a part, small on disk, would become gigabytes of objects, whatever its name is."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for part in archive.infolist():
            if part.file_size > _MAX_PART or archive.read(part).count(b"<") > _MAX_TAGS:
                raise ModulisticaError("Il documento Word è enorme: togli le pagine e le tabelle vuote, e riprova.")


def fields_of(data: bytes) -> list[str]:
    """Return the names of a model's fields, in order. Raises ModulisticaError."""
    return [name for name, _control in controls_of(open_docx(data))]


def fill_docx(data: bytes, valori: Mapping[str, str], *, origine: str, avviso: str) -> bytes:
    """Return the model with its known fields filled; `origine` tells where it comes from, `avviso` is shown on top.

    Values are text: quotes, accents and angle brackets stand as they are; what XML cannot carry is left out.
    Raises ModulisticaError.
    """
    document = open_docx(data)
    for name, control in controls_of(document):
        if name in valori:
            write_control(control, valori[name])
    document.core_properties.identifier = origine
    document.core_properties.comments = avviso
    first = document.paragraphs[0]
    first.insert_paragraph_before(f"{avviso} Riferimento: {origine}")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def fill_xlsx(data: bytes, righe: Iterable[Mapping[str, Any]], *, origine: str, avviso: str) -> bytes:
    """Return the members' list with its rows filled; `avviso` and `origine` stand in a sheet of their own.

    Each row gives the fields of `distretti.elenco.columns`. Text stays text: what begins like a formula is none.
    Raises ModulisticaError if no column of the list is there.
    """
    try:
        book = openpyxl.load_workbook(io.BytesIO(data))
        sheet = next(s for s in book.worksheets if s.sheet_state == "visible")
    except (KeyError, TypeError, ValueError, SyntaxError, StopIteration, zipfile.BadZipFile) as error:
        raise ModulisticaError("Il foglio non si riesce a leggere: non si può precompilare.") from error
    places = {c.campo: cell.column for cell in sheet[1] for c in COLONNE if fold(str(cell.value or "")) in c.names}
    if not places:
        raise ModulisticaError("Il foglio non ha le colonne di un elenco di aderenti: non si può precompilare.")
    for number, riga in enumerate(righe, start=2):
        for campo, place in places.items():
            _write_cell(sheet.cell(number, place), riga.get(campo))
    note = book.create_sheet("Provenienza")
    note.column_dimensions["A"].width = 90
    for number, text in enumerate((avviso, f"Riferimento: {origine}"), start=1):
        _write_cell(note.cell(number, 1), text)
    book.properties.identifier, book.properties.description = origine, avviso
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _write_cell(cell: Any, value: Any) -> None:
    """Write a day as a day, anything else as text that no spreadsheet runs, also after somebody edits it."""
    if value is None or value == "":
        return
    if isinstance(value, dt.date):
        cell.value, cell.number_format = value, "dd/mm/yyyy"
        return
    cell.value = _NOT_XML.sub("", str(value))
    cell.data_type, cell.number_format, cell.quotePrefix = "s", "@", True


def controls_of(document: Any) -> list[tuple[str, Any]]:
    """Return the content controls of a document that have a name, in order."""
    found = []
    for control in document.element.body.iter(qn("w:sdt")):
        tag = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
        name = tag.get(qn("w:val")) if tag is not None else None
        if name:
            found.append((name, control))
    return found


def write_control(control: Any, value: str) -> None:
    """Put `value` as the only text of a control, which then shows no placeholder any more; lines stay lines."""
    properties, content = control.find(qn("w:sdtPr")), control.find(qn("w:sdtContent"))
    placeholder = properties.find(qn("w:showingPlcHdr"))
    if placeholder is not None:
        properties.remove(placeholder)
    runs = list(content.iter(qn(_CONTROL)))
    kept = copy.deepcopy(runs[0]) if runs else OxmlElement(_CONTROL)
    for child in list(kept):
        if child.tag != qn("w:rPr"):
            kept.remove(child)
    for number, line in enumerate(_NOT_XML.sub("", value).splitlines()):
        if number:
            kept.append(OxmlElement("w:br"))
        text = OxmlElement("w:t")
        text.text = line
        text.set(qn("xml:space"), "preserve")
        kept.append(text)
    _only(content, kept)


def _only(content: Any, run: Any) -> None:
    """Make `run` all that a control holds: in it, or in its first paragraph where it holds paragraphs or a cell."""
    paragraphs = list(content.iter(qn("w:p")))
    holder = paragraphs[0] if paragraphs else content
    for other in paragraphs[1:]:
        other.getparent().remove(other)
    for child in list(holder):
        if child.tag != qn("w:pPr"):
            holder.remove(child)
    holder.append(run)
