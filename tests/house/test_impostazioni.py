"""Every environment variable is explained in docs/impostazioni.md and stands in .env.example, and none stands alone."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NAME = re.compile(r"[A-Z][A-Z0-9_]+")
READERS = [*sorted((ROOT / "site_registro").rglob("*.py")), ROOT / "manage.py"]
REQUIRED = {
    "SECRET_KEY": "x" * 60,
    "PUBLIC_BASE_URL": "https://registro.example.it",
    "ALLOWED_HOSTS": "registro.example.it",
    "DATABASE_URL": "sqlite:///:memory:",
}


def _key(node: ast.expr) -> str:
    """A name given to `environ`, as a pattern: what is computed inside an f-string may be anything."""
    if isinstance(node, ast.JoinedStr):
        return "".join(str(v.value) if isinstance(v, ast.Constant) else "[A-Z]+" for v in node.values)
    assert isinstance(node, ast.Constant), f"a name that cannot be read: {ast.dump(node)}"
    return str(node.value)


def _is_environ(node: ast.expr) -> bool:
    return ast.unparse(node) in {"environ", "os.environ"}


def read_by(path: Path) -> set[str]:
    """Every variable that a module reads from the environment."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Subscript) and _is_environ(node.value):
            found.add(_key(node.slice))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and _is_environ(node.func.value):
            found.add(_key(node.args[0]))
    return found


def documented() -> dict[str, str]:
    """The variables of the two tables, with the last column of their first row."""
    rows = re.findall(
        r"^\| `([A-Z0-9_]+)` \|.*\| ([^|]+) \|$", (ROOT / "docs/impostazioni.md").read_text(), re.MULTILINE
    )
    return dict(reversed(rows))


def example() -> set[str]:
    return set(re.findall(r"^#?([A-Z0-9_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))


def run_settings(**environ: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-W", "error", "-c", "import site_registro.settings.production"]
    return subprocess.run(  # noqa: S603 - our own command
        command, cwd=ROOT, env={"PATH": os.environ["PATH"], **environ}, text=True, capture_output=True
    )


def read_by_script(path: Path) -> set[str]:
    """Every variable that a shell script or the Makefile takes from outside: those it gives a default or demands."""
    text = path.read_text(encoding="utf-8")
    return set(re.findall(r"\$\{([A-Z_]+):[-?]", text)) | set(re.findall(r"^([A-Z_]+) \?= \S", text, re.MULTILINE))


SCRIPTS = [ROOT / "Makefile", *sorted((ROOT / "deploy").glob("*.sh"))]
READ = sorted(
    {name for path in READERS for name in read_by(path)} | {name for path in SCRIPTS for name in read_by_script(path)}
)


@pytest.mark.parametrize("pattern", READ)
def test_what_settings_and_scripts_read_is_explained_and_in_the_example(pattern: str) -> None:
    for where, names in (("docs/impostazioni.md", documented()), (".env.example", example())):
        assert any(re.fullmatch(pattern, name) for name in names), f"{pattern} is not in {where}"


def test_what_is_explained_is_read_somewhere() -> None:
    places = [*READERS, ROOT / "Makefile", *(ROOT / "deploy").glob("*.*"), *(ROOT / "tests").glob("*.py")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in places)
    assert [
        name for name in documented() if not any(f in text for f in (name, name.rpartition("_")[0] + "_{name"))
    ] == []


def test_explanation_and_example_name_the_same_variables() -> None:
    assert example() == set(documented())


def test_nothing_but_settings_reads_the_environment() -> None:
    apps = [path.parent for path in ROOT.glob("*/apps.py")]
    modules = [module for app in apps for module in app.rglob("*.py")]
    assert modules
    assert [str(m.relative_to(ROOT)) for m in modules if "os.environ" in m.read_text(encoding="utf-8")] == []


def test_those_called_required_are_those_without_which_nothing_starts() -> None:
    assert {name for name, last in documented().items() if last == "yes"} == set(REQUIRED)
    assert run_settings(**REQUIRED).returncode == 0
    for missing in REQUIRED:
        done = run_settings(**{name: value for name, value in REQUIRED.items() if name != missing})
        assert done.returncode != 0
        assert f"KeyError: '{missing}'" in done.stderr


def test_with_s3_the_buckets_are_required_too() -> None:
    done = run_settings(**REQUIRED, S3_ENDPOINT_URL="https://s3.example.it", S3_BUCKET_PUBBLICO="pubblico")
    assert "KeyError: 'S3_BUCKET_RISERVATO'" in done.stderr


def test_an_address_of_previews_that_names_no_entry_or_no_token_starts_nothing() -> None:
    for address in ("https://sito.example.it/", "https://sito.example.it/{codice}", "https://sito.example.it/{token}"):
        assert "ANTEPRIMA_URL must contain" in run_settings(**REQUIRED, ANTEPRIMA_URL=address).stderr
    assert run_settings(**REQUIRED, ANTEPRIMA_URL="https://sito.example.it/{codice}?a={token}").returncode == 0


def test_an_address_of_previews_that_names_no_page_or_no_token_starts_nothing() -> None:
    site = "https://sito.example.it"
    for address in (site, f"{site}{{percorso}}", f"{site}/{{id}}", f"{site}/?a={{token}}"):
        assert "ANTEPRIMA_PAGINA_URL must contain" in run_settings(**REQUIRED, ANTEPRIMA_PAGINA_URL=address).stderr
    for address in (f"{site}{{percorso}}?a={{token}}", f"{site}/{{id}}?a={{token}}"):
        assert run_settings(**REQUIRED, ANTEPRIMA_PAGINA_URL=address).returncode == 0


def test_a_system_of_protocol_is_asked_in_secret_or_on_this_machine() -> None:
    for address in ("http://protocollo.example.it/", "http://localhost.example.it/", "protocollo.example.it"):
        assert "PROTOCOLLO_URL must be" in run_settings(**REQUIRED, PROTOCOLLO_URL=address).stderr
    for address in ("https://protocollo.example.it/api", "http://127.0.0.1:9000/"):
        assert run_settings(**REQUIRED, PROTOCOLLO_URL=address).returncode == 0
