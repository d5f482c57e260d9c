"""A profile as people read it: labelled fields made of lines of plain text; from JSON and HTML, no database."""

from collections.abc import Iterable
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

_BLOCKS = frozenset({"p", "div", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "hr", "ul", "ol", "table", "tr"})


@dataclass(frozen=True)
class Riga:
    """A paragraph, an item of a list, or a picture with its alternative text."""

    testo: str
    immagine: str = ""


@dataclass(frozen=True)
class Campo:
    """A field of a profile: its name, its label, its lines, and the public value from which they were read.

    `elenco` tells that the lines are items, each whole: they come and go, their words do not change.
    """

    nome: str
    etichetta: str
    righe: tuple[Riga, ...]
    valore: Any = None
    elenco: bool = False


class _Lines(HTMLParser):
    """Gathers the lines of rich text; a link's address is written after its words, so that a changed one is seen."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self._line = ""
        self._addresses: list[str] = []

    def flush(self) -> None:
        if text := " ".join(self._line.split()):
            self.lines.append(text)
        self._line = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS or tag == "br":
            self.flush()
        if tag == "li":
            self._line = "• "
        if tag == "a":
            self._addresses.append(dict(attrs).get("href") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._addresses and (address := self._addresses.pop()):
            self._line += f" ({address})"
        if tag in _BLOCKS:
            self.flush()

    def handle_data(self, data: str) -> None:
        self._line += data


def read_html(html: str) -> tuple[Riga, ...]:
    """Return the paragraphs, titles and items of rich text, in order, without their style."""
    parser = _Lines()
    parser.feed(html)
    parser.close()
    parser.flush()
    return tuple(Riga(line) for line in parser.lines)


def read_text(text: str) -> tuple[Riga, ...]:
    """Return the lines of plain text that are not blank."""
    return tuple(Riga(" ".join(line.split())) for line in text.splitlines() if line.strip())


def read_items(items: Iterable[str]) -> tuple[Riga, ...]:
    """Return one line for each item."""
    return tuple(Riga(item) for item in items)


def is_blank(value: Any) -> bool:
    """Tell whether a field of a revision says nothing: no text between its tags, no block, no item."""
    return not value or value == "[]" or (isinstance(value, str) and not value.startswith("[") and not read_html(value))
