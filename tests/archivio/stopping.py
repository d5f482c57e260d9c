"""A machine that stops: an act done in a child process that is killed with -9 where the test says."""

import http.client
import io
import os
import signal
from collections.abc import Callable
from typing import Any, NoReturn

from django.conf import settings
from django.core.management import call_command
from django.core.signals import setting_changed
from django.db import connections


def die(*_args: Any, **_kwargs: Any) -> NoReturn:
    """Stop this process at once, without a word."""
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("killed")


def die_after(function: Callable[..., Any]) -> Callable[..., NoReturn]:
    """Return `function` followed by the stop."""

    def done(*args: Any, **kwargs: Any) -> NoReturn:
        function(*args, **kwargs)
        die()

    return done


def die_storing() -> None:
    """From now on the process stops half way through the writing of bytes, in a folder or to S3."""
    os.replace = die
    send = http.client.HTTPConnection.send

    def half(self: http.client.HTTPConnection, data: Any) -> None:
        if isinstance(data, bytes) and data[:5].rstrip() in {b"PUT", b"PUT /", b"HEAD", b"GET", b"GET /"}:
            send(self, data)
        else:
            send(self, data[: len(data) // 2])
            die()

    http.client.HTTPConnection.send = half  # type: ignore[method-assign]


def killed(act: Callable[[], object]) -> None:
    """Do `act` in a child process, which must be killed on the way."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            # Connections to a store are not shared with the parent.
            setting_changed.send(sender=None, setting="STORAGES", value=settings.STORAGES, enter=True)
            act()
        finally:
            os._exit(0)
    _pid, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), "the act went on to its end, or failed before the point where it should stop"


def findings() -> list[str]:
    """What `verify_files` says is wrong, a line each."""
    err = io.StringIO()
    try:
        call_command("verify_files", stdout=io.StringIO(), stderr=err)
    except SystemExit:
        return [line for line in err.getvalue().splitlines() if ":" in line and "%" not in line]
    return []
