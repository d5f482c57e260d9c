"""Whatever is written in the fields of a screen of the admin, nobody gets an error of the server."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client

from tests.identita.test_wall import ADDRESSES, EXPECTED, ROLES, ask, body, enter, sides
from tests.identita.walk import fill
from tests.identita.world import World, build_world

pytestmark = pytest.mark.slow

_NAME = re.compile(r'<(?:input|select|textarea|button)\b[^>]*?\bname="([^"]+)"')
HOSTILE = {
    "a NUL": "a\x00b",
    "a number that no column takes": "9" * 400,
    "a negative number": "-1",
    "brackets": "{{ 7*7 }}<script>'\"",
}
ASKED = {"a negative number", "brackets"}


@pytest.fixture
def world(registro: None) -> World:
    return build_world()


def bodies(text: str) -> Iterator[tuple[str, dict[str, str]]]:
    """For each hostile text, a body that says it in every field of the page."""
    names = sorted(set(_NAME.findall(text)) - {"csrfmiddlewaretoken"})
    for what, value in HOSTILE.items():
        yield what, dict.fromkeys(names, value)


def errors_of(path: str, client: Client) -> Iterator[str]:
    shown = ask(client, "GET", path)
    if shown.status_code >= 500:
        yield f"GET {path}: {shown.status_code}"
    if shown.status_code != 200:
        return
    for what, sent in bodies(body(shown)):
        for method in ("GET", "POST") if what in ASKED else ("POST",):
            answer = ask(client, method, path, sent)
            if answer.status_code >= 500:
                yield f"{method} {path}, {what}: {answer.status_code}"


@pytest.mark.parametrize("name", ["funzionario.ricerca", "amministratore"])
def test_no_text_makes_the_admin_fail(name: str, world: World) -> None:
    role = ROLES[name]
    client, world = enter(role, world)
    own, others = sides(role, world)
    found: list[str] = []
    for address in ADDRESSES:
        if EXPECTED[address.name][role.column] == "sì":
            found += errors_of(fill(address, (own or others)[0], world), client)

    assert not found, "\n".join(found)
