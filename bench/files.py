"""`python -m bench.files`: a large model through X-Accel-Redirect against nginx sending the same file by itself.

Prints the table and writes it into the section «Files» of docs/prestazioni.md.
"""

import argparse
import contextlib
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bench.__main__ import OURS, create_database, environment_of, postgresql
from bench.load import Measure, measure
from bench.report import machine, ratios, write_section
from bench.servers import ROOT, free_port, granian, missing_programs, nginx, resident_mib, wait_for
from core.progress import Bar

MIB = 1024 * 1024
WANTED = 0.5
FLAT_MIB = 16.0
PATH = "/modelli/grande/v1/grande.pdf"
_HOST = {"Host": "registro.example.it"}


@dataclass
class Way:
    """One way of sending the file: what wrk saw in each round, and the most memory that our workers took."""

    name: str
    url: str
    workers: int = 0
    rounds: list[Measure] = field(default_factory=list)
    before: float = 0.0
    most: float = 0.0

    def run(self, seconds: int) -> None:
        """Load it once, watching the memory of the workers behind it."""
        with _watched(self):
            self.rounds.append(measure(self.url, seconds=seconds, headers=_HOST))


@contextlib.contextmanager
def _watched(way: Way) -> Iterator[None]:
    stop = threading.Event()

    def watch() -> None:
        while not stop.is_set():
            way.most = max(way.most, *resident_mib(way.workers))
            time.sleep(0.05)

    if not way.workers:
        yield
        return
    way.before = way.before or max(resident_mib(way.workers))
    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def seed(environment: dict[str, str], size: int) -> str:
    """Publish the model in a process of its own; returns the key of its bytes."""
    command = [sys.executable, "-m", "bench.files_seed", str(size)]
    done = subprocess.run(  # noqa: S603 - our own command
        command, check=True, cwd=ROOT, env={**os.environ, **environment}, stdout=subprocess.PIPE, text=True
    )
    return done.stdout.strip().splitlines()[-1]


def run(folder: Path, url: str, args: argparse.Namespace) -> list[Way]:
    """Measure the three ways in interleaved rounds."""
    environment = {**environment_of(create_database(url, "files")), "MEDIA_ROOT": str(folder / "media")}
    key = seed(environment, args.mib * MIB)
    port = free_port()
    with contextlib.ExitStack() as stack:
        accelerated = {**environment, "X_ACCEL_PREFIX": "/_archivio/"}
        base, pid = stack.enter_context(granian(OURS, accelerated, log=folder / "ours.log"))
        streamed, streaming = stack.enter_context(granian(OURS, environment, log=folder / "streamed.log"))
        template = (ROOT / "bench" / "nginx_files.conf").read_text(encoding="utf-8")
        configuration = template.format(
            port=port, upstream=base.removeprefix("http://"), folder=folder, media=folder / "media"
        )
        stack.enter_context(nginx(configuration, folder / "nginx"))
        front = f"http://127.0.0.1:{port}"
        ways = [
            Way("nginx: the file", f"{front}/file/{key}"),
            Way("X-Accel-Redirect", front + PATH, pid),
            Way("streamed by Django", streamed + PATH, streaming),
        ]
        for way in ways:
            wait_for(way.url, headers=_HOST)
        bar = Bar(total=len(ways) * args.rounds, label="Misure", stream=sys.stderr)
        for _round in range(args.rounds):
            for way in ways:
                way.run(args.seconds)
                bar.advance()
        bar.close()
    return ways


def table(ways: list[Way], args: argparse.Namespace) -> list[str]:
    """Return the lines of the section."""
    reference, ours, _streamed = ways
    lines = [
        f"One run of `python -m bench.files` on {machine()}: a model of {args.mib} MiB, granian with 2 workers, "
        f"PostgreSQL, wrk with 16 connections, {args.rounds} interleaved rounds of {args.seconds} s. Medians.",
        "",
        "| | files/s | MiB/s | against nginx (min–max) | workers before, MiB | at most, MiB | errors |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    for way in ways:
        median, least, most = ratios(way.rounds, reference.rounds)
        rate = sorted(m.per_second for m in way.rounds)[len(way.rounds) // 2]
        memory = f"{way.before:.0f} | {way.most:.0f}" if way.workers else "– | –"
        errors = sum(m.errors for m in way.rounds)
        lines.append(
            f"| {way.name} | {rate:.0f} | {rate * args.mib:,.0f} | {median:.2f} × ({least:.2f}–{most:.2f}) "
            f"| {memory} | {errors} |"
        )
    median, _least, _most = ratios(ours.rounds, reference.rounds)
    flat = all(way.most - way.before <= FLAT_MIB for way in ways)
    speed = "reached" if median >= WANTED else "**not reached**"
    lines += ["", f"Wanted: at least {WANTED:g} × nginx through X-Accel-Redirect: {speed}. "]
    lines[-1] += f"Memory of the workers (at most {FLAT_MIB:g} MiB more): {'flat' if flat else '**grows**'}."
    return lines


def main() -> int:
    """Run; returns 2 when the machine lacks a program, naming its package."""
    parser = argparse.ArgumentParser(prog="python -m bench.files", description=__doc__)
    parser.add_argument("--mib", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=5)
    parser.add_argument("--output", type=Path, default=ROOT / "docs" / "prestazioni.md")
    args = parser.parse_args()
    if missing := missing_programs():
        sys.stderr.write(f"Missing Debian packages: {' '.join(missing)}\n")
        return 2
    with tempfile.TemporaryDirectory(prefix="bench-files-", dir="/tmp") as name, postgresql() as url:
        lines = table(run(Path(name), url, args), args)
    sys.stdout.write("\n".join(lines) + "\n")
    write_section(args.output, "Files", lines)
    return 0


if __name__ == "__main__":
    sys.exit(main())
