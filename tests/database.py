"""A migrated and set-up database, made once and copied for every test process."""

import hashlib
import io
import os
import shutil
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from tests.migrated import alone, migrated_database, migrated_file

ROOT = Path(__file__).resolve().parents[1]
CACHE = ROOT / ".cache" / "test-database"
_PREFIX = "registro_template_"


def template_key() -> str:
    """Return the hash of all that decides the template: pinned packages, settings, migrations, set-up code and data."""
    seed = hashlib.sha256(repr((settings.INSTALLED_APPS, settings.LANGUAGE_CODE)).encode())
    patterns: tuple[str, ...] = (
        "requirements-dev.txt",
        "*/migrations/*.py",
        "core/append_only.py",
        "*/actions/setup.py",
        "home/actions/permessi.py",
    )
    patterns += ("*/data/*.csv", "distretti/actions/pagine.py", "identita/permissions.py", "identita/enums.py")
    for path in sorted({p for pattern in patterns for p in ROOT.glob(pattern)}):
        seed.update(path.read_bytes())
    return seed.hexdigest()[:16]


def _build() -> None:
    """Add the tests' own app to the migrated database that the default connection points at, and set it up."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    call_command("setup_registro", verbosity=0, stdout=io.StringIO())
    connection.close()


def point_at(name: str) -> None:
    """Make the default connection use the database `name`."""
    connection.close()
    connection.settings_dict["NAME"] = name
    settings.DATABASES["default"]["NAME"] = name


class SqliteDatabase:
    """Templates and copies are files."""

    def __init__(self) -> None:
        self.template = CACHE / f"{template_key()}.sqlite3"
        folder = Path("/dev/shm") if Path("/dev/shm").is_dir() else CACHE  # noqa: S108 - a RAM disk, names are ours
        self.copy = str(folder / f"registro-test-{os.getpid()}.sqlite3")

    def build_template(self) -> None:
        with alone(CACHE):
            if self.template.exists():
                return
            building = CACHE / f"building-{os.getpid()}.sqlite3"
            shutil.copyfile(migrated_file(), building)
            point_at(str(building))
            _build()
            building.rename(self.template)

    def make_copy(self) -> None:
        connection.close()
        self.drop_copy()
        shutil.copyfile(self.template, self.copy)
        point_at(self.copy)

    def drop_copy(self) -> None:
        connection.close()
        for suffix in ("", "-wal", "-shm", "-journal"):
            Path(self.copy + suffix).unlink(missing_ok=True)


class PostgresqlDatabase:
    """Templates and copies are databases of one server; CREATE DATABASE … TEMPLATE copies files."""

    def __init__(self) -> None:
        self.home = str(connection.settings_dict["NAME"])
        self.template = _PREFIX + template_key()
        self.copy = f"registro_test_{os.getpid()}"

    def _server(self, *statements: str) -> list[Any]:
        point_at(self.home)
        rows: list[Any] = []
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
                rows = cursor.fetchall() if cursor.description else []
        connection.close()
        return rows

    def build_template(self) -> None:
        with alone(CACHE):
            if self._server(f"SELECT 1 FROM pg_database WHERE datname = '{self.template}'"):
                return
            building = f"{_PREFIX}building_{os.getpid()}"
            migrated = migrated_database(os.environ["DATABASE_URL"])
            self._server(f"CREATE DATABASE {building} TEMPLATE {migrated}")
            point_at(building)
            _build()
            self._server(f"ALTER DATABASE {building} RENAME TO {self.template}")

    def make_copy(self) -> None:
        self._server(
            f"DROP DATABASE IF EXISTS {self.copy} WITH (FORCE)",
            f"CREATE DATABASE {self.copy} TEMPLATE {self.template}",
        )
        point_at(self.copy)

    def drop_copy(self) -> None:
        self._server(f"DROP DATABASE IF EXISTS {self.copy} WITH (FORCE)")


def database() -> SqliteDatabase | PostgresqlDatabase:
    """Return the maker of test databases for the configured engine."""
    return PostgresqlDatabase() if connection.vendor == "postgresql" else SqliteDatabase()
