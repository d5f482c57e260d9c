"""From which version of which model a filled file comes: a mark that the register writes, and reads when it returns.

The mark stands twice: in the properties of the document, and in words that a person sees, because some programs throw
unknown properties away when they save.
"""

import io
import re
import zipfile
from dataclasses import dataclass

_MARK = re.compile(rb"registro:modello:([a-z0-9-]{1,60}):v([1-9][0-9]{0,5})(?![0-9])")
_PARTS = re.compile(
    r"docProps/core\.xml|word/document\.xml|meta\.xml|content\.xml|xl/sharedStrings\.xml|xl/worksheets/.*"
)
_MAX_PART = 20 * 1024 * 1024


@dataclass(frozen=True)
class Origine:
    """A version of a model, by its code and number."""

    modello: str
    versione: int

    def __str__(self) -> str:
        """The mark, as it is written in files and kept in rows."""
        return f"registro:modello:{self.modello}:v{self.versione}"


def read_mark(text: str) -> Origine | None:
    """Return the origin that a mark names, or None if `text` is no mark."""
    match = _MARK.fullmatch(text.encode())
    return _origin(match) if match else None


def origin_of(data: bytes) -> Origine | None:
    """Return the version that an office document comes from, or None if it does not say, or is no such document.

    Properties are believed before words: a document may speak of another model in its text.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [e for e in archive.infolist() if _PARTS.fullmatch(e.filename) and e.file_size <= _MAX_PART]
            for entry in sorted(parts, key=lambda e: (not e.filename.startswith("docProps"), e.filename)):
                match = _MARK.search(archive.read(entry))
                if match:
                    return _origin(match)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError):
        return None
    return None


def _origin(match: re.Match[bytes]) -> Origine:
    return Origine(match[1].decode(), int(match[2]))
