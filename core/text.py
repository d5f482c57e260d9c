"""Italian text made comparable: accents stripped, words stemmed, so that both databases search and sort alike."""

import re
import unicodedata

import snowballstemmer

_STARTS_FORMULA = frozenset("=+-@\t\r\n")
_WORD = re.compile(r"[a-z0-9]+")
_STEMMER = snowballstemmer.stemmer("italian")


def fold(text: str) -> str:
    """Return `text` in lower case without accents: 'Qualità' becomes 'qualita'."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def sort_key(text: str) -> str:
    """Return the key by which names are sorted the same way on every database."""
    return " ".join(_WORD.findall(fold(text)))[:300]


def stems(text: str) -> list[str]:
    """Return the Italian stems of the words of `text`, in order, accents stripped."""
    return [str(s) for s in _STEMMER.stemWords(_WORD.findall(fold(text)))]


def search_text(*parts: str) -> str:
    """Return the stored search text: a space before and after each stem, so that ' stem' finds a word's start."""
    return f" {' '.join(stems(' '.join(p for p in parts if p)))} "


def defuse_formula(text: str) -> str:
    """Return `text` as a spreadsheet must show it: what would run as a formula follows an apostrophe (CWE-1236)."""
    return f"'{text}" if text[:1] in _STARTS_FORMULA else text
