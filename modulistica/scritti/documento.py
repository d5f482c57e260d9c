"""Writing a .docx from a model of the office: fields, one row for each item of a list; nothing of the file is run."""

import copy
import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from docx.oxml.ns import qn

from modulistica.enums import TipoScritto
from modulistica.exceptions import ModulisticaError
from modulistica.precompilazione import controls_of, open_docx, write_control

Elenchi = Mapping[str, Sequence[Mapping[str, str]]]
NESSUNO = "Nessuno"
_OWN = Path(__file__).resolve().parents[1] / "data" / "file"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment that a .zip can say


def own_model(tipo: TipoScritto) -> bytes:
    """Return the .docx of a kind that comes with the register: what is written before the office has its own."""
    return (_OWN / f"{tipo.modello}.docx").read_bytes()


def compose_docx(data: bytes, valori: Mapping[str, str], elenchi: Elenchi, *, titolo: str, origine: str) -> bytes:
    """Return the model with every known field written; `origine` is the mark of model and version.

    A list without items leaves one row that says so. A paragraph none of whose fields has a value is left out.
    The same model and the same values give the same bytes, whenever it is written.
    Raises ModulisticaError for a file that cannot be read, or whose row mixes two lists.
    """
    document = open_docx(data)
    for row in list(document.element.body.iter(qn("w:tr"))):
        _repeat(row, elenchi)
    known = [(valori[name], control) for name, control in controls_of(document) if name in valori]
    written = [_line_of(control) for value, control in known if value.strip()]
    for value, control in known:
        line = _line_of(control)
        if value.strip() or line in written or not _drop(line):
            write_control(control, value.strip() or "–")
    document.core_properties.title = titolo
    document.core_properties.identifier = origine
    document.core_properties.comments = ""
    out = io.BytesIO()
    document.save(out)
    return _timeless(out)


def _timeless(packed: io.BytesIO) -> bytes:
    """Return a zipped document without the moment of writing of its members."""
    out = io.BytesIO()
    with zipfile.ZipFile(packed) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            entry = zipfile.ZipInfo(item.filename, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(item))
    return out.getvalue()


def to_fill(data: bytes) -> list[str]:
    """Return the names of the fields where somebody has still to write. Raises ModulisticaError."""
    return [
        name
        for name, control in controls_of(open_docx(data))
        if control.find(f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}") is not None
    ]


def _repeat(row: Any, elenchi: Elenchi) -> None:
    names = {name.partition(".")[0] for name, _control in _dotted(row)}
    if not names:
        return
    if len(names) > 1:
        raise ModulisticaError(f"Una riga di tabella usa due elenchi insieme: {', '.join(sorted(names))}.")
    items = elenchi.get(names.pop())
    if items is None:
        return
    for item in items:
        written = copy.deepcopy(row)
        for identity in list(written.iter(qn("w:id"))):  # one of a kind in a document
            identity.getparent().remove(identity)
        row.addprevious(written)
        for name, control in _dotted(written):
            write_control(control, item.get(name.partition(".")[2], "") or "–")
    if not items:
        for index, (_name, control) in enumerate(_dotted(row)):
            write_control(control, "–" if index else NESSUNO)
        return
    row.getparent().remove(row)


def _dotted(row: Any) -> Iterator[tuple[str, Any]]:
    for control in row.iter(qn("w:sdt")):
        tag = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
        name = tag.get(qn("w:val"), "") if tag is not None else ""
        if "." in name:
            yield name, control


def _line_of(control: Any) -> Any:
    """Return the paragraph a field stands in, or the field itself where it holds paragraphs."""
    return next(control.iterancestors(qn("w:p")), control)


def _drop(line: Any) -> bool:
    """Take a paragraph away and say so; a table's cell keeps its own (ECMA-376 part 1 §17.4.65)."""
    if next(line.iterancestors(qn("w:tc")), None) is not None or line.find(f".//{qn('w:tc')}") is not None:
        return False
    if line.getparent() is not None:  # another field of the same paragraph took it away
        line.getparent().remove(line)
    return True
