"""Six people record, create and approve at once: nobody sees an error, and the register stays whole.

Processes of their own on one database, as six workers of the server would be; run on SQLite and on PostgreSQL.
"""

import hashlib
import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.demo import ROOT, DemoSite

pytestmark = pytest.mark.slow
_COUNT = 8  # things that each person does
_BEHIND = 1.5  # seconds: what is committed is told by the API within one (design §8), and here the machine is busy

_CHECK = """
import json
from django.db.models import Max
from wagtail.models import Page, TaskState, WorkflowState
from distretti.models import Annotazione, Atto, Iscrizione
from pubblicazione.models import Documento, Sigillo, Variazione
seqs = list(Annotazione.objects.order_by("seq").values_list("seq", flat=True))
feed = list(Variazione.objects.order_by("sequenza").values_list("sequenza", flat=True))
print(json.dumps({
    "annotazioni": len(seqs),
    "ledger_gap_free": seqs == list(range(1, len(seqs) + 1)),
    "feed_gap_free": feed == list(range(1, len(feed) + 1)),
    "tree_problems": sum(len(found) for found in Page.find_problems()),
    "entries_without_page_document_or_annotation": [
        i.codice for i in Iscrizione.objects.all()
        if i.scheda is None or not i.annotazioni.exists()
        or not Documento.objects.filter(risorsa="iscrizioni", chiave=i.codice).exists()
    ],
    "acts_of_nothing": Atto.objects.filter(annotazioni__isnull=True).count(),
    "seals": Sigillo.objects.count(),
    "codes_repeated": Iscrizione.objects.count() - Iscrizione.objects.values("codice").distinct().count(),
    "moderations_without_task": [
        w.pk for w in WorkflowState.objects.filter(status=WorkflowState.STATUS_IN_PROGRESS)
        if w.current_task_state is None or w.current_task_state.status != TaskState.STATUS_IN_PROGRESS
    ],
}))
"""

_PUBLIC = """
import json
from pubblicazione.models import Documento
found = Documento.objects.exclude(risorsa="aderenti").values_list("risorsa", "chiave", "sha256")
print(json.dumps({f"{risorsa}/{chiave}.json": sha256 for risorsa, chiave, sha256 in found}))
"""


@pytest.fixture
def register(tmp_path: Path) -> Iterator[DemoSite]:
    made = DemoSite(tmp_path)
    yield made
    made.stop()


def start_six(register: DemoSite, count: int) -> list[subprocess.Popen[str]]:
    """Start two people of each kind; they begin together."""
    start = register.folder / "start"
    command = [sys.executable, "-m", "tests.concurrency.worker"]
    started = [
        subprocess.Popen(  # noqa: S603 - our own command
            [*command, kind, str(number), str(count)],
            env={**register.env, "START": str(start)},
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for kind in ("record", "create", "approve")
        for number in (1, 2)
    ]
    start.touch()
    return started


def facts(register: DemoSite) -> dict[str, object]:
    """Return what the database holds now, asked by a process of its own."""
    done = register.manage("shell", "--no-imports", "-c", _CHECK)
    assert done.returncode == 0, done.stderr
    found: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return found


def assert_whole(register: DemoSite, found: dict[str, object]) -> None:
    assert found["ledger_gap_free"]
    assert found["feed_gap_free"]
    assert not found["tree_problems"]
    assert not found["entries_without_page_document_or_annotation"]
    assert not found["acts_of_nothing"]
    assert not found["codes_repeated"]
    assert not found["moderations_without_task"]
    proof = register.manage("verify_registro")
    assert proof.returncode == 0, proof.stderr
    assert "Catena verificata" in proof.stdout


def copies(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*.json")}


def public(register: DemoSite) -> dict[str, str]:
    """Return the SHA-256 of every public document but members, which a copy puts together from their pages."""
    done = register.manage("shell", "--no-imports", "-c", _PUBLIC)
    assert done.returncode == 0, done.stderr
    found: dict[str, str] = json.loads(done.stdout.splitlines()[-1])
    return found


@pytest.mark.parametrize("killed", [False, True], ids=["all live", "three killed"])
def test_nobody_sees_an_error_and_who_follows_the_feed_has_the_register_at_the_end(
    register: DemoSite, *, killed: bool
) -> None:
    """Transactions commit in any order: the copy misses no line, and equals one made at the end from nothing.

    Those killed in the middle, one of each kind, leave nothing half done.
    """
    before = facts(register)
    register.start()
    meanwhile, afterwards = register.folder / "copia", register.folder / "da-zero"
    people = start_six(register, _COUNT)
    victims = people[::2] if killed else []
    for number, person in enumerate(victims):
        assert person.stdout is not None
        person.stdout.readline()  # it has done one thing and is at the second
        time.sleep(0.03 * number)
        person.send_signal(signal.SIGKILL)
    rounds = 0
    while any(person.poll() is None for person in people):
        register.mirror(meanwhile)
        rounds += 1
    for person in people:
        _out, err = person.communicate(timeout=60)
        assert (person.returncode, err) == (-signal.SIGKILL if person in victims else 0, "")
    time.sleep(_BEHIND)
    register.mirror(meanwhile)
    register.mirror(afterwards)
    assert rounds > 1
    assert copies(meanwhile) == copies(afterwards)
    held = {name: hashlib.sha256(body).hexdigest() for name, body in copies(meanwhile).items()}
    assert {name: sha for name, sha in held.items() if not name.startswith("aderenti/")} == public(register)
    after = facts(register)
    assert_whole(register, after)
    if not killed:
        assert after["annotazioni"] == before["annotazioni"] + 4 * _COUNT  # type: ignore[operator]
        assert after["seals"] == before["seals"] + 2 * _COUNT  # type: ignore[operator]


def test_everything_rendered_again_meanwhile_undoes_nothing(register: DemoSite) -> None:
    register.start()
    folder, rebuilt = register.folder / "copia", 0
    people = start_six(register, _COUNT)
    while any(person.poll() is None for person in people):
        done = register.manage("rebuild_documenti")
        assert done.returncode == 0, done.stderr
        rebuilt += 1
        register.mirror(folder)
    outcomes = [person.communicate(timeout=60) for person in people]
    assert [(p.returncode, err) for p, (_out, err) in zip(people, outcomes, strict=True)] == [(0, "")] * 6
    assert rebuilt
    time.sleep(_BEHIND)
    register.mirror(folder)
    held = {name: hashlib.sha256(body).hexdigest() for name, body in copies(folder).items()}
    assert {name: sha for name, sha in held.items() if not name.startswith("aderenti/")} == public(register)
    assert_whole(register, facts(register))
