"""Reads a form out of a page, so that a test can send it as a browser would, but for what it changes."""

from html.parser import HTMLParser

Attributes = dict[str, str | None]
Pairs = list[tuple[str, str]]


class _Forms(HTMLParser):
    """Every form of a page with the fields that a browser would send."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[tuple[Attributes, Pairs]] = []
        self._open = False
        self._text: tuple[str, list[str]] | None = None
        self._select: tuple[str, bool] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("name") or ""
        if tag == "form":
            self.forms.append((given, []))
            self._open = True
        elif not self._open or "disabled" in given:
            return
        elif tag == "input" and name:
            self._take_input(name, given)
        elif tag == "textarea" and name:
            self._text = (name, [])
        elif tag == "select" and name:
            self._select = (name, "multiple" in given)
        elif tag == "option" and self._select and "selected" in given:
            self._add(self._select[0], given.get("value") or "")

    def _take_input(self, name: str, given: Attributes) -> None:
        kind = given.get("type") or "text"
        if kind in {"submit", "button", "image", "reset", "file"}:
            return
        if kind in {"checkbox", "radio"} and "checked" not in given:
            return
        self._add(name, given.get("value") or ("on" if kind == "checkbox" else ""))

    def handle_data(self, data: str) -> None:
        if self._text:
            self._text[1].append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = False
        elif tag == "textarea" and self._text:
            self._add(self._text[0], "".join(self._text[1]).removeprefix("\n"))
            self._text = None
        elif tag == "select":
            self._select = None

    def _add(self, name: str, value: str) -> None:
        self.forms[-1][1].append((name, value))


def read_form(html: str, *, having: str) -> dict[str, list[str]]:
    """Return the fields of the first form that has a field named `having`, each with its values.

    Raises LookupError when no form has it.
    """
    parser = _Forms()
    parser.feed(html)
    for _attributes, pairs in parser.forms:
        if any(name == having for name, _value in pairs):
            fields: dict[str, list[str]] = {}
            for name, value in pairs:
                fields.setdefault(name, []).append(value)
            return fields
    raise LookupError(f"no form with a field {having}")
