"""`python -m bench.verify`: how long the whole proof of a large register takes, against the head once published.

Prints the figure and writes it into the section «Verification» of docs/prestazioni.md.
"""

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

from bench.__main__ import create_database, environment_of, postgresql
from bench.report import machine, write_section
from bench.servers import ROOT

WANTED = 60.0


def call(environment: dict[str, str], *command: str) -> str:
    """Run Python in a process of its own; returns the last line it printed."""
    done = subprocess.run(  # noqa: S603 - our own commands
        [sys.executable, *command],
        check=True,
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        text=True,
    )
    return done.stdout.strip().splitlines()[-1]


def main() -> int:
    """Run; a register that does not prove itself ends the run with an error."""
    parser = argparse.ArgumentParser(prog="python -m bench.verify", description=__doc__)
    parser.add_argument("--annotations", type=int, default=100_000)
    parser.add_argument("--entries", type=int, default=2_000)
    parser.add_argument("--output", type=Path, default=ROOT / "docs" / "prestazioni.md")
    args = parser.parse_args()
    with postgresql() as url:
        environment = environment_of(create_database(url, "verify"))
        head = call(environment, "-m", "bench.verify_seed", str(args.entries), str(args.annotations))
        began = time.monotonic()
        said = call(environment, "manage.py", "verify_registro", "--head", head)
        took = time.monotonic() - began
    sys.stdout.write(f"{said}\n")
    speed = "reached" if took < WANTED else "**not reached**"
    lines = [
        f"One run of `python -m bench.verify` on {machine()}, PostgreSQL: `manage.py verify_registro --head …` over "
        f"{args.annotations:,} annotations of {args.entries:,} entries, with their pages and documents: "
        f"**{took:.1f} s**, start of the process included.",
        "",
        f"Wanted: less than {WANTED:.0f} s: {speed}.",
    ]
    sys.stdout.write("\n".join(lines) + "\n")
    write_section(args.output, "Verification", lines)
    return 0


if __name__ == "__main__":
    sys.exit(main())
