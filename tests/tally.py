"""A pytest plugin of `deploy/run_tests.py`: writes down how a run ended; with CI=true a skipped test fails it."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

OUTCOMES = ("passed", "failed", "error", "skipped", "xfailed", "xpassed")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--tally", metavar="FILE", type=Path, help="write the number of tests per outcome as JSON")


def _stats(config: pytest.Config) -> dict[str, list[Any]]:
    return config.pluginmanager.get_plugin("terminalreporter").stats  # type: ignore[union-attr]


def _refused_skips(config: pytest.Config) -> list[Any]:
    return _stats(config).get("skipped", []) if os.environ.get("CI") == "true" else []


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Name every test that was skipped where nothing may be."""
    for report in _refused_skips(config):
        terminalreporter.write_line(f"CI=true, so this skip is a failure: {report.nodeid}: {report.longrepr[2]}")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    if hasattr(session.config, "workerinput"):
        return
    if _refused_skips(session.config) and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
    if target := session.config.option.tally:
        stats = _stats(session.config)
        target.write_text(json.dumps({name: len(stats.get(name, [])) for name in OUTCOMES}), encoding="utf-8")
