"""What every test has: its own copy of a set-up register, and no way out to the network."""

import gc
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker, Settings
from pytest_django.plugin import blocking_manager_key

from identita.models import User
from tests import factories
from tests.database import PostgresqlDatabase, SqliteDatabase, database, point_at
from tests.demo import ADDRESS, copy_demo, drop_copy

pytest_plugins = ["tests.stores", "tests.tampering"]

# Templates and querysets leave much garbage: collecting it less often makes the suite a tenth quicker.
gc.freeze()
gc.set_threshold(100_000, 20, 100)


_LOOPBACK = {"127.0.0.1", "::1", "localhost"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-screenshots", action="store_true", help="write the pictures of docs/guida anew")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave out of the quick set what takes seconds only to be collected: the contract test draws its cases then."""
    return True if collection_path.name == "test_schemathesis.py" and "not slow" in config.option.markexpr else None


def pytest_sessionstart(session: pytest.Session) -> None:
    """Build the template once, in the controller, before any worker copies it."""
    if hasattr(session.config, "workerinput") or session.config.option.collectonly:
        return
    with session.config.stash[blocking_manager_key].unblock():
        made = database()
        home = str(connection.settings_dict["NAME"])
        made.build_template()
        point_at(home)


@pytest.fixture(scope="session")
def test_databases(django_db_blocker: DjangoDbBlocker) -> Iterator[SqliteDatabase | PostgresqlDatabase]:
    """The maker of this process's own copy."""
    with django_db_blocker.unblock():
        made = database()
        made.make_copy()
    yield made
    with django_db_blocker.unblock():
        made.drop_copy()


@pytest.fixture(scope="session")
def django_db_setup(test_databases: Any) -> None:
    """Replace pytest-django's own: the copy is already migrated."""


@pytest.fixture
def committed_db(test_databases: Any, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A database where commits are real (threads, processes, servers); made anew afterwards from the template."""
    with django_db_blocker.unblock():
        yield
        test_databases.make_copy()


@pytest.fixture
def demo_db(
    test_databases: Any, django_db_blocker: DjangoDbBlocker, tmp_path: Path, settings: Settings
) -> Iterator[None]:
    """The demo register, with real commits, in this process."""
    settings.PUBLIC_BASE_URL = ADDRESS  # the one that the demo's documents were rendered for
    with django_db_blocker.unblock():
        url = copy_demo(tmp_path)
        point_at(str(tmp_path / "registro.sqlite3") if url.startswith("sqlite") else urlsplit(url).path[1:])
        yield
        point_at(test_databases.copy)
        drop_copy(url)


@pytest.fixture(autouse=True)
def _network_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection that leaves the machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and address[0] not in _LOOPBACK:
            raise AssertionError(f"a test tried to reach {address}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture
def registro(db: None) -> None:
    """A register set up by `setup_registro`: it is in the template, so this costs nothing."""


@pytest.fixture
def funzionario(registro: None) -> User:
    return factories.make_funzionario()
