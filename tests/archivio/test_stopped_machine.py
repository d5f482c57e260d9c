"""A machine that stops (kill -9) at any step of an upload leaves no row without bytes, and every orphan is listed."""

import io

import pytest

from archivio.actions import receive_file
from archivio.depositi import keys
from archivio.enums import Deposito, UsoFile
from archivio.models import Contenuto, FileRicevuto
from tests.archivio import files
from tests.archivio.stopping import die, die_storing, findings, killed
from tests.factories import make_funzionario

pytestmark = pytest.mark.slow


def upload(at: str) -> None:
    def step(name: str) -> None:
        if name == at:
            die()

    if at == "storing":
        die_storing()
    by = make_funzionario(username=f"muore.{at}")
    receive_file(stream=io.BytesIO(files.pdf()), nome="a.pdf", uso=UsoFile.ALLEGATO, by=by, step=step)


@pytest.mark.parametrize(
    ("at", "rows", "orphans"),
    [("inspected", 0, 0), ("storing", 0, None), ("stored", 0, 1), ("recorded", 1, 0)],
)
def test_killed_in_the_middle(committed_db: None, stores: str, at: str, rows: int, orphans: int | None) -> None:
    killed(lambda: upload(at))
    assert FileRicevuto.objects.count() == Contenuto.objects.count() == rows
    if orphans is None:  # a folder keeps the half file under a name of its own; S3 takes a file whole or not at all
        orphans = 1 if stores == "local" else 0
    found = findings()
    assert len(found) == orphans
    assert all("file orfano" in line for line in found)
    assert len(list(keys(Deposito.RISERVATO))) == rows + orphans


def test_after_the_stop_the_same_file_comes_in(committed_db: None, stores: str) -> None:
    for at in ("storing", "stored"):
        killed(lambda at=at: upload(at))  # type: ignore[misc]
    upload("never")
    assert FileRicevuto.objects.count() == 1
    assert all(".parziale" in line for line in findings())
