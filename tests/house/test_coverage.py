"""The thresholds of coverage are held by a program that is itself held by these tests."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from coverage.files import globs_to_regex

from deploy.check_coverage import STRICT

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
RULE = "def may(stato):\n    if stato == 'attiva':\n        return True\n    return False\n"


def measure(folder: Path, *, tried: str, other: str, options: tuple[str, ...] = ()) -> tuple[int, str]:
    """Cover a small project of a policy and another module, then check it."""
    (folder / "distretti").mkdir()
    (folder / "distretti" / "policies.py").write_text(RULE)
    (folder / "other.py").write_text(other)
    (folder / "drive.py").write_text(f"import other\nfrom distretti.policies import may\n{tried}\n")
    environ = {k: v for k, v in os.environ.items() if not k.startswith("COV")}

    def run(*command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(  # noqa: S603 - our own commands
            [sys.executable, *command], cwd=folder, env=environ, text=True, capture_output=True
        )

    run("-m", "coverage", "run", "--branch", "--source=.", "drive.py")
    done = run(str(ROOT / "deploy" / "check_coverage.py"), *options)
    return done.returncode, done.stdout


def test_enough_is_enough(tmp_path: Path) -> None:
    code, out = measure(tmp_path, tried="may('attiva'), may('sospesa')", other="x = 1\n")
    assert code == 0, out
    assert "where rules live: 100.00 %" in out


def test_one_untried_branch_where_rules_live_is_named(tmp_path: Path) -> None:
    code, out = measure(tmp_path, tried="may('attiva')", other="x = 1\n" * 200)
    assert code == 1
    assert "distretti/policies.py" in out
    assert "other.py" not in out


def test_too_little_over_all_is_refused(tmp_path: Path) -> None:
    code, out = measure(
        tmp_path, tried="may('attiva'), may('sospesa')", other="if 0 > len('a'):\n" + "    x = 1\n" * 20
    )
    assert code == 1
    assert "where rules live: 100.00 %" in out


def test_a_report_alone_refuses_nothing(tmp_path: Path) -> None:
    code, out = measure(tmp_path, tried="may('attiva')", other="x = 1\n", options=("--report-only",))
    assert code == 0
    assert "distretti/policies.py" in out


RULES = {"policies", "permissions", "actions"}


def test_every_module_where_rules_live_is_strict() -> None:
    apps = [path.parent for path in ROOT.glob("*/apps.py")]
    modules = [m.relative_to(ROOT) for app in apps for m in app.rglob("*.py")]
    rules = [m for m in modules if RULES & set(m.with_suffix("").parts)]
    strict = globs_to_regex(STRICT)
    assert len(rules) > 10
    assert [str(m) for m in rules if not strict.match(str(m))] == []


def test_the_ledger_is_strict_too() -> None:
    assert [name for name in STRICT if "*" not in name and not (ROOT / name).is_file()] == []
