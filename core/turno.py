"""A round over things to do, each by itself: one that fails is logged and counted, and does not stop the others."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeVar

logger = logging.getLogger(__name__)
Item = TypeVar("Item")


@dataclass
class Turno:
    """What a round did: how many things were done, and which could not be, with the reason."""

    fatti: int = 0
    falliti: dict[str, str] = field(default_factory=dict)


def run_each(items: Iterable[Item], run: Callable[[Item], object], *, name: Callable[[Item], str]) -> Turno:
    """Do each of `items`; `name` is how a failure is called in the log."""
    turno = Turno()
    for item in items:
        try:
            run(item)
        except Exception as error:  # whatever it is, the other items must not wait for it
            logger.exception("%s failed", name(item))
            turno.falliti[name(item)] = f"{type(error).__name__}: {error}"
        else:
            turno.fatti += 1
    return turno
