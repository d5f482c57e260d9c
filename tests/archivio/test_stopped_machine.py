"""A machine that stops (kill -9) at any step of an upload leaves no row without bytes, and every orphan is listed."""

import io
import os
import signal
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connections

from archivio.actions import receive_file
from archivio.enums import UsoFile
from archivio.models import Contenuto, FileRicevuto
from tests.archivio import files
from tests.factories import make_funzionario

pytestmark = pytest.mark.slow


def upload_and_die(at: str) -> None:
    """Upload in a child process that is killed when it reaches the step `at`."""
    connections.close_all()
    child = os.fork()
    if child == 0:

        def step(name: str) -> None:
            if name == at:
                os.kill(os.getpid(), signal.SIGKILL)

        try:
            by = make_funzionario(username=f"muore.{at}")
            if at == "storing":
                os.replace = lambda *args: os.kill(os.getpid(), signal.SIGKILL)
            receive_file(stream=io.BytesIO(files.pdf()), nome="a.pdf", uso=UsoFile.ALLEGATO, by=by, step=step)
        finally:
            os._exit(0)
    _pid, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status)


def findings() -> str:
    err = io.StringIO()
    try:
        call_command("verify_files", stdout=io.StringIO(), stderr=err)
    except SystemExit:
        return err.getvalue()
    return ""


@pytest.mark.parametrize(
    ("at", "rows", "found"),
    [("inspected", 0, ""), ("storing", 0, ".parziale"), ("stored", 0, "file orfano"), ("recorded", 1, "")],
)
def test_killed_in_the_middle(committed_db: None, local_stores: Path, at: str, rows: int, found: str) -> None:
    upload_and_die(at)
    assert FileRicevuto.objects.count() == Contenuto.objects.count() == rows
    text = findings()
    assert (found in text) if found else text == ""
    assert "manca" not in text
