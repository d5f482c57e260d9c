"""How we write to people: the typographic apostrophe wherever Italian stands, the province only where it is needed."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.italiano import show_comune
from distretti.models import Comune, Provincia
from distretti.selectors.evento import name_of
from distretti.selectors.scrivania import comuni

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted(path for kind in ("*.html", "*.txt") for path in (ROOT / "templates").rglob(kind))
FOLDERS = sorted([config.parent for config in ROOT.glob("*/apps.py")] + [ROOT / "site_registro", ROOT / "deploy"])
DATA = sorted([*ROOT.glob("home/data/*.json"), ROOT / "modulistica/data/modelli.toml", *ROOT.glob("locale/**/*.po")])
CODE = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}|<(?:script|style).*?</(?:script|style)>", re.DOTALL)
STRAIGHT = re.compile(r".{0,30}[^\W\d_]'[^\W\d_«<].{0,30}")
# In English no vowel, figure or quotation follows an apostrophe that a letter precedes; in Italian little else does.
ELISION = re.compile(r".{0,30}[^\W\d_]'[aeiouhàèéìòùAEIOUHÀÈÉÌÒÙ\d«].{0,30}")


def strings(folder: Path) -> Iterator[tuple[Path, str]]:
    """Every string of the code in a folder: what people read, and the descriptions of the API in docstrings."""
    for path in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield path, node.value


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: "/".join(path.parts[-3:]))
def test_a_template_writes_the_typographic_apostrophe(path: Path) -> None:
    assert STRAIGHT.findall(CODE.sub("", path.read_text())) == []


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_code_writes_the_typographic_apostrophe(folder: Path) -> None:
    found = [(str(path.relative_to(ROOT)), ELISION.findall(text)) for path, text in strings(folder)]
    assert [(path, words) for path, words in found if words] == []


@pytest.mark.parametrize("path", DATA, ids=lambda path: path.name)
def test_the_words_we_wrote_as_data_have_the_typographic_apostrophe(path: Path) -> None:
    assert ELISION.findall(path.read_text(encoding="utf-8")) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("comune", "sigla", "written"),
    [
        ("Bari", "BA", "Bari"),
        ("Monopoli", "BA", "Monopoli (BA)"),
        ("Mola di Bari", "BA", "Mola di Bari (BA)"),
        ("Andria", "BT", "Andria"),
        ("Barletta", "BT", "Barletta"),
        ("Trani", "BT", "Trani"),
        ("Bisceglie", "BT", "Bisceglie (BT)"),
        ("Matera", "", "Matera"),
    ],
)
def test_a_capital_is_written_without_its_province(comune: str, sigla: str, written: str) -> None:
    if sigla:
        assert Comune.objects.filter(denominazione=comune, provincia__sigla=sigla).exists()
    assert show_comune(comune, sigla) == written


@pytest.mark.django_db
def test_every_province_is_named_by_its_capitals() -> None:
    for provincia in Provincia.objects.all():
        capitals = {
            c.denominazione
            for c in provincia.comuni.all()
            if show_comune(c.denominazione, provincia.sigla) == c.denominazione
        }
        assert capitals == set(provincia.denominazione.split("-"))


@pytest.mark.django_db
def test_the_ledger_and_its_form_write_a_capital_alike() -> None:
    bari, monopoli = (Comune.objects.get(denominazione=name).pk for name in ("Bari", "Monopoli"))
    assert [name_of("comune", pk) for pk in (bari, monopoli)] == ["Bari", "Monopoli (BA)"]
    assert {bari: "Bari", monopoli: "Monopoli (BA)"}.items() <= dict(comuni()).items()
