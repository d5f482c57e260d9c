"""The whole file of a case as a zip that strangers can check: papers, snapshots, index, sums, a PDF/A summary.

What is told of a case is gathered in `selectors`; here it is only written down. Bytes are copied, never changed.
"""

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import IO, Any

from django.template.loader import render_to_string

from core.canonical import sha256_hex
from core.text import defuse_formula
from procedimenti.exceptions import ProcedimentoError
from procedimenti.pdf import html_to_pdf

SUMS, INDEX, TABLE, SUMMARY = "SHA256SUMS", "indice.json", "indice.csv", "riepilogo.pdf"
_COLUMNS = ("numero", "percorso", "tipo", "nome", "sha256", "dimensione", "aggiunto_il")


@dataclass(frozen=True)
class Foglio:
    """One paper of the zip: its line of the index, and how its bytes are opened."""

    riga: dict[str, Any]
    open: Callable[[], IO[bytes]]


def write_fascicolo(target: IO[bytes], *, caso: dict[str, Any], fogli: Iterable[Foglio]) -> None:
    """Write the zip of a case into `target`; `caso` is what the index says besides the papers.

    Raises ProcedimentoError where a PDF cannot be made, or if the bytes of a paper are not those recorded.
    """
    sums: dict[str, str] = {}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        rows = list(_papers(archive, fogli, sums))
        index = json.dumps({**caso, "documenti": rows}, ensure_ascii=False, indent=2).encode()
        made = {INDEX: index, TABLE: _table(rows), SUMMARY: summary_pdf({**caso, "documenti": rows})}
        for number, photo in enumerate(caso["fotografie"], start=1):
            made[f"fotografie/{number:02}.json"] = photo["contenuto"].encode()
        for name, content in made.items():
            archive.writestr(name, content)
            sums[name] = sha256_hex(content)
        archive.writestr(SUMS, "".join(f"{sha256}  {name}\n" for name, sha256 in sorted(sums.items())))


def _papers(archive: zipfile.ZipFile, fogli: Iterable[Foglio], sums: dict[str, str]) -> Iterator[dict[str, Any]]:
    for foglio in fogli:
        path, hashed = foglio.riga["percorso"], hashlib.sha256()
        with foglio.open() as stream, archive.open(path, "w") as inside:
            while chunk := stream.read(1024 * 1024):
                inside.write(chunk)
                hashed.update(chunk)
        found = hashed.hexdigest()
        if found != foglio.riga["sha256"]:
            raise ProcedimentoError(f"{foglio.riga['nome']}: i byte non sono quelli registrati. Avvisa chi gestisce.")
        sums[path] = found
        yield foglio.riga


def _table(rows: list[dict[str, Any]]) -> bytes:
    """The index as spreadsheets open it: names came from outside, and none runs as a formula (CWE-1236)."""
    text = io.StringIO()
    writer = csv.DictWriter(text, _COLUMNS, delimiter=";")
    writer.writeheader()
    writer.writerows({name: defuse_formula(str(value)) for name, value in row.items()} for row in rows)
    return text.getvalue().encode("utf-8-sig")


def summary_pdf(caso: dict[str, Any]) -> bytes:
    """Return the summary as PDF/A-3u; raises ProcedimentoError if the machine lacks the library that draws text."""
    page = render_to_string("procedimenti/riepilogo.html", {"caso": caso})
    return html_to_pdf(page, variant="pdf/a-3u", what="Il riepilogo")
