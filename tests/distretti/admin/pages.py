"""Reading and filling in the pages of the desk as a browser without scripts does."""

from typing import Any

from bs4 import BeautifulSoup, Tag
from django.test import Client


class Screen:
    """A page that came back, with the form it holds."""

    def __init__(self, client: Client, response: Any) -> None:
        self.client, self.response = client, response
        self.soup = BeautifulSoup(response.content, "html.parser")

    @property
    def text(self) -> str:
        """What a person reads, on one line."""
        return " ".join(self.soup.get_text(" ").split())

    @property
    def url(self) -> str:
        return str(self.response.request["PATH_INFO"])

    @property
    def form(self) -> Tag:
        found = self.soup.select_one("form[method=post]")
        assert found is not None, self.text[:500]
        return found

    @property
    def values(self) -> dict[str, list[str]]:
        """What the form would send as it stands."""
        sent: dict[str, list[str]] = {}
        for control in self.form.select("input[name], select[name], textarea[name]"):
            sent.setdefault(str(control["name"]), []).extend(_values(control))
        return sent

    def error_of(self, name: str) -> str:
        """The words beside a field."""
        box = self.soup.select_one(f"#id_{name}_error")
        return " ".join(box.get_text(" ").split()) if box else ""

    @property
    def quotes(self) -> list[str]:
        """The sentences shown before recording."""
        return [q.get_text(" ", strip=True) for q in self.soup.select("blockquote")]

    def send(self, passo: str = "", **changes: Any) -> "Screen":
        """Send the form with some values changed, by the button `passo`."""
        data: dict[str, Any] = {**self.values, **changes} | ({"passo": passo} if passo else {})
        return Screen(self.client, self.client.post(self.url, data, follow=True))


def _values(control: Tag) -> list[str]:
    if control.name == "select":
        chosen = control.select("option[selected]") or control.select("option")[:1]
        return [str(option.get("value", "")) for option in chosen]
    if control.name == "textarea":
        return [control.text.removeprefix("\r\n").removeprefix("\n")]
    if control.get("type") in {"radio", "checkbox"}:
        return [str(control.get("value", "on"))] if control.has_attr("checked") else []
    return [] if control.get("type") in {"submit", "file"} else [str(control.get("value", ""))]


def look(client: Client, path: str) -> Screen:
    """Open a page."""
    return Screen(client, client.get(path, follow=True))
