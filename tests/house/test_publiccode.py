"""publiccode.yml tells the reuse catalogue the truth, and its schema refuses what the standard refuses."""

import copy
import json
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parents[2]
Document = dict[str, Any]
REFUSED: list[Callable[[Document], object]] = [
    lambda p: p.pop("legal"),
    lambda p: p.update(genericName="registro"),
    lambda p: p.update(url="http://example.org/registro.git"),
    lambda p: p.update(publiccodeYmlVersion="0.9"),
    lambda p: p.update(developmentStatus="finished"),
    lambda p: p.update(categories=["registers"]),
    lambda p: p.update(supports=[{"id": "alias:unknown"}]),
    lambda p: p.update(releaseDate="2025-13-01"),
    lambda p: p["intendedAudience"].update(countries=["it"]),
    lambda p: p["description"]["it"].update(shortDescription="x" * 151),
    lambda p: p["description"]["it"].update(longDescription="too short"),
    lambda p: p["description"]["it"].update(screenshots=["/etc/motd.png"]),
    lambda p: p["description"]["it"].pop("features"),
    lambda p: p["maintenance"].update(type="internal"),
    lambda p: p["maintenance"].update(type="contract"),
    lambda p: p["maintenance"].update(contractors=[{"name": "Ditta", "until": "2030-01-01"}]),
    lambda p: p.update(IT={"countryExtensionVersion": "1.0"}),
]


@pytest.fixture
def publiccode() -> Document:
    return dict(YAML(typ="safe").load(ROOT / "publiccode.yml"))


def refused(*files: Path) -> set[str]:
    """The names of the files that the command of `make check` refuses."""
    program = Path(sys.executable).with_name("check-jsonschema")
    schema = ROOT / "deploy" / "publiccode.schema.json"
    done = subprocess.run(  # noqa: S603 - our own command
        [program, "-o", "JSON", "--schemafile", schema, *files], text=True, capture_output=True
    )
    return {Path(error["filename"]).name for error in json.loads(done.stdout)["errors"]}


def test_ours_is_good() -> None:
    assert refused(ROOT / "publiccode.yml") == set()


def test_what_the_standard_refuses_is_refused(publiccode: Document, tmp_path: Path) -> None:
    files = []
    for number, change in enumerate(REFUSED):
        changed = copy.deepcopy(publiccode)
        change(changed)
        files.append(tmp_path / f"{number}.json")
        files[-1].write_text(json.dumps(changed))
    assert {p.name for p in files} - refused(*files) == set()


def test_every_picture_named_is_there(publiccode: Document) -> None:
    named = [publiccode["logo"]] if "logo" in publiccode else []
    named += [path for text in publiccode["description"].values() for path in text.get("screenshots", [])]
    assert [path for path in named if not (ROOT / path).is_file()] == []


def test_the_least_python_is_the_one_we_check_types_for(publiccode: Document) -> None:
    python = next(d for d in publiccode["dependsOn"]["open"] if d["name"] == "Python")
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text())
    assert python["versionMin"] == pyproject["tool"]["mypy"]["python_version"]
