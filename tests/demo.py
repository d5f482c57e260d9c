"""The demo register as outsiders meet it: its own database, its own files, real servers and commands beside the test.

The seeded database is built once for each state of the code and copied for every site.
"""

import hashlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

from tests.migrated import alone, migrated_database, migrated_file

ROOT = Path(__file__).resolve().parents[1]
CACHE = ROOT / ".cache" / "demo"
_PATTERNS = ("*/**/*.py", "*/data/**/*", "templates/**/*", "requirements-dev.txt")
_STATIC = ("*/static/**/*", "site_registro/settings/*.py", "requirements-dev.txt")
MIRROR = ROOT / "examples" / "mirror.py"
_NOT_OURS = {".venv", ".cache", "tests", "docs", "deploy", "bench", "node_modules", "var", "staticfiles"}
_START_SECONDS = 60
# Documents carry absolute links, so every copy answers to one name; the browser maps it to the copy's own port.
HOST = "registro.example.it"
ADDRESS = f"http://{HOST}"


def demo_key() -> str:
    """Return the hash of all that decides what `seed_demo` writes: code, data, pinned packages."""
    return _hash_of(_PATTERNS)


def _hash_of(patterns: tuple[str, ...]) -> str:
    seed = hashlib.sha256()
    for path in sorted({p for pattern in patterns for p in ROOT.glob(pattern) if p.is_file()}):
        relative = path.relative_to(ROOT)
        if relative.parts[0] not in _NOT_OURS and "__pycache__" not in relative.parts:
            seed.update(str(relative).encode() + path.read_bytes())
    return seed.hexdigest()[:16]


def _environment(database_url: str, folder: Path, port: int = 0) -> dict[str, str]:
    own = {
        "DATABASE_URL": database_url,
        "DJANGO_SETTINGS_MODULE": "site_registro.settings.development",
        "VAR_DIR": str(folder),
        "MEDIA_ROOT": str(folder / "media"),
        "PORT": str(port),
        "PUBLIC_BASE_URL": ADDRESS,
        "ALLOWED_HOSTS": f"{HOST},127.0.0.1",
    }
    return {**os.environ, **own}


def _manage(env: dict[str, str], *args: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "manage.py"), *args]
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False, cwd=ROOT)  # noqa: S603


def _build(database_url: str, folder: Path) -> None:
    env = _environment(database_url, folder)
    for args in (["setup_registro"], ["seed_demo"], ["db_worker", "--batch"]):
        done = _manage(env, *args)
        if done.returncode:
            raise RuntimeError(f"manage.py {args[0]}: {done.stdout}{done.stderr}")


def _collect_static(env: dict[str, str]) -> None:
    """Collect the files that screens are drawn with, unless those there are of this very code."""
    collected = CACHE / f"static-{_hash_of(_STATIC)}"
    with alone(CACHE):
        if not collected.exists() or not (ROOT / "staticfiles" / "staticfiles.json").exists():
            done = _manage(env, "collectstatic", "--noinput", "--verbosity", "0")
            if done.returncode:
                raise RuntimeError(done.stderr)
            for old in CACHE.glob("static-*"):
                old.unlink()
            collected.touch()


def _sqlite_copy(copy: Path) -> str:
    template = CACHE / demo_key() / "registro.sqlite3"
    with alone(CACHE):
        if not template.exists():
            for old in CACHE.iterdir():
                if old.is_dir():
                    shutil.rmtree(old)
            building = CACHE / f"building-{os.getpid()}"
            building.mkdir()
            shutil.copyfile(migrated_file(), building / "registro.sqlite3")
            _build(f"sqlite:///{building / 'registro.sqlite3'}", building)
            building.rename(template.parent)
    shutil.copytree(template.parent, copy, dirs_exist_ok=True)
    return f"sqlite:///{copy / 'registro.sqlite3'}"


def _execute(url: str, *statements: str) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in statements:
            cursor = connection.execute(statement)
            rows = cursor.fetchall() if cursor.description else []
    return rows


def _postgresql_copy(home: str, copy: Path) -> str:
    key = demo_key()
    template, own = f"registro_demo_{key}", f"registro_site_{os.getpid()}_{time.monotonic_ns()}"

    def url(name: str) -> str:
        return urlunsplit(urlsplit(home)._replace(path=f"/{name}"))

    with alone(CACHE):
        if not _execute(home, f"SELECT 1 FROM pg_database WHERE datname = '{template}'"):
            building = f"{template}_building"
            begin = f"CREATE DATABASE {building} TEMPLATE {migrated_database(home)}"
            _execute(home, f"DROP DATABASE IF EXISTS {building}", begin)
            files = CACHE / f"{key}-postgresql"
            files.mkdir(exist_ok=True)
            _build(url(building), files)
            _execute(home, f"ALTER DATABASE {building} RENAME TO {template}")
    shutil.copytree(CACHE / f"{key}-postgresql", copy, dirs_exist_ok=True)
    _execute(home, f"CREATE DATABASE {own} TEMPLATE {template}")
    return url(own)


def copy_demo(folder: Path) -> str:
    """Copy the demo register, its files into `folder`, and return the URL of its database."""
    home = os.environ.get("DATABASE_URL", "")
    return _postgresql_copy(home, folder) if home.startswith("postgres") else _sqlite_copy(folder)


def drop_copy(database_url: str) -> None:
    """Drop a copy on a PostgreSQL server; a copy on SQLite goes with its folder."""
    if database_url.startswith("postgres"):
        name = urlsplit(database_url).path[1:]
        _execute(os.environ["DATABASE_URL"], f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


class DemoSite:
    """A copy of the demo register in `folder`, with a server on a free port once started."""

    def __init__(self, folder: Path) -> None:
        self.database_url = copy_demo(folder)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.folder = folder
        self.server_address = f"127.0.0.1:{port}"
        self.env = _environment(self.database_url, folder, port)
        self.processes: list[subprocess.Popen[bytes]] = []
        _collect_static(self.env)

    def manage(self, *args: str) -> subprocess.CompletedProcess[str]:
        """Run a command of the register on this site's database."""
        return _manage(self.env, *args)

    def start(self) -> None:
        """Serve as `make run` does (collected files, granian, task worker) and wait until it answers."""
        granian = str(Path(sys.executable).parent / "granian")
        serve = [granian, "--interface", "wsgi", "--host", "127.0.0.1", "--port", self.env["PORT"], "--no-ws"]
        self._spawn(*serve, "site_registro.wsgi:application")
        self._spawn(sys.executable, str(ROOT / "manage.py"), "db_worker")
        deadline = time.monotonic() + _START_SECONDS
        while time.monotonic() < deadline:
            try:
                with urllib.request.urlopen(f"http://{self.server_address}/api/v1/status", timeout=5):
                    return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError(f"the server did not answer: {self.log()}")

    def mirror(self, folder: Path) -> int:
        """Run the example consumer as anybody would; the public name is reached through a proxy: the server itself."""
        env = {**self.env, "http_proxy": f"http://{self.server_address}"}
        command = [sys.executable, "-I", str(MIRROR), ADDRESS, str(folder)]
        done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)  # noqa: S603
        if done.returncode:
            raise RuntimeError(done.stderr + self.log())
        return int(done.stdout.split()[0])

    def follow_changes(self) -> None:
        """Keep the cache of CACHE_REFRESH_URL true, and wait until it follows."""
        self._spawn(sys.executable, str(ROOT / "manage.py"), "refresh_cache")
        deadline = time.monotonic() + _START_SECONDS
        while "refresh_cache" not in self.log():
            if time.monotonic() > deadline:
                raise RuntimeError(self.log())
            time.sleep(0.1)

    def stop_server(self) -> None:
        """Stop the server alone."""
        self.processes[0].terminate()
        self.processes[0].wait(timeout=10)

    def _spawn(self, *command: str) -> None:
        with (self.folder / "server.log").open("ab") as log:
            started = subprocess.Popen(command, env=self.env, cwd=ROOT, stdout=log, stderr=log)  # noqa: S603
        self.processes.append(started)

    def log(self) -> str:
        """Return what the server wrote."""
        return (self.folder / "server.log").read_text(encoding="utf-8", errors="replace")

    def stop(self) -> None:
        """Stop the server and the worker, and let the database go."""
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        drop_copy(self.database_url)
