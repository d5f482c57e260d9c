"""Who may do what on a page: the table is written by hand, the code must agree with it."""

from typing import Any

import pytest

from core.clock import now, today
from distretti.models import Delega, DistrettoPage
from home.models import HomePage
from identita.models import User
from pubblicazione.models import PaginaModerata
from pubblicazione.permissions import can_decide, can_withdraw, decides_somewhere
from tests.factories import make_funzionario, make_iscrizione, make_user
from tests.pubblicazione.conftest import write

pytestmark = pytest.mark.slow

# Role: what it may do on a draft of research, on one of agriculture, on the site's home page.
# W write, S submit and withdraw, D decide; a delega is of the research scheda alone.
TABLE = """
Redattore – ricerca       WS-  ---  ---
Redattore – agricoltura   ---  WS-  ---
Redattore                 ---  ---  ---
Redattore con delega      WS-  ---  ---
Funzionario – ricerca     WSD  ---  WS-
Funzionario – agricoltura ---  WSD  WS-
Dirigente – ricerca       WSD  ---  WS-
Dirigente – agricoltura   ---  WSD  WS-
Amministratore            ---  ---  WSD
Lettore                   ---  ---  ---
superuser                 W--  W--  W--
disattivato               ---  ---  ---
"""
ROWS = [(line[:26].strip(), *line[26:].split()) for line in TABLE.strip().splitlines()]
NEVER = (
    "can_publish",
    "can_unpublish",
    "can_publish_subpage",
    "can_delete",
    "can_move",
    "can_copy",
    "can_reorder_children",
    "can_set_view_restrictions",
    "can_unschedule",
    "can_lock",
    "can_unlock",
)


def person(role: str, entry: Any, by: User) -> User:
    if role == "superuser":
        return User.objects.create_superuser("prova", password="registro-demo")
    if role == "disattivato":
        user = make_user("prova", "Funzionario – ricerca", "Amministratore")
        user.is_active = False
        return user
    user = make_user("prova", role.removesuffix(" con delega"))
    if role.endswith(" con delega"):
        Delega.objects.create(user=user, iscrizione=entry, dal=today(), conferita_da=by, conferita_il=now())
    return user


def rights(user: User, pagina: PaginaModerata) -> str:
    tester = pagina.permissions_for_user(user)
    submits = tester.can_submit_for_moderation()
    assert can_withdraw(user, pagina) == submits
    found = (tester.can_edit(), submits, can_decide(user, pagina))
    return "".join(sign if may else "-" for sign, may in zip("WSD", found, strict=True))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_the_rights_are_those_of_the_table(row: tuple[str, ...], funzionario: User, altra_struttura: User) -> None:
    role, *expected = row
    ricerca = make_iscrizione("Nautica", by=funzionario)
    agricoltura = make_iscrizione("Olio", by=altra_struttura, sezione=6)
    user = person(role, ricerca, funzionario)
    pages = [ricerca.scheda, agricoltura.scheda, HomePage.objects.get()]
    for page in pages:
        write(page, None) if isinstance(page, DistrettoPage) else page.save_revision()
    assert [rights(user, page) for page in pages] == expected
    if user.is_active:
        assert decides_somewhere(user) == any("D" in answer for answer in expected)


@pytest.mark.parametrize("role", [row[0] for row in ROWS])
def test_what_nobody_may_do(role: str, funzionario: User) -> None:
    entry = make_iscrizione("Nautica", by=funzionario)
    user = person(role, entry, funzionario)
    other = make_iscrizione("Moda", by=make_funzionario(username="altro")).scheda
    for page in (entry.scheda, HomePage.objects.get(), entry.scheda.get_parent().specific):
        tester = page.permissions_for_user(user)
        assert [name for name in NEVER if getattr(tester, name)()] == []
        assert not tester.can_move_to(other.get_parent())
        assert not tester.can_copy_to(other.get_parent())
    section = entry.scheda.get_parent().specific.permissions_for_user(user)
    assert not section.can_edit()
    assert not section.can_add_subpage()
    assert not section.can_submit_for_moderation()
    assert not section.can_view_revisions()


@pytest.mark.parametrize(("role", "expected"), [("Amministratore", True), ("Redattore – ricerca", False)])
def test_who_writes_the_home_page_adds_pages_below_it(role: str, expected: bool, registro: None) -> None:
    tester = HomePage.objects.get().permissions_for_user(make_user("prova", role))
    assert tester.can_add_subpage() == expected
    assert tester.can_view_revisions() == expected
