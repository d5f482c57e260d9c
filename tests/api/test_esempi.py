"""The example consumer: a copy of the register in files, true after days offline, and never half written."""

import hashlib
import http.server
import json
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any, ClassVar

import pytest

from tests.demo import MIRROR, DemoSite

pytestmark = pytest.mark.slow
# A list of members of two pages, a change of an entry, a document taken away.
_CHANGE = """
import datetime as dt
from core.clock import today
from core.uncertain_dates import on_day
from django.db import transaction
from distretti.actions.elenco import approve_elenco, upload_elenco
from distretti.actions.iscrizione import record_variazione
from distretti.models import Atto, Iscrizione
from identita.models import User
from pubblicazione.actions.documento import remove_documento
voce = Iscrizione.objects.get(codice="RP-1-0001")
by, editor = (User.objects.get(username=name) for name in ("funzionario.ricerca", "funzionario.ricerca2"))
atto = Atto.objects.exclude(numero="").first()
record_variazione(
    iscrizione=voce, by=by, atto=atto, decorrenza=on_day(today()), dati={"sito": "https://nuovo.example.it/"}
)
rows = ["Denominazione;Tipo di soggetto;Codice fiscale;Comune;Provincia;ATECO 2025;Aderisce dal"]
rows += [f"Ente {n};Altro ente pubblico;;Bari;BA;;" for n in range(45)]
elenco = upload_elenco(iscrizione=voce, by=editor, contenuto="\\n".join(rows).encode(), al=today())
approve_elenco(elenco=elenco, by=by, sha256=elenco.sha256)
with transaction.atomic():
    remove_documento(risorsa="iscrizioni", chiave="RP-1-0002")
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoSite]:
    made = DemoSite(tmp_path_factory.mktemp("site"))
    try:
        made.start()
        yield made
    finally:
        made.stop()


def read(site: DemoSite, path: str) -> bytes:
    with urllib.request.urlopen(f"http://{site.server_address}/api/v1/{path}") as answer:
        return bytes(answer.read())


def copied(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.rglob("*.json")
    }


def test_it_fits_on_a_page() -> None:
    assert len(MIRROR.read_text(encoding="utf-8").splitlines()) <= 60


class Busy(http.server.BaseHTTPRequestHandler):
    """A server that has had enough of the first request, and answers the second."""

    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_response(429 if len(self.asked) == 1 else 200)
        self.send_header("Retry-After", "0")
        self.end_headers()
        self.wfile.write(b'{"items": []}')

    def log_message(self, *args: Any) -> None:
        pass


def test_it_waits_when_its_requests_are_too_many(tmp_path: Path) -> None:
    server = http.server.HTTPServer(("127.0.0.1", 0), Busy)
    Thread(target=server.serve_forever, daemon=True).start()
    command = [sys.executable, str(MIRROR), f"http://127.0.0.1:{server.server_port}", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)  # noqa: S603 - our own command
    server.shutdown()
    server.server_close()
    assert (done.returncode, done.stdout) == (0, "0 changes\n"), done.stderr
    assert Busy.asked == ["/api/v1/variazioni?dopo=0&limit=100"] * 2


def test_the_copy_is_the_register_and_catches_up(site: DemoSite, tmp_path: Path) -> None:
    folder = tmp_path / "copia"
    assert site.mirror(folder) > 35
    entry = folder / "iscrizioni" / "RP-1-0001.json"
    assert entry.read_bytes() == read(site, "iscrizioni/RP-1-0001")
    assert len(list((folder / "iscrizioni").iterdir())) == 35
    before = copied(folder)
    assert site.mirror(folder) == 0
    done = site.manage("shell", "--no-imports", "-c", _CHANGE)
    assert done.returncode == 0, done.stderr
    assert site.mirror(folder) >= 2
    after = copied(folder)
    entries = {"iscrizioni/RP-1-0001.json", "iscrizioni/RP-1-0002.json"}
    assert {name for name in before if after.get(name) != before[name]} == {*entries, "sezioni/1.json"}
    members = json.loads((folder / "aderenti" / "RP-1-0001.json").read_bytes())
    assert [m["denominazione"] for m in members["items"]] == [f"Ente {n}" for n in range(45)]
    assert "https://nuovo.example.it/" in entry.read_text(encoding="utf-8")
    anew = tmp_path / "da-zero"
    site.mirror(anew)
    assert copied(anew) == after


def test_stopped_in_the_middle_it_goes_on_from_there(site: DemoSite, tmp_path: Path) -> None:
    whole, cut = tmp_path / "intera", tmp_path / "interrotta"
    site.mirror(whole)
    site.mirror(cut)
    (cut / ".last").unlink()
    for path in list(cut.rglob("*.json"))[::2]:
        path.unlink()
    site.mirror(cut)
    assert copied(cut) == copied(whole)
