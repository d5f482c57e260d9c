"""The house's laws on direction and size, checked on the syntax tree of every module."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINES = (
    ("core",),
    ("identita", "archivio"),
    ("pubblicazione",),
    ("distretti",),
    ("modulistica",),
    ("estratti",),
    ("procedimenti",),
    ("monitoraggio",),
    ("home",),
    ("api", "interop"),
    ("site_registro",),
)
LEVEL = {app: level for level, line in enumerate(LINES) for app in line}
INSIDE = (
    ("enums", "exceptions", "termini", "stato", "derived", "frasi", "profilo", "lettura", "confronto"),
    ("ispezione", "depositi"),
    ("policies", "elenco", "importazione"),
    ("permissions",),
    ("schemas",),
    ("models",),
    ("rendering",),
    ("selectors", "ricerca"),
    ("actions", "verify", "verifica"),
    ("tasks", "custodia", "admin", "hooks", "views", "management"),
)
ORDER = {name: level for level, names in enumerate(INSIDE) for name in names}
FORBIDDEN_NAMES = {"utils", "helpers", "common", "misc", "services", "manager"}
MAX_FILE, MAX_FUNCTION, MAX_MODULES = 300, 40, 12


def below(*folders: str) -> list[Path]:
    found = [p for folder in folders for p in (ROOT / folder).rglob("*.py")]
    return sorted(p for p in found if not {"migrations", "node_modules"} & set(p.parts))


def modules() -> list[Path]:
    return below(*LEVEL)


def imports_of(path: Path) -> list[tuple[str, bool]]:
    """Every first-party import of a module, and whether it stands inside a function."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inner = {id(n) for f in ast.walk(tree) if isinstance(f, ast.FunctionDef) for n in ast.walk(f)}
    found = []
    for node in ast.walk(tree):
        names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        names += [a.name for a in node.names] if isinstance(node, ast.Import) else []
        found += [(name, id(node) in inner) for name in names if name.split(".")[0] in LEVEL]
    return found


def place(dotted: list[str]) -> int | None:
    return ORDER.get(dotted[1]) if len(dotted) > 1 else None


def check_size(path: Path) -> None:
    """A file, its functions and its name are such that one can read it; it says in a sentence what lives there."""
    relative = path.relative_to(ROOT)
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= MAX_FILE, f"{relative} is too long"
    tree = ast.parse(text)
    assert not text.strip() or ast.get_docstring(tree), f"{relative} does not say what lives there"
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            length = (node.end_lineno or 0) - node.lineno + 1
            assert length <= MAX_FUNCTION, f"{relative}: {node.name} has {length} lines"
    assert path.stem not in FORBIDDEN_NAMES, f"{relative} has a name that says nothing"


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(ROOT)))
def test_module_obeys_the_laws(path: Path) -> None:
    relative = path.relative_to(ROOT)
    own = list(relative.with_suffix("").parts)
    for name, inside_function in imports_of(path):
        other = name.split(".")
        if other[0] == own[0]:
            mine, theirs = place(own), place(other)
            assert mine is None or theirs is None or theirs <= mine, f"{relative} imports {name}, to its right"
        else:
            assert LEVEL[other[0]] < LEVEL[own[0]], f"{relative} imports {name}, which is not below it"
        assert not inside_function or path.name == "apps.py", f"{relative} imports {name} inside a function"
    check_size(path)


@pytest.mark.parametrize("path", below("tests", "bench", "deploy", "examples"), ids=lambda p: str(p.relative_to(ROOT)))
def test_what_stands_around_the_apps_has_the_same_size(path: Path) -> None:
    check_size(path)


def test_no_folder_holds_too_many_modules() -> None:
    for folder in {p.parent for p in modules()}:
        files = [p for p in folder.glob("*.py") if p.name not in {"__init__.py", "apps.py"}]
        assert len(files) <= MAX_MODULES, f"{folder.relative_to(ROOT)} holds {len(files)} modules"
