"""Acts done at the same instant, each in a process of its own: how each ended."""

import os
from collections.abc import Callable

from django.conf import settings
from django.core.signals import setting_changed
from django.db import OperationalError, connections

from modulistica.exceptions import ModulisticaError
from procedimenti.exceptions import ProcedimentoError

DONE, TOLD, BROKEN = 0, 3, 4


def at_once(*acts: Callable[[], object]) -> list[int]:
    """Do each act in a process of its own, all started together; returns how each ended."""
    connections.close_all()
    reader, writer = os.pipe()
    children = [_child(act, reader, writer) for act in acts]
    os.close(reader)
    os.close(writer)  # the start: every child that waits at the other end goes
    return sorted(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children)


def _child(act: Callable[[], object], reader: int, writer: int) -> int:
    child = os.fork()
    if child:
        return child
    code = BROKEN
    try:
        # Connections to a store are not shared with the parent.
        setting_changed.send(sender=None, setting="STORAGES", value=settings.STORAGES, enter=True)
        os.close(writer)
        os.read(reader, 1)
        act()
        code = DONE
    except (ModulisticaError, ProcedimentoError, OperationalError):
        code = TOLD
    finally:
        os._exit(code)
