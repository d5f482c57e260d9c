"""`make test` counts what ran on both databases, and with CI=true a skipped test is a failure."""

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from deploy.run_tests import run_suite, summary

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
SUITE = """
import pytest

def test_good(): pass
def test_skipped(): pytest.skip("needs the Debian package cowsay")
@pytest.mark.xfail(strict=True)
def test_known(): assert False
"""
BAD = """
import pytest
@pytest.fixture
def broken(): raise RuntimeError
def test_bad(): assert False
def test_error(broken): pass
"""


def run(folder: Path, *, ci: str, suite: str = SUITE) -> tuple[int, dict[str, int], str]:
    """Run a small suite of its own under the plugin; returns exit code, tally and output."""
    (folder / "test_small.py").write_text(suite)
    (folder / "pytest.ini").write_text("[pytest]\n")
    tally = folder / "tally.json"
    command = [sys.executable, "-m", "pytest", "-p", "tests.tally", "-p", "no:django", f"--tally={tally}", "-q"]
    done = subprocess.run(  # noqa: S603 - our own command
        [*command, "-c", str(folder / "pytest.ini"), str(folder)],
        cwd=ROOT,
        env={**os.environ, "CI": ci},
        text=True,
        capture_output=True,
    )
    return done.returncode, json.loads(tally.read_text()), done.stdout


def test_every_outcome_is_counted(tmp_path: Path) -> None:
    code, tally, _out = run(tmp_path, ci="")
    assert code == 0
    assert tally == {"passed": 1, "failed": 0, "error": 0, "skipped": 1, "xfailed": 1, "xpassed": 0}


def test_a_broken_fixture_is_counted_too(tmp_path: Path) -> None:
    code, tally, _out = run(tmp_path, ci="true", suite=BAD)
    assert code == 1
    assert (tally["failed"], tally["error"]) == (1, 1)


def test_with_ci_a_skip_fails_the_run_and_says_which(tmp_path: Path) -> None:
    code, tally, out = run(tmp_path, ci="true")
    assert code == 1
    assert tally["skipped"] == 1
    assert "test_small.py::test_skipped" in out
    assert "needs the Debian package cowsay" in out


@pytest.mark.parametrize(
    ("counts", "line"),
    [
        ({"passed": 824}, "824 passed, 0 failed"),
        (
            {"passed": 7, "failed": 2, "error": 1, "skipped": 3, "xfailed": 4},
            "7 passed, 3 failed, 3 skipped, 4 xfailed",
        ),
        ({}, "0 passed, 0 failed"),
    ],
)
def test_the_last_line_names_the_totals(counts: dict[str, int], line: str) -> None:
    assert summary(Counter(counts)) == line


def test_a_run_that_never_got_to_its_tests_has_its_exit_code_and_counts_nothing() -> None:
    code, counts = run_suite([sys.executable, "-c", "raise SystemExit(4)"], database_url="")
    assert (code, counts) == (4, Counter())
