"""People at the officer's desk, already signed in."""

from collections.abc import Callable

import pytest
from django.test import Client

from identita.models import User
from tests.factories import make_funzionario, make_user

Signed = Callable[[str], Client]
GROUPS = {
    "redattore": ["Redattore"],
    "redattore.ricerca": ["Redattore – ricerca"],
    "funzionario.ricerca": ["Funzionario – ricerca"],
    "funzionario.agricoltura": ["Funzionario – agricoltura"],
    "dirigente.ricerca": ["Dirigente – ricerca"],
    "amministratore": ["Amministratore"],
    "lettore": ["Lettore"],
}


@pytest.fixture
def signed(registro: None) -> Signed:
    """Give a browser in which the account of this name, made if it is not there, has signed in."""

    def sign_in(username: str) -> Client:
        user = User.objects.filter(username=username).first() or make_user(username, *GROUPS[username])
        client = Client()
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def officer(signed: Signed, funzionario: User) -> Client:
    """The browser of `funzionario.ricerca`."""
    return signed(funzionario.username)


@pytest.fixture
def altro(registro: None) -> User:
    """The officer of the other structure."""
    return make_funzionario("agricoltura")
