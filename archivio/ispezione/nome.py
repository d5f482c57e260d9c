"""Names of files made harmless: no path, no control or direction characters, the extension of the real content."""

import re
import unicodedata

from archivio.enums import TipoFile

MAX_LENGTH = 120
_SEPARATORS = re.compile(r"[\\/]")
_REFUSED = re.compile(r'[<>:"|?*\x00-\x1f]')
_SPACES = re.compile(r"\s+")
# Names that Windows gives to devices: a file of that name could not be opened there.
_DEVICES = re.compile(r"^(con|prn|aux|nul|com[0-9]|lpt[0-9])$", re.IGNORECASE)


def clean_name(name: str, tipo: TipoFile) -> str:
    """Return `name` without folders, control and bidirectional characters, with the extension of `tipo`.

    A .p7m keeps the extension of what it wraps: `istanza.pdf.p7m`.
    """
    last = _SEPARATORS.split(unicodedata.normalize("NFC", name))[-1]
    kept = "".join(c for c in last if unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co", "Cn"})
    kept = _SPACES.sub(" ", _REFUSED.sub("", kept)).strip(" .")
    stem, dot, extension = kept.rpartition(".")
    if not dot or not extension.isalnum() or len(extension) > 5:
        stem = kept
    stem = stem.strip(" .")[:MAX_LENGTH].strip(" .")
    if not stem or _DEVICES.match(stem.split(".")[0]):
        stem = f"file {stem}".strip()
    return f"{stem}.{tipo.value}"
