"""What every format of a demonstration model says and carries alike: labels, captions, language, moment of writing."""

import datetime as dt
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

EMPTY_ROWS = 5
LANGUAGE = "it-IT"
# The files carry this moment wherever a format wants one: the day of BURP n. 18, which carries DGR 192/2025.
WRITTEN = dt.datetime(2025, 3, 3)
PLACEHOLDER = "Scrivi qui"
FIELD_TITLES = ["Campo", "Risposta"]
SIGNATURE = "Luogo e data: ____________________    Firma digitale del legale rappresentante"
REQUIRED_NOTE = "I campi con l’asterisco (*) sono obbligatori."


def label_of(field: list[str]) -> str:
    return f"{field[0]} *" if field[2] else field[0]


def placeholder_of(field: list[str]) -> str:
    return f"{PLACEHOLDER}: {field[3]}" if field[3] else PLACEHOLDER


def caption_of(number: int, title: str, *, fields: bool) -> str:
    """Return the sentence above a table, which says what the table asks."""
    asked = (
        "un campo per riga, con la risposta accanto"
        if fields
        else "una riga per ogni voce; aggiungi quelle che servono"
    )
    return f"Tabella {number}. {title}: {asked}."


def with_captions(modello: dict[str, Any]) -> Iterator[tuple[dict[str, Any], dict[str, str]]]:
    """Yield each part with the captions of its tables, numbered through the document."""
    number = 0
    for part in modello["parte"]:
        captions = {}
        for kind in ("campi", "tabella"):
            if part.get(kind):
                number += 1
                captions[kind] = caption_of(number, part["titolo"], fields=kind == "campi")
        yield part, captions


def settle(path: Path) -> None:
    """Write a zipped document anew without the moment of writing, in its members and in its properties."""
    with zipfile.ZipFile(path) as old:
        members = [(item, old.read(item)) for item in old.infolist()]
    stamp = f"{WRITTEN:%Y-%m-%dT%H:%M:%S}".encode()
    with zipfile.ZipFile(path, "w") as new:
        for item, data in members:
            if item.filename == "docProps/core.xml":
                data = re.sub(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*", rb"\g<1>" + stamp + b"Z", data)
            entry = zipfile.ZipInfo(item.filename, WRITTEN.timetuple()[:6])
            # An .odt opens with its media type, not compressed (OpenDocument 1.3 part 2 §3.3).
            entry.compress_type = zipfile.ZIP_STORED if item.filename == "mimetype" else zipfile.ZIP_DEFLATED
            new.writestr(entry, data)
