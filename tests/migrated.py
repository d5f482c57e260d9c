"""The migrated database from which the tests' template and the demo's both begin: migrated once, copied for each.

Neither set up nor filled: what follows migrating is done by tests.database and by tests.demo.
"""

import fcntl
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

ROOT = Path(__file__).resolve().parents[1]
CACHE = ROOT / ".cache" / "migrated"
_PATTERNS = ("requirements-dev.txt", "site_registro/settings/production.py", "*/migrations/*.py", "core/append_only.py")
_PREFIX = "registro_migrated_"


def migrated_key() -> str:
    """Return the hash of all that decides what migrating leaves: pinned packages, apps, migrations."""
    seed = hashlib.sha256()
    for path in sorted({p for pattern in _PATTERNS for p in ROOT.glob(pattern)}):
        seed.update(path.read_bytes())
    return seed.hexdigest()[:16]


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Let one process at a time make what `folder` keeps."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _migrate(database_url: str) -> None:
    own = {"DATABASE_URL": database_url, "DJANGO_SETTINGS_MODULE": "site_registro.settings.development"}
    command = [sys.executable, str(ROOT / "manage.py"), "migrate", "--verbosity", "0"]
    done = subprocess.run(  # noqa: S603 - our own command
        command, env={**os.environ, **own}, capture_output=True, text=True, check=False, cwd=ROOT
    )
    if done.returncode:
        raise RuntimeError(f"manage.py migrate: {done.stdout}{done.stderr}")


def migrated_file() -> Path:
    """Return the SQLite file to copy, made now if it is not there."""
    made = CACHE / f"{migrated_key()}.sqlite3"
    with alone(CACHE):
        if not made.exists():
            building = CACHE / f"building-{os.getpid()}.sqlite3"
            _migrate(f"sqlite:///{building}")
            for old in CACHE.glob("*.sqlite3"):
                if old != building:
                    old.unlink()
            building.rename(made)
    return made


def migrated_database(home: str) -> str:
    """Return the name of the database to take as template on the server of the URL `home`, made now if not there."""
    made = _PREFIX + migrated_key()
    building = f"{_PREFIX}building"
    with alone(CACHE), psycopg.connect(home, autocommit=True) as connection:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [made]).fetchone()
        if known is None:
            for statement in (f"DROP DATABASE IF EXISTS {building}", f"CREATE DATABASE {building} TEMPLATE template0"):
                connection.execute(statement)
            _migrate(urlunsplit(urlsplit(home)._replace(path=f"/{building}")))
            connection.execute(f"ALTER DATABASE {building} RENAME TO {made}")
    return made
