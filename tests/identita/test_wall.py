"""The wall: every address of the admin as every role, against a table written by hand (design law 3)."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from pytest_django import Settings

from core.clock import now, today
from distretti.models import Delega
from home.actions.permessi import DELEGATI
from identita.models import User
from tests.factories import make_user
from tests.identita.walk import Address, admin_addresses, fill, is_about
from tests.identita.world import Side, World, build_world, make_files, make_upload

TABLE = Path(__file__).parent / "wall_table.csv"


@dataclass(frozen=True)
class Role:
    """A group, its column in the table, and what of the world it may know; the rest is the other side."""

    group: str
    column: str
    knows: tuple[str, ...]


_RICERCA, _AGRICOLTURA = ("delegata", "ricerca"), ("agricoltura", "agricoltura_pubblicata")
ROLES = {
    "redattore.ricerca": Role("Redattore – ricerca", "redattore", _RICERCA),
    "redattore.agricoltura": Role("Redattore – agricoltura", "redattore", _AGRICOLTURA),
    "delegato": Role("Redattore", "delegato", ("delegata",)),
    "funzionario.ricerca": Role("Funzionario – ricerca", "funzionario", (*_RICERCA, "sito")),
    "funzionario.agricoltura": Role("Funzionario – agricoltura", "funzionario", (*_AGRICOLTURA, "sito")),
    "dirigente.ricerca": Role("Dirigente – ricerca", "dirigente", (*_RICERCA, "sito")),
    "amministratore": Role("Amministratore", "amministratore", ("sito",)),
    "lettore": Role("Lettore", "lettore", ()),
    "anonimo": Role("", "anonimo", ()),
}
# A page that is published may be seen and linked by all staff: its address in the chooser opens.
PUBLIC_OPENS = {"wagtailadmin_choose_page_child"}
# The official view: facts are public from the moment they are recorded (design §6), for every section.
OFFICIAL = {"registro_modeladmin_index", "registro_modeladmin_inspect"}
# These drop from the list asked for what is not one's own, and answer with what is left: nothing.
ANSWER_EMPTY = {"wagtailimages_chooser:chosen_multiple", "wagtaildocs_chooser:chosen_multiple"}
# Whoever is inside already is sent on from the login; logging out sends to the login. Tested in test_login.
LEAVE = {"wagtailadmin_login", "wagtailadmin_logout"}


def read_table() -> dict[str, dict[str, str]]:
    """The committed expectations: address → role → sì | no."""
    lines = (line for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    rows = [{key.strip(): value.strip() for key, value in row.items()} for row in csv.DictReader(lines)]
    return {row["indirizzo"]: row for row in rows}


EXPECTED = read_table()
ADDRESSES = [a for a in admin_addresses() if a.name not in LEAVE]


def test_the_table_speaks_of_every_address_and_of_no_other() -> None:
    names = {a.name for a in ADDRESSES}
    missing, gone = sorted(names - EXPECTED.keys()), sorted(EXPECTED.keys() - names)
    assert not missing, (
        f"Addresses of the admin that the wall's table does not know: {missing}. Decide who may open each of them, "
        f"add a row to {TABLE.name} (sì = opens on what is one's own, no = never), and say in walk.py what the "
        "arguments name if they are new. Never copy what the code answers: the table is the expectation."
    )
    assert not gone, f"Addresses in the wall's table that exist no more: {gone}"


@pytest.fixture
def world(registro: None) -> World:
    return build_world()


def enter(role: Role, world: World) -> tuple[Client, World]:
    """A browser where somebody of this role is inside, and the world with what is his."""
    client = Client(raise_request_exception=False)
    if not role.group:
        return client, world
    user = make_user("prova", role.group)
    for name in role.knows[:1]:
        side = getattr(world, name)
        world = replace(world, **{name: replace(side, upload=make_upload(side.secret, user))})
    if role.column == "delegato":
        entry = world.delegata.page.specific.iscrizione
        chief = User.objects.get(username="funzionario.ricerca")
        Delega.objects.create(user=user, iscrizione=entry, dal=today(), conferita_da=chief, conferita_il=now())
        files = make_files("SEGRETO-MODA", DELEGATI, user)
        world = replace(world, delegata=replace(world.delegata, image=files[0], document=files[1], upload=files[2]))
    client.force_login(user)
    return client, world


class UndoneError(Exception):
    """Rolls back whatever a request did."""


def ask(client: Client, method: str, path: str, sent: dict[str, str] | None = None) -> Any:
    """Answer of one request, whose effects are undone."""
    cookies = client.cookies.copy()
    answer = None
    try:
        with transaction.atomic():
            if method == "GET":
                answer = client.get(path, sent)
            else:
                answer = client.post(path, sent or {}, headers={"X-Requested-With": "XMLHttpRequest"})
            raise UndoneError
    except UndoneError:
        client.cookies = SimpleCookie(cookies)
    return answer


def opened(answer: Any) -> bool | None:
    """Tell whether the view did its work, and did not refuse or send back; None: it answers no such request."""
    if answer.status_code in {301, 302}:
        return answer.url.split("?")[0] not in {"/admin/", "/admin/login/"}
    return None if answer.status_code == 405 else answer.status_code not in {403, 404}


def body(answer: Any) -> str:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return str(content, "utf-8", "replace")


def sides(role: Role, world: World) -> tuple[list[Side], list[Side]]:
    """The role's own side and the other one."""
    everything = {f.name: getattr(world, f.name) for f in fields(world)}
    own = [everything[name] for name in role.knows]
    return own, [side for side in everything.values() if side not in own]


def asked(address: Address, own: list[Side], others: list[Side]) -> Iterator[tuple[Side, bool, tuple[str, ...]]]:
    """The sides whose objects fill the address, whether the role may be let in there, and how it asks."""
    yield (own or others)[0], True, ("GET", "POST")
    methods: tuple[str, ...] = ("GET", "POST")
    for side in others:
        if is_about(address, side):
            public = PUBLIC_OPENS if side.published else set()
            yield side, address.name in OFFICIAL | ANSWER_EMPTY | public, methods
            methods = ("GET",)  # writing is refused by the same rule on each of the others: once is enough


def problems_of(address: Address, role: Role, client: Client, world: World) -> Iterator[str]:
    """Everything by which the answers of an address differ from the table, or tell what they must not."""
    own, others = sides(role, world)
    expected = EXPECTED[address.name][role.column] == "sì"
    secrets = [other.secret for other in others]
    secrets += [other.name for other in others if other.name and address.name not in OFFICIAL]
    for side, may_enter, methods in asked(address, own, others):
        path = fill(address, side, world)
        results = []
        for method in methods:
            answer = ask(client, method, path)
            text = body(answer).replace(path, "")
            results.append(opened(answer))
            told = [secret for secret in secrets if secret in text]
            if told:
                yield f"{method} {path} ({address.name}) tells {told}"
        entered = True in results or results == [None, None]
        if entered != (expected and may_enter):
            yield f"{path} ({address.name}) {'opens' if entered else 'is shut'}: {side.secret}"


@pytest.mark.slow
@pytest.mark.parametrize("name", ROLES)
def test_each_address_answers_each_role_as_the_table_says(
    name: str, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("ERROR")
    client, world = enter(ROLES[name], world)
    found = [p for a in ADDRESSES if a.name in EXPECTED for p in problems_of(a, ROLES[name], client, world)]
    assert not found, "\n".join(found)


def test_with_the_wall_taken_down_the_walk_names_what_wagtail_tells(world: World, settings: Settings) -> None:
    """So that a green walk means something: these are true leaks of a stock admin, one by a list, two by a query."""
    settings.MIDDLEWARE = [m for m in settings.MIDDLEWARE if not m.endswith("WallMiddleware")]
    role = ROLES["redattore.ricerca"]
    client, world = enter(role, world)
    leaks = {
        "wagtailadmin_api:images:listing": "SEGRETO-OLIO",
        "wagtailadmin_choose_page_chosen_multiple": "NOME-OLIO",
        "wagtail_bulk_action": "NOME-OLIO",
    }
    for address in ADDRESSES:
        if address.name in leaks:
            found = "\n".join(problems_of(address, role, client, world))
            assert leaks[address.name] in found
