"""Officers signed in, on stores of this test."""

from collections.abc import Callable

import pytest
from django.test import Client

from identita.models import User
from tests.distretti.admin.conftest import GROUPS
from tests.factories import make_user

Signed = Callable[[str], Client]


@pytest.fixture
def signed(registro: None) -> Signed:
    """Give a browser in which the account of this name, made if it is not there, has signed in."""

    def sign_in(username: str) -> Client:
        groups = GROUPS.get(username) or GROUPS[username.rstrip("2")]
        user = User.objects.filter(username=username).first() or make_user(username, *groups)
        client = Client()
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def officer(signed: Signed, funzionario: User) -> Client:
    """The browser of who prepares."""
    return signed(funzionario.username)


@pytest.fixture
def second(signed: Signed, other: User) -> Client:
    """The browser of who approves."""
    return signed(other.username)
