"""The description is good enough for machines: linted by AgID's rules, and clients made from it work as they are."""

import json
import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.demo import ROOT, DemoSite
from tests.servers.packages import need

pytestmark = pytest.mark.slow
NPM = ROOT / "deploy" / "npm"
DESCRIPTION = ROOT / "api" / "openapi.json"
HERE = Path(__file__).parent / "clienti"


def run(*command: str | Path, **kwargs: Any) -> str:
    done = subprocess.run(  # noqa: S603 - our own commands
        [str(part) for part in command], capture_output=True, text=True, check=False, **kwargs
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def npm() -> Path:
    """Where the programs of deploy/npm are, if they were installed there."""
    need("node", "nodejs")
    programs = NPM / "node_modules" / ".bin"
    if not programs.is_dir():
        message = "needs `npm ci --ignore-scripts` in deploy/npm"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    return programs


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoSite]:
    made = DemoSite(tmp_path_factory.mktemp("site"))
    try:
        made.start()
        yield made
    finally:
        made.stop()


@pytest.fixture(scope="module")
def taranto(site: DemoSite) -> list[dict[str, Any]]:
    """What the server itself answers to the question that both clients ask."""
    address = f"http://{site.server_address}/api/v1/iscrizioni?provincia=TA&limit=100&sort=denominazione"
    with urllib.request.urlopen(address) as answer:
        found: list[dict[str, Any]] = json.load(answer)["items"]
    assert found
    return found


def test_the_rules_of_agid_find_no_error(npm: Path) -> None:
    said = run(npm / "spectral", "lint", DESCRIPTION, "--ruleset", NPM / "modi.spectral.yaml")
    assert "No results with a severity of 'error' found" in said


def test_a_broken_rule_would_be_found(npm: Path, tmp_path: Path) -> None:
    spec = json.loads(DESCRIPTION.read_text(encoding="utf-8"))
    spec["paths"]["/Elenco_Di_Tutto/"] = spec["paths"].pop("/statistiche")
    del spec["paths"]["/status"]
    broken = tmp_path / "openapi.json"
    broken.write_text(json.dumps(spec), encoding="utf-8")
    command = [str(npm / "spectral"), "lint", str(broken), "--ruleset", str(NPM / "modi.spectral.yaml")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == 1
    assert "path-in-kebab-case" in done.stdout
    assert "tells-whether-it-is-up" in done.stdout


def test_a_typescript_client_compiles_and_reads_the_register(
    npm: Path, site: DemoSite, taranto: list[dict[str, Any]], tmp_path: Path
) -> None:
    run(npm / "openapi-typescript", DESCRIPTION, "--output", tmp_path / "api.d.ts")
    (tmp_path / "distretti.ts").write_bytes((HERE / "distretti.ts").read_bytes())
    strict = ["--strict", "--noUncheckedIndexedAccess", "--exactOptionalPropertyTypes"]
    options = ["--target", "es2022", "--module", "es2022", "--moduleResolution", "bundler", "--lib", "es2022,dom"]
    run(npm / "tsc", *strict, *options, tmp_path / "distretti.ts", cwd=tmp_path)
    said = run(need("node", "nodejs"), tmp_path / "distretti.js", f"http://{site.server_address}/api/v1")
    assert json.loads(said) == [
        {
            "codice": item["codice"],
            "comune": item["sede"]["comune"]["nome"],
            "dal": (item["riconosciuto_dal"] or {"al": None})["al"],
        }
        for item in taranto
    ]


def test_a_python_client_is_made_and_reads_the_register(
    site: DemoSite, taranto: list[dict[str, Any]], tmp_path: Path
) -> None:
    configuration = tmp_path / "config.yaml"
    configuration.write_text("package_name_override: registro\nproject_name_override: registro\npost_hooks: []\n")
    program = Path(sys.executable).parent / "openapi-python-client"
    made = tmp_path / "cliente"
    run(
        program,
        "generate",
        "--path",
        DESCRIPTION,
        "--output-path",
        made,
        "--config",
        configuration,
        "--fail-on-warning",
    )
    said = run(
        sys.executable,
        HERE / "distretti.py",
        f"http://{site.server_address}/api/v1",
        env={**os.environ, "PYTHONPATH": str(made)},
    )
    read = json.loads(said)
    assert read["codici"] == [item["codice"] for item in taranto]
    assert read["nome"] == taranto[0]["denominazione"]
    assert "limit" in read["no"]
