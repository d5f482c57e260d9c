"""A long command says how far it is, on a terminal and nowhere else."""

import io

import pytest
from django.core.management.base import OutputWrapper

from core.progress import Bar


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("wrap", [lambda out: out, OutputWrapper], ids=["a plain stream", "a command's own"])
def test_on_a_terminal_the_line_is_drawn_again_at_each_cent(wrap: type) -> None:
    out = Terminal()
    bar = Bar(total=200, label="Verifica", stream=wrap(out))
    for _step in range(200):
        bar.advance()
    bar.close()
    lines = out.getvalue().split("\r")
    assert lines[-1] == f"Verifica [{'#' * 30}] 100 %\n"
    assert len(lines) == 102


def test_more_steps_than_foreseen_stay_at_the_end() -> None:
    out = Terminal()
    Bar(total=0, label="Verifica", stream=out).advance(5)
    assert out.getvalue().endswith(" 100 %")


def test_in_a_log_nothing_is_drawn() -> None:
    out = io.StringIO()
    bar = Bar(total=2, label="Verifica", stream=out)
    bar.advance(2)
    bar.close()
    assert out.getvalue() == ""
