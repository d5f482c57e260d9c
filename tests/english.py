"""Finds English on a screen that must be Italian: a sentence is English when two of its words are, or its only one."""

import re
from pathlib import Path

from bs4 import BeautifulSoup, Comment

# Frequent words of English screens that Italian does not have.
_WORDS = frozenset(Path(__file__).with_name("english_words.txt").read_text(encoding="utf-8").split())
# Words that are Italian too, or names: alone they prove nothing.
_BOTH = frozenset(
    {"at", "collection", "help", "image", "is", "it", "live", "log", "on", "open", "or", "status", "task"}
)
_ALLOWED = frozenset({"password", "email", "e-mail", "open data", "home", "api", "json", "csv", "xlsx", "burp"})
_HIDDEN = ("script", "style", "template", "noscript", "svg")
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?", re.IGNORECASE)
_SPOKEN = ("aria-label", "title", "placeholder", "alt")


def _texts(html: str) -> list[str]:
    soup = BeautifulSoup(html, "html.parser")
    for element in soup(_HIDDEN):
        element.decompose()
    for foreign in soup.select("[lang]:not(html):not([lang^=it])"):
        foreign.decompose()
    found = [str(s) for s in soup.find_all(string=True) if not isinstance(s, Comment)]
    found += [str(tag[name]) for name in _SPOKEN for tag in soup.select(f"[{name}]")]
    return [" ".join(text.split()) for text in found if text.strip()]


def is_english(text: str) -> bool:
    """Tell whether a piece of text reads as English."""
    words = [w.lower() for w in _WORD.findall(text)]
    if not words or text.lower() in _ALLOWED:
        return False
    english = [w for w in words if w in _WORDS]
    sure = [w for w in english if w not in _BOTH]
    if len(words) <= 2:
        return len(english) == len(words) and bool(sure)
    return len(sure) >= 2 and len(english) * 4 >= len(words)


def english_sentences(html: str) -> list[str]:
    """Return the pieces of a page's visible or spoken text that are English, in order, each once."""
    return list(dict.fromkeys(text for text in _texts(html) if is_english(text)))
