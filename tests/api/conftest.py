"""What the API's tests share: a small register, and how a refusal is read."""

from collections.abc import Callable, Iterator
from typing import Any, Protocol

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from pytest_django import DjangoDbBlocker

from distretti.models import Iscrizione
from identita.models import User
from tests.api.material import enrich, make_small_register

Once = Callable[[Callable[[], Any]], Any]


class Refused(Protocol):
    def __call__(self, url: str, status: int, parametro: str | None = None) -> dict[str, Any]: ...


@pytest.fixture
def refused(client: Client) -> Refused:
    """Ask an address and check that it is refused in the one shape; returns the problem."""

    def ask(url: str, status: int, parametro: str | None = None) -> dict[str, Any]:
        response = client.get(url)
        assert response.status_code == status, response.content
        assert response.headers["Content-Type"] == "application/problem+json"
        body: dict[str, Any] = response.json()
        assert body["status"] == status
        assert body["type"].startswith("https://registro.example.it/api/v1/docs#")
        assert body["detail"]
        if parametro is not None:
            assert [e["parametro"] for e in body["errors"]] == [parametro]
        return body

    return ask


@pytest.fixture
def small_register(funzionario: User) -> list[Iscrizione]:
    """Five entries: three of section 1 (two in TA, one in BA), one of section 2 without a seat, one of section 6."""
    return make_small_register(funzionario)


def codes(body: dict[str, Any]) -> list[str]:
    return [item["codice"] for item in body["items"]]


@pytest.fixture
def rich_register(small_register: list[Iscrizione], funzionario: User) -> None:
    """A register in which every part of an entry has something to say."""
    enrich(small_register[0], funzionario)


@pytest.fixture(scope="module")
def once(test_databases: Any, django_db_blocker: DjangoDbBlocker) -> Iterator[Once]:
    """Write what all the tests of a file read, once for the file; they are to use `db`, which undoes their own."""

    def write(make: Callable[[], Any]) -> Any:
        with django_db_blocker.unblock():
            return make()

    yield write
    with django_db_blocker.unblock():
        test_databases.make_copy()


@pytest.fixture
def one_connection(db: None) -> Iterator[None]:
    """Keep the test's own connection open between requests, as Django's test client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)
