"""Italian text made comparable: accents stripped, words stemmed, so that both databases search and sort alike."""

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer
from django.utils.html import escape

MAX_PAROLA = 40
# Also in the full width of East Asian letters, which some spreadsheets take for the same signs.
_STARTS_FORMULA = frozenset("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
# Controls (save tab and line ends, which are spaces), overrides of direction, and what is no character at all:
# none is seen; XML and spreadsheets refuse some, and others show a text in an order in which it is not written.
_UNSEEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u202a-\u202e"
    r"\u2060-\u2069\ufdd0-\ufdef\ufeff\ufffe\uffff\ud800-\udfff]"
)
_UNASKABLE = re.compile(r"[\x00\ud800-\udfff]")
_KEY = re.compile(r"[0-9]{1,18}")
INVISIBILI = "Il testo contiene caratteri che non si vedono: riscrivilo."
_WORD = re.compile(r"[a-z0-9]+")
_SHOWN_WORD = re.compile(r"[^\W_]+")
# Articles, prepositions and conjunctions: who writes one of them between two words looks for the words.
_GRAMMAR = frozenset(
    _WORD.findall(
        "a ad ai agli al all alla alle allo con d da dagli dai dal dall dalla dalle dallo degli dei del dell della "
        "delle dello di e ed fra gli i il in l la le lo negli nei nel nell nella nelle nello o per su sugli sui sul "
        "sull sulla sulle sullo tra un una uno"
    )
)
_STEMMER = snowballstemmer.stemmer("italian")


def fold(text: str) -> str:
    """Return `text` in lower case without accents, its apostrophes straight: 'Qualità' becomes 'qualita'."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().replace("’", "'"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def sort_key(text: str) -> str:
    """Return the key by which names are sorted the same way on every database."""
    return " ".join(_WORD.findall(fold(text)))[:300]


def words(text: str) -> list[str]:
    """Return the words of `text` in order, folded, each cut at MAX_PAROLA characters."""
    return [word[:MAX_PAROLA] for word in _WORD.findall(fold(text))]


@lru_cache(maxsize=16_384)
def stem(word: str) -> str:
    """Return the Italian stem of a folded word: 'qualita' stays, 'nautiche' and 'nautico' become 'nautic'."""
    return str(_STEMMER.stemWord(word))


def weigh_words(*parts: tuple[int, str]) -> dict[str, int]:
    """Return each word of the texts with the greatest weight among those of the texts that have it."""
    found: dict[str, int] = {}
    for weight, text in parts:
        for word in words(text):
            found[word] = max(weight, found.get(word, 0))
    return found


@dataclass(frozen=True)
class Termine:
    """One word that is looked for: by its stem and, where it may be still unfinished, by how it begins."""

    radice: str
    inizio: str = ""

    def matches(self, word: str) -> bool:
        """Tell whether a folded word is one that is looked for."""
        return stem(word) == self.radice or bool(self.inizio and word.startswith(self.inizio))


def search_terms(q: str) -> list[Termine]:
    """Return what a person looks for, each once; the last word may be only the beginning of one.

    Words of grammar are not looked for, except as the last: it may be the beginning of another.
    """
    looked_for = words(q)
    finished = [Termine(stem(word)) for word in looked_for[:-1] if word not in _GRAMMAR]
    return list(dict.fromkeys([*finished, *(Termine(stem(word), word) for word in looked_for[-1:])]))


def has_all(terms: Iterable[Termine], found: Collection[str]) -> bool:
    """Tell whether every term is met by some of the folded words `found`."""
    return all(any(term.matches(word) for word in found) for term in terms)


def highlight(text: str, terms: Collection[Termine]) -> str:
    """Return `text` escaped for HTML, the words that are looked for within <mark>; '' when there are none."""
    pieces, end, marked = [], 0, False
    for match in _SHOWN_WORD.finditer(text):
        if any(term.matches(word) for word in words(match.group()) for term in terms):
            pieces += [escape(text[end : match.start()]), "<mark>", escape(match.group()), "</mark>"]
            end, marked = match.end(), True
    return "".join([*pieces, escape(text[end:])]) if marked else ""


def has_unseen(text: str) -> bool:
    """Tell whether a text bears characters that nobody sees and that files cannot hold, or that overturn its order."""
    return bool(_UNSEEN.search(text))


def is_askable(text: str) -> bool:
    """Tell whether a database can be asked for a text: PostgreSQL knows no NUL, UTF-8 no half of a surrogate pair."""
    return not _UNASKABLE.search(text)


def read_key(text: str) -> int | None:
    """Return the key of a row as an address, a form or a text of ours names it; None if it names none.

    Neither `isdigit`, which takes "²" too, nor a number that no database can hold.
    """
    return int(text) if _KEY.fullmatch(text) else None


def defuse_formula(text: str) -> str:
    """Return `text` as a spreadsheet must show it: what would run as a formula follows an apostrophe (CWE-1236).

    What no file may hold is left off: a single such character would keep the whole file from being written.
    """
    text = _UNSEEN.sub("", text)
    return f"'{text}" if text[:1] in _STARTS_FORMULA else text
