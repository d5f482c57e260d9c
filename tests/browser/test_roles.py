"""Every role signs in and finds its own home, with no error, no remote request and no word of English."""

from collections.abc import Callable

import pytest

from home.actions.demo.utenti import ACCOUNTS
from tests.browser.person import Person

People = Callable[..., Person]
PICTURED = {"redattore", "funzionario.ricerca", "dirigente.ricerca", "admin", "lettore"}


@pytest.mark.parametrize("username", [account.username for account in ACCOUNTS])
def test_every_account_reaches_its_home(people: People, username: str) -> None:
    person = people(username)
    assert person.page.locator("h1").count() == 1
    if username in PICTURED:
        person.take_picture(f"home-{username.replace('.', '-')}", whole=False)
