"""How screens are written: the typographic apostrophe in templates, the province after a comune but not a capital."""

import re
from pathlib import Path

import pytest

from distretti.models import Comune
from home.templatetags.registro import con_provincia

TEMPLATES = sorted(
    path for kind in ("*.html", "*.txt") for path in (Path(__file__).resolve().parents[2] / "templates").rglob(kind)
)
CODE = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}|<(?:script|style).*?</(?:script|style)>", re.DOTALL)
STRAIGHT = re.compile(r".{0,30}[^\W\d_]'[^\W\d_«<].{0,30}")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: "/".join(path.parts[-3:]))
def test_a_template_writes_the_typographic_apostrophe(path: Path) -> None:
    assert STRAIGHT.findall(CODE.sub("", path.read_text())) == []


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
    assert con_provincia(comune, sigla) == written
