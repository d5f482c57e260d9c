"""The diagram of the docs is the one that the table of the code draws."""

from pathlib import Path

from procedimenti.diagramma import draw

DOC = Path(__file__).resolve().parents[2] / "docs" / "procedimenti.md"


def test_the_docs_draw_the_table() -> None:
    assert draw() in DOC.read_text(encoding="utf-8"), (
        "docs/procedimenti.md is older than the table: put in it what `procedimenti.diagramma.draw()` returns"
    )
