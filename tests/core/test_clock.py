"""The clock tells the day of Rome, and is set back only for what is told to have happened then."""

import datetime as dt
import re
from pathlib import Path

import pytest
import time_machine

from core.clock import now, set_back, today

ROOT = Path(__file__).resolve().parents[2]
NIGHT = dt.datetime(2026, 3, 9, 23, 30, tzinfo=dt.UTC)  # already the tenth in Rome


@time_machine.travel(NIGHT, tick=False)
def test_the_day_is_that_of_rome() -> None:
    assert now() == NIGHT
    assert today() == dt.date(2026, 3, 10)


@time_machine.travel(NIGHT, tick=False)
def test_what_is_inside_happens_at_a_past_instant_and_the_rest_does_not() -> None:
    before = dt.datetime(2024, 2, 29, 23, 30, tzinfo=dt.UTC)
    with set_back(before):
        assert (now(), today()) == (before, dt.date(2024, 3, 1))
    with pytest.raises(RuntimeError), set_back(before):
        raise RuntimeError
    assert now() == NIGHT


@time_machine.travel(NIGHT, tick=False)
def test_it_is_never_set_forward() -> None:
    with pytest.raises(ValueError, match="only set back"), set_back(NIGHT + dt.timedelta(seconds=1)):
        pass


def test_only_the_demonstration_sets_it_back() -> None:
    code = [p for p in ROOT.glob("*/**/*.py") if p.relative_to(ROOT).parts[0] not in {"tests", ".venv", "deploy"}]
    users = [str(p.relative_to(ROOT)) for p in code if re.search(r"\bset_back\b", p.read_text(encoding="utf-8"))]
    assert sorted(users) == ["core/clock.py", "home/actions/demo/istanze.py"]
