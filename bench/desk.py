"""`python -m bench.desk`: what the first page of the procedures' work list costs, with few cases and with many.

Writes the section «Desk» of docs/prestazioni.md and its plot; ends with an error if the list itself asks more than
ten queries, or if the page grows.
"""

import argparse
import json
import sys
from pathlib import Path

from bench.__main__ import create_database, environment_of, postgresql
from bench.report import FLAT, Growth, machine, plot, write_section
from bench.servers import ROOT
from bench.verify import call

MAX_QUERIES = 10


def main() -> int:
    """Run; returns 1 if the page is not flat or asks too much."""
    parser = argparse.ArgumentParser(prog="python -m bench.desk", description=__doc__)
    parser.add_argument("--cases", type=int, nargs="+", default=[500, 5_000, 50_000])
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--output", type=Path, default=ROOT / "docs" / "prestazioni.md")
    args = parser.parse_args()
    growth: Growth = {}
    queries: dict[str, int] = {}
    whole: dict[str, int] = {}
    with postgresql() as url:
        for count in args.cases:
            environment = environment_of(create_database(url, f"desk_{count}"))
            said = json.loads(call(environment, "-m", "bench.desk_seed", str(count), str(args.rounds)))
            for vista, found in said.items():
                growth.setdefault(vista, {})[count] = found["ms"]
                queries[vista] = max(queries.get(vista, 0), int(found["query"]))
                whole[vista] = max(whole.get(vista, 0), int(found["all"]))
    picture = args.output.with_name("prestazioni-desk.svg")
    picture.write_text(plot(growth, of="cases"), encoding="utf-8")
    first, last = args.cases[0], args.cases[-1]
    lines = [
        f"One run of `python -m bench.desk` on {machine()}, PostgreSQL, one process: the work list’s first page.",
        "",
        "| view | "
        + " | ".join(f"{c:,} cases, ms" for c in args.cases)
        + " | last ÷ first | queries of the list (of the page) | |",
        "|---|" + "--:|" * (len(args.cases) + 2) + "---|",
    ]
    good = True
    for vista, costs in growth.items():
        ratio = costs[last] / costs[first]
        reached = ratio <= FLAT and queries[vista] <= MAX_QUERIES
        good &= reached
        cells = " | ".join(f"{costs[c]:.1f}" for c in args.cases)
        verdict = "reached" if reached else "**not reached**"
        lines.append(f"| {vista} | {cells} | {ratio:.2f} | {queries[vista]} ({whole[vista]}) | {verdict} |")
    lines += [
        "",
        f"Wanted: at most {MAX_QUERIES} queries, flat (≤ {FLAT} ×). The others are those of any screen.",
        "",
        f"![Cost against cases]({picture.name})",
    ]
    sys.stdout.write("\n".join(lines) + "\n")
    write_section(args.output, "Desk", lines)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
