"""`python -m bench`: seeds, starts everything, measures in interleaved rounds, writes docs/prestazioni.md."""

import argparse
import contextlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from bench.content import FIXED, RARE, entry
from bench.load import Measure, measure
from bench.report import Growth, write_report
from bench.servers import ROOT, free_port, granian, missing_programs, nginx, resident_mib, wait_for
from core.progress import Bar
from deploy.with_postgresql import throwaway_postgresql

OURS = "site_registro.wsgi:application"
OURS_UNCACHED = "site_registro.wsgi:django_application"
WHOLE = "fields=" + ",".join(("denominazione", "registro", "profilo", "aderenti"))
GROWTH_PATHS = {
    "dettaglio": "/api/v1/iscrizioni/{last}",
    "elenco": "/api/v1/iscrizioni?limit=20",
    "filtro": "/api/v1/iscrizioni?provincia=LE&stato=attiva&limit=20",
    "ricerca": f"/api/v1/iscrizioni?q={FIXED}&limit=20",
    "pagina lontana": "{deep}",
}


@dataclass
class Target:
    """One thing to load in each round, and what it gave."""

    name: str
    url: str
    headers: dict[str, str] = field(default_factory=dict)
    rounds: list[Measure] = field(default_factory=list)

    def run(self, seconds: float) -> None:
        """Load it once."""
        self.rounds.append(measure(self.url, seconds=seconds, headers=self.headers))


def postgresql() -> contextlib.AbstractContextManager[str]:
    """A throw-away PostgreSQL with the memory that a small server gives it."""
    return throwaway_postgresql(settings="shared_buffers=512MB\n")


def create_database(url: str, name: str) -> str:
    """Create a database and return its URL."""
    with psycopg.connect(url.format("postgres"), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return url.format(name)


def environment_of(database_url: str) -> dict[str, str]:
    """What our own site needs in its environment to run as in production, on loopback."""
    return {
        "DJANGO_SETTINGS_MODULE": "bench.settings",
        "DATABASE_URL": database_url,
        "SECRET_KEY": "only-for-the-bench",
        "PUBLIC_BASE_URL": "https://registro.example.it",
        "ALLOWED_HOSTS": "*",
    }


def seed(module: str, count: int, environment: dict[str, str]) -> None:
    """Run one of the seeders in a process of its own."""
    subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", module, str(count)], check=True, cwd=ROOT, env={**os.environ, **environment}
    )


def read_json(url: str) -> dict[str, Any]:
    with urllib.request.urlopen(url, timeout=30) as answer:  # noqa: S310 - loopback
        return dict(json.loads(answer.read()))


def deep_path(base: str, count: int) -> str:
    """Follow cursors to nine tenths of the list; returns the path of that page."""
    path = "/api/v1/iscrizioni?limit=100&sort=codice"
    for _page in range(count * 9 // 10 // 100):
        links = read_json(base + path)["_links"]
        following = links["next"]
        if following is None:
            break
        path = "/api/v1/" + str(following).split("/api/v1/")[1]
    return path


def targets_of(base: str, uncached: str, rival: str, minimal: str, front: str) -> list[Target]:
    """What is loaded in each round, once every server answers; the validator of the 304 is asked of ours."""
    detail = f"/api/v1/iscrizioni/{entry(500).codice}"
    with urllib.request.urlopen(base + detail) as answer:  # noqa: S310 - loopback
        etag = answer.headers["ETag"]
    first = read_json(rival + "/api/v2/pages/?type=stock.VocePage&limit=1")["items"]
    stock_list = f"{rival}/api/v2/pages/?type=stock.VocePage&fields=*&limit=20"
    return [
        Target("ours: detail", base + detail),
        Target("ours: 304", base + detail, {"If-None-Match": etag}),
        Target("ours: list of 20 whole entries", f"{base}/api/v1/iscrizioni?limit=20&{WHOLE}"),
        Target("ours: search", f"{base}/api/v1/iscrizioni?q={RARE}"),
        Target("ours, uncached: detail", uncached + detail),
        Target("ours, uncached: list of 20", f"{uncached}/api/v1/iscrizioni?limit=20"),
        Target("ours, uncached: search", f"{uncached}/api/v1/iscrizioni?q={RARE}"),
        Target("stock v2: detail", f"{rival}/api/v2/pages/{first[0]['id']}/"),
        Target("stock v2: list of 20", stock_list),
        Target("stock v2: search", f"{stock_list}&search={RARE}"),
        Target("minimal Django view", minimal + "/detail"),
        Target("nginx: the file", f"{front}/static/body.json"),
        Target("nginx in front of ours: detail", front + detail),
    ]


def compare(url: str, folder: Path, args: argparse.Namespace) -> tuple[dict[str, Target], dict[str, float]]:
    """Measure ours, stock Wagtail, a minimal view and nginx on a thousand entries, in interleaved rounds."""
    ours, stock = environment_of(create_database(url, "ours")), create_database(url, "stock")
    stock_environment = {"BENCH_STOCK_DATABASE_URL": stock, "BENCH_MEDIA_ROOT": str(folder / "media")}
    seed("bench.seed", 1000, ours)
    seed("bench.stock.seed", 1000, stock_environment)
    with contextlib.ExitStack() as stack:
        base, pid = stack.enter_context(granian(OURS, ours, log=folder / "ours.log"))
        uncached, _pid = stack.enter_context(granian(OURS_UNCACHED, ours, log=folder / "uncached.log"))
        rival, _pid = stack.enter_context(granian("bench.stock.wsgi:application", stock_environment, log=folder / "s"))
        detail = f"/api/v1/iscrizioni/{entry(500).codice}"
        wait_for(base + detail)
        wait_for(rival + "/api/v2/pages/?limit=1")
        with urllib.request.urlopen(base + detail) as answer:  # noqa: S310 - loopback
            (folder / "body.json").write_bytes(answer.read())
        minimal, _pid = stack.enter_context(
            granian("bench.minimal:application", {"BENCH_BODY": str(folder / "body.json")}, log=folder / "m.log")
        )
        front = stack.enter_context(nginx_front(base, folder))
        targets = targets_of(base, uncached, rival, minimal, front)
        for target in targets:
            wait_for(target.url)
        run_rounds(targets, args)
        memory = {"workers_mib": max(resident_mib(pid))}
    return {t.name: t for t in targets}, memory


def run_rounds(targets: list[Target], args: argparse.Namespace) -> None:
    """Load every target once a round: what disturbs the machine disturbs them all."""
    bar = Bar(total=len(targets) * args.rounds, label="Misure", stream=sys.stderr)
    for _round in range(args.rounds):
        for target in targets:
            target.run(args.seconds)
            bar.advance()
    bar.close()


@contextlib.contextmanager
def nginx_front(base: str, folder: Path) -> Iterator[str]:
    """nginx with the project's own cache rules in front of ours, and the same bytes as a file."""
    port = free_port()
    template = (ROOT / "bench" / "nginx.conf").read_text(encoding="utf-8")
    configuration = template.format(port=port, upstream=base.removeprefix("http://"), folder=folder)
    with nginx(configuration, folder / "nginx"):
        yield f"http://127.0.0.1:{port}"


def grow(url: str, folder: Path, args: argparse.Namespace) -> Growth:
    """Measure the uncached cost of each kind of read on ever more entries."""
    found: Growth = {}
    for count in args.entries:
        environment = environment_of(create_database(url, f"growth_{count}"))
        seed("bench.seed", count, environment)
        with granian(OURS_UNCACHED, environment, log=folder / "growth.log") as (base, _pid):
            wait_for(f"{base}/api/v1/iscrizioni?limit=1")
            deep = deep_path(base, count)
            targets = [
                Target(name, base + path.format(last=entry(count).codice, deep=deep))
                for name, path in GROWTH_PATHS.items()
            ]
            run_rounds(targets, args)
        for target in targets:
            found.setdefault(target.name, {})[count] = 1000 / statistics.median(m.per_second for m in target.rounds)
    return found


def main() -> int:
    """Run the suite; returns 2 when the machine lacks a program, naming its package."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--entries", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--output", type=Path, default=ROOT / "docs" / "prestazioni.md")
    args = parser.parse_args()
    if missing := missing_programs():
        sys.stderr.write(f"Missing Debian packages: {' '.join(missing)}\n")
        return 2
    with tempfile.TemporaryDirectory(prefix="bench-files-", dir="/tmp") as name, postgresql() as url:
        folder = Path(name)
        targets, memory = compare(url, folder, args)
        growth = grow(url, folder, args)
    write_report(args.output, {n: t.rounds for n, t in targets.items()}, growth, memory, seconds=args.seconds)
    return 0


if __name__ == "__main__":
    sys.exit(main())
