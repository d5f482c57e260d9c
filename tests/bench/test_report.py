"""The report of the performance suite says what was measured; nothing here is timed."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from bench.content import EVERYWHERE, RARE, entry
from bench.load import Measure, parse
from bench.report import TARGETS, plot, ratios, read_section, write_report, write_section

WRK = """Running 5s test @ http://127.0.0.1:8000/
  Latency Distribution
     50%  512.00us
     75%    1.20ms
     99%    3.50ms
  1000 requests in 5.00s, 2.00MB read
  Non-2xx or 3xx responses: 3
Requests/sec:    200.50
"""


def test_what_wrk_says_is_read() -> None:
    assert parse(WRK) == Measure(per_second=200.5, p50=0.512, p99=3.5, errors=3)
    with pytest.raises(ValueError, match="not a report"):
        parse("connection refused")
    with pytest.raises(ValueError, match="no 50%"):
        parse("Requests/sec: 1.0")


def test_ratios_are_taken_round_by_round() -> None:
    ours = [Measure(n, 1, 1, 0) for n in (100, 300, 200)]
    theirs = [Measure(n, 1, 1, 0) for n in (10, 10, 10)]
    assert ratios(ours, theirs) == (20, 10, 30)


def test_the_report_says_what_was_reached_and_what_not(tmp_path: Path) -> None:
    names = {name for target in TARGETS for name in target[:2]}
    rounds = {name: [Measure(1000 if name.startswith("ours") else 10, 1, 2, 0)] * 3 for name in names}
    growth = {"dettaglio": {1000: 1.0, 100_000: 1.2}, "ricerca": {1000: 1.0, 100_000: 9.0}}
    write_section(tmp_path / "p.md", "Files", ["as they were"])
    write_section(tmp_path / "p.md", "Verification", ["as long as it took"])
    write_report(tmp_path / "p.md", rounds, growth, {"workers_mib": 90.0}, seconds=1)
    write_section(tmp_path / "p.md", "Files", ["as they are"])
    assert read_section(tmp_path / "p.md", "Files") == "\n## Files\n\nas they are\n"
    assert read_section(tmp_path / "p.md", "Verification") == "\n## Verification\n\nas long as it took\n"
    text = (tmp_path / "p.md").read_text()
    assert text.startswith("# Performance\n\nOne run of `make bench`")
    assert "as they were" not in text
    assert "**not reached**" in text
    assert "| reached |" in text
    assert "**grows**" in text
    assert "flat" in text
    ElementTree.fromstring((tmp_path / "p.svg").read_text())  # noqa: S314 - our own file


def test_the_plot_of_one_size_is_still_a_picture() -> None:
    assert ElementTree.fromstring(plot({"a": {1000: 1.0}})).tag.endswith("svg")  # noqa: S314 - our own text


def test_content_depends_on_the_number_alone() -> None:
    assert entry(500) == entry(500)
    assert RARE in entry(500).sintesi
    assert RARE not in entry(501).sintesi
    assert EVERYWHERE in entry(7).sintesi
