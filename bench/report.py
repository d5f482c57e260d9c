"""The report of a run: a table with ratios and what was to be reached, and a plot of cost against entries."""

import datetime as dt
import os
import platform
import statistics
from pathlib import Path

from bench.load import Measure

Growth = dict[str, dict[int, float]]
Rounds = dict[str, list[Measure]]

# What is to be reached: ours, against what, at least this many times (design of the read side).
TARGETS = (
    ("ours: detail", "stock v2: detail", 200.0),
    ("ours: detail", "minimal Django view", 2.0),
    ("ours: list of 20 whole entries", "stock v2: list of 20", 400.0),
    ("ours: search", "stock v2: search", 60.0),
    ("ours, uncached: detail", "stock v2: detail", 40.0),
    ("ours, uncached: list of 20", "stock v2: list of 20", 40.0),
    ("ours: 304", "ours: detail", 1.0),
    ("nginx in front of ours: detail", "nginx: the file", 0.8),
)
FLAT = 1.3
_COLOURS = ("#0066cc", "#a66300", "#008758", "#cc334d", "#5d3fd3")


def _median(rounds: list[Measure]) -> float:
    return statistics.median(m.per_second for m in rounds)


def ratios(ours: list[Measure], theirs: list[Measure]) -> tuple[float, float, float]:
    """Return the median of the rounds' ratios with the least and the greatest."""
    found = [a.per_second / b.per_second for a, b in zip(ours, theirs, strict=True)]
    return statistics.median(found), min(found), max(found)


def _measures_table(rounds: Rounds) -> list[str]:
    lines = ["| | requests/s | p50 ms | p99 ms | errors |", "|---|--:|--:|--:|--:|"]
    for name, found in rounds.items():
        p50, p99 = statistics.median(m.p50 for m in found), statistics.median(m.p99 for m in found)
        errors = sum(m.errors for m in found)
        lines.append(f"| {name} | {_median(found):,.0f} | {p50:.2f} | {p99:.2f} | {errors} |")
    return lines


def _targets_table(rounds: Rounds) -> list[str]:
    lines = ["| ours | against | wanted | reached (min–max) | |", "|---|---|--:|--:|---|"]
    for name, against, wanted in TARGETS:
        median, least, most = ratios(rounds[name], rounds[against])
        verdict = "reached" if median >= wanted else "**not reached**"
        lines.append(f"| {name} | {against} | {wanted:g} × | {median:.2f} × ({least:.2f}–{most:.2f}) | {verdict} |")
    return lines


def _growth_table(growth: Growth) -> list[str]:
    counts = sorted(next(iter(growth.values())))
    lines = [
        "| ms a request, uncached | " + " | ".join(f"{c:,}" for c in counts) + " | last ÷ first | |",
        "|---|" + "--:|" * (len(counts) + 1) + "---|",
    ]
    for name, costs in growth.items():
        ratio = costs[counts[-1]] / costs[counts[0]]
        cells = " | ".join(f"{costs[c]:.3f}" for c in counts)
        lines.append(f"| {name} | {cells} | {ratio:.2f} | {'flat' if ratio <= FLAT else '**grows**'} |")
    return lines


def plot(growth: Growth, *, of: str = "entries") -> str:
    """Return an SVG of cost against entries, or what `of` names: axes are labelled in words, each line at its end."""
    counts = sorted(next(iter(growth.values())))
    top = max(cost for costs in growth.values() for cost in costs.values()) * 1.15
    width, height, left, bottom = 720, 360, 60, 40

    def x(index: int) -> float:
        return left + index * (width - left - 170) / max(len(counts) - 1, 1)

    def y(cost: float) -> float:
        return height - bottom - cost / top * (height - bottom - 20)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" font-family="sans-serif">',
        f"<title>Milliseconds a request against the number of {of}</title>",
        f'<line x1="{left}" y1="{y(0)}" x2="{width - 160}" y2="{y(0)}" stroke="#5d7083"/>',
        f'<text x="8" y="14" font-size="12">ms a request, uncached (0 to {top:.2f})</text>',
    ]
    for index, count in enumerate(counts):
        parts.append(f'<text x="{x(index)}" y="{height - 18}" font-size="12" text-anchor="middle">{count:,}</text>')
    for colour, (name, costs) in zip(_COLOURS, growth.items(), strict=False):
        points = " ".join(f"{x(i):.1f},{y(costs[c]):.1f}" for i, c in enumerate(counts))
        parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>')
        end = y(costs[counts[-1]])
        parts.append(f'<text x="{x(len(counts) - 1) + 8}" y="{end:.1f}" font-size="12" fill="{colour}">{name}</text>')
    return "\n".join([*parts, "</svg>", ""])


def machine() -> str:
    """Return the day and the machine of a run, as reports name them."""
    return (
        f"{dt.datetime.now(dt.UTC):%Y-%m-%d} ({os.cpu_count()} cores, {platform.machine()}, "
        f"Python {platform.python_version()})"
    )


def read_section(path: Path, title: str) -> str:
    """Return a section of the report, from its heading to the next or to the end; empty if it is not there."""
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    _before, found, after = text.partition(f"\n## {title}\n")
    return f"{found}{after.partition(chr(10) + '## ')[0].rstrip()}\n" if found else ""


def write_section(path: Path, title: str, lines: list[str]) -> None:
    """Write a section of the report, in the place of the one of the same title or at the end."""
    section = "\n".join(["", f"## {title}", "", *lines, ""])
    old = read_section(path, title)
    text = path.read_text(encoding="utf-8") if path.exists() else "# Performance\n"
    path.write_text(text.replace(old, section) if old else text + section, encoding="utf-8")


def write_report(path: Path, rounds: Rounds, growth: Growth, memory: dict[str, float], *, seconds: float) -> None:
    """Write the report and its plot beside it; what other runs wrote stays."""
    picture = path.with_suffix(".svg")
    picture.write_text(plot(growth), encoding="utf-8")
    count = len(next(iter(rounds.values())))
    others = "".join(read_section(path, title) for title in ("Where the time goes", "Files", "Verification", "Desk"))
    lines = [
        "# Performance",
        "",
        f"One run of `make bench` on {machine()}: granian with 2 workers, "
        f"PostgreSQL, access log on, wrk with 16 connections, {count} interleaved rounds of {seconds:g} s. "
        "Medians; read the ratios.",
        "",
        "## Against others, 1,000 entries",
        "",
        *_measures_table(rounds),
        "",
        "## What was to be reached",
        "",
        *_targets_table(rounds),
        "",
        f"Resident memory of the largest of our workers after the run: {memory['workers_mib']:.0f} MiB.",
        "",
        "## Growth",
        "",
        *_growth_table(growth),
        "",
        f"![Cost against entries]({picture.name})",
        "",
    ]
    path.write_text("\n".join(lines) + others, encoding="utf-8")
