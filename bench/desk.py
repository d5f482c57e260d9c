"""`python -m bench.desk`: what the first page of the procedures' work list costs, with few cases and with many.

Writes the section «Desk» of docs/prestazioni.md and its plot; ends with an error if the page asks more than eleven
queries in all, or if it grows.
"""

import argparse
import json
import sys
from dataclasses import dataclass, field
from pathlib import Path

from bench.__main__ import create_database, environment_of, postgresql
from bench.report import FLAT, Growth, machine, plot, write_section
from bench.servers import ROOT
from bench.verify import call

MAX_QUERIES = 11  # ten, and one more to count the concluded


@dataclass
class Vista:
    """What one view of the list cost: milliseconds by number of cases, queries of the list and of the whole page."""

    costs: dict[int, float] = field(default_factory=dict)
    queries: int = 0
    whole: int = 0

    @property
    def ratio(self) -> float:
        """The dearest number of cases against the smallest, as they were given."""
        costs = list(self.costs.values())
        return costs[-1] / costs[0]

    @property
    def reached(self) -> bool:
        return self.ratio <= FLAT and self.whole <= MAX_QUERIES


def measure_viste(cases: list[int], rounds: int) -> dict[str, Vista]:
    """Measure every view of the list on a database for each number of cases."""
    viste: dict[str, Vista] = {}
    with postgresql() as url:
        for count in cases:
            environment = environment_of(create_database(url, f"desk_{count}"))
            said = json.loads(call(environment, "-m", "bench.desk_seed", str(count), str(rounds)))
            for nome, found in said.items():
                vista = viste.setdefault(nome, Vista())
                vista.costs[count] = found["ms"]
                vista.queries = max(vista.queries, int(found["query"]))
                vista.whole = max(vista.whole, int(found["all"]))
    return viste


def lines_of(viste: dict[str, Vista], cases: list[int], picture: str) -> list[str]:
    """The section as it stands in docs/prestazioni.md."""
    heading = " | ".join(f"{c:,} cases, ms" for c in cases)
    rows = []
    for nome, vista in viste.items():
        cells = " | ".join(f"{vista.costs[c]:.1f}" for c in cases)
        verdict = "reached" if vista.reached else "**not reached**"
        rows.append(f"| {nome} | {cells} | {vista.ratio:.2f} | {vista.queries} ({vista.whole}) | {verdict} |")
    return [
        f"One run of `python -m bench.desk` on {machine()}, PostgreSQL, one process: the work list’s first page.",
        "",
        f"| view | {heading} | last ÷ first | queries of the list (of the page) | |",
        "|---|" + "--:|" * (len(cases) + 2) + "---|",
        *rows,
        "",
        f"Wanted: at most {MAX_QUERIES} queries in all, flat (≤ {FLAT} ×).",
        "",
        f"![Cost against cases]({picture})",
    ]


def main() -> int:
    """Run; returns 1 if the page is not flat or asks too much."""
    parser = argparse.ArgumentParser(prog="python -m bench.desk", description=__doc__)
    parser.add_argument("--cases", type=int, nargs="+", default=[500, 5_000, 50_000])
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--output", type=Path, default=ROOT / "docs" / "prestazioni.md")
    args = parser.parse_args()
    viste = measure_viste(args.cases, args.rounds)
    picture = args.output.with_name("prestazioni-desk.svg")
    growth: Growth = {nome: vista.costs for nome, vista in viste.items()}
    picture.write_text(plot(growth, of="cases"), encoding="utf-8")
    lines = lines_of(viste, args.cases, picture.name)
    sys.stdout.write("\n".join(lines) + "\n")
    write_section(args.output, "Desk", lines)
    return 0 if all(vista.reached for vista in viste.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
