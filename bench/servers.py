"""Starting and stopping what is measured: granian with two workers for each site, nginx in front or on files."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WORKERS = "2"


def free_port() -> int:
    """Return a port of the loopback interface that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def missing_programs() -> list[str]:
    """Return the Debian packages that the bench needs and the machine lacks."""
    needed = {"wrk": "wrk", "nginx": "nginx"}
    path = os.environ.get("PATH", "") + ":/usr/sbin"
    return [package for program, package in needed.items() if shutil.which(program, path=path) is None]


def wait_for(url: str, *, headers: Mapping[str, str] | None = None) -> None:
    """Wait until `url` answers 200; raises RuntimeError after half a minute."""
    for _attempt in range(300):
        try:
            request = urllib.request.Request(url, headers=dict(headers or {}))  # noqa: S310 - our own loopback server
            with urllib.request.urlopen(request, timeout=5) as answer:  # noqa: S310
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"{url} does not answer")


@contextlib.contextmanager
def granian(application: str, environment: Mapping[str, str], *, log: Path) -> Iterator[tuple[str, int]]:
    """Serve a WSGI application on loopback; yields its base URL and the pid of its main process."""
    port = free_port()
    command = [
        str(ROOT / ".venv" / "bin" / "granian"),
        *("--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--workers", WORKERS),
        *("--blocking-threads", "4", "--no-ws", "--access-log"),
        application,
    ]
    with log.open("ab") as output:
        process = subprocess.Popen(  # noqa: S603 - our own command
            command, cwd=ROOT, env={**os.environ, **environment}, stdout=output, stderr=output
        )
    try:
        yield f"http://127.0.0.1:{port}", process.pid
    finally:
        process.terminate()
        process.wait(timeout=20)


@contextlib.contextmanager
def nginx(configuration: str, folder: Path) -> Iterator[None]:
    """Run nginx with a configuration of its own in `folder`."""
    (folder / "logs").mkdir(parents=True, exist_ok=True)
    (folder / "nginx.conf").write_text(configuration, encoding="utf-8")
    program = shutil.which("nginx", path=os.environ.get("PATH", "") + ":/usr/sbin") or "nginx"
    process = subprocess.Popen(  # noqa: S603 - our own command
        [program, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-g", "daemon off;"],
        stdout=subprocess.DEVNULL,
        stderr=sys.stderr,
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait(timeout=20)


def resident_mib(pid: int) -> list[float]:
    """Return the resident memory, in MiB, of each worker of a granian main process."""
    found = []
    for status in Path("/proc").glob("[0-9]*/status"):
        with contextlib.suppress(OSError):
            lines = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
            if lines["PPid"].strip() == str(pid) and "VmRSS" in lines:
                found.append(int(lines["VmRSS"].split()[0]) / 1024)
    return found
