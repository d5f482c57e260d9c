"""The guides' pictures are there, light, and all of use; each role has its page."""

import re
from pathlib import Path

import pytest

GUIDA = Path(__file__).resolve().parents[2] / "docs" / "guida"
PAGES = sorted(GUIDA.glob("*.md"))
PICTURES = {path.name for path in (GUIDA / "immagini").glob("*.png")}
HEAVY = 250_000


def shown(page: Path) -> set[str]:
    return set(re.findall(r"\(immagini/([^)]+)\)", page.read_text(encoding="utf-8")))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_picture_that_a_guide_shows_is_there(page: Path) -> None:
    assert shown(page) <= PICTURES


def test_every_picture_is_shown_by_a_guide() -> None:
    seen = set().union(*(shown(page) for page in PAGES))
    twins = {name.replace("-desktop", "-phone") for name in seen}  # the same screen on a phone may stand beside it
    assert PICTURES - seen - twins == set()


def test_pictures_are_light() -> None:
    assert [name for name in PICTURES if (GUIDA / "immagini" / name).stat().st_size > HEAVY] == []


@pytest.mark.parametrize("role", ["redattore", "funzionario", "dirigente", "amministratore", "lettore"])
def test_each_role_has_its_guide(role: str) -> None:
    assert (GUIDA / f"{role}.md").read_text(encoding="utf-8").startswith("# Guida per ")
