"""The cache of nginx in front of the API: it answers by itself, and never what is no longer so."""

import http.client
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.demo import HOST, DemoSite
from tests.servers.nginx import Nginx, nginx

pytestmark = pytest.mark.slow
ENTRY = "/api/v1/iscrizioni/RP-1-0001"
_RENAME = """
from core.uncertain_dates import on_day
from core.clock import today
from distretti.actions.atto import record_atto
from distretti.actions.iscrizione import record_variazione
from distretti.models import Iscrizione
from identita.models import User
by = User.objects.get(username="funzionario.ricerca")
dgr = {{"tipo": "dgr", "organo": "Giunta regionale", "numero": "{name}", "data": on_day(today())}}
atto = record_atto(by=by, competenza="ricerca", **dgr)
voce = Iscrizione.objects.get(codice="RP-1-0001")
record_variazione(iscrizione=voce, by=by, atto=atto, decorrenza=on_day(today()), dati={{"denominazione": "{name}"}})
"""
_REMOVE = """
from django.db import transaction
from pubblicazione.actions.documento import remove_documento
with transaction.atomic():
    remove_documento(risorsa="iscrizioni", chiave="RP-1-0001")
"""

_MAKE_KEY = """
import datetime as dt
from core.clock import today
from identita.actions import create_chiave
from identita.models import User
by = User.objects.get(username="admin")
print(create_chiave(nome="Sito", contatto="sito@example.it", scade_il=today() + dt.timedelta(days=9), by=by)[1])
"""
_REVOKE = "revoke_chiave(chiave=Chiave.objects.get(), by=User.objects.get(username='admin'))"


@dataclass
class Answer:
    """One answer: its status, its headers in lower case, its body."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def kept(self) -> str:
        return self.headers["x-cache"]

    @property
    def content(self) -> Any:
        return json.loads(self.body)


def ask(door: str, path: str, *, caller: str = "127.0.0.1", method: str = "GET", **headers: str) -> Answer:
    """Ask with exactly these bytes for a path, as no library that tidies addresses would."""
    connection = http.client.HTTPConnection(door, timeout=20, source_address=(caller, 0))
    connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
    for name, value in {"Host": HOST, **headers}.items():
        connection.putheader(name.replace("_", "-"), value)
    connection.endheaders()
    answer = connection.getresponse()
    found = Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
    connection.close()
    return found


def wait_until(told: Callable[[], bool]) -> None:
    """Wait for something that must come long before a kept answer grows old."""
    for _attempt in range(200):
        if told():
            return
        time.sleep(0.1)
    pytest.fail("it never came")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoSite]:
    made = DemoSite(tmp_path_factory.mktemp("site"))
    made.env["CLIENT_ADDRESS_HEADER"] = "HTTP_X_REAL_IP"
    try:
        made.start()
        yield made
    finally:
        made.stop()


@pytest.fixture(scope="module")
def front(site: DemoSite) -> Iterator[Nginx]:
    with nginx(Path(site.folder) / "nginx", upstream=site.server_address) as started:
        site.env["CACHE_REFRESH_URL"] = f"http://{started.refresh}"
        site.follow_changes()
        yield started


def run(site: DemoSite, code: str) -> None:
    done = site.manage("shell", "--no-imports", "-c", code)
    assert done.returncode == 0, done.stderr


def test_what_was_asked_once_is_answered_by_nginx_alone(front: Nginx) -> None:
    path = "/api/v1/vocabolari/filiere"
    first, again = ask(front.public, path), ask(front.public, path)
    assert (first.status, first.kept, again.kept) == (200, "MISS", "HIT")
    assert again.body == first.body
    assert again.headers["etag"] == first.headers["etag"]
    assert "x-accel-expires" not in again.headers
    known = ask(front.public, path, If_None_Match=first.headers["etag"])
    assert (known.status, known.kept, known.body) == (304, "HIT", b"")


@pytest.mark.parametrize(
    ("takes", "coding"), [("", None), ("identity", None), ("gzip", "gzip"), ("br, gzip", "gzip"), ("gzip;q=0", None)]
)
def test_each_coding_is_kept_apart_and_asked_of_who_takes_it(front: Nginx, takes: str, coding: str | None) -> None:
    path = "/api/v1/vocabolari/province"
    for _time in range(2):
        answer = ask(front.public, path, **({"Accept_Encoding": takes} if takes else {}))
        assert answer.status == 200
        assert answer.headers.get("content-encoding") == coding


def test_who_asks_for_the_head_first_does_not_keep_the_body_from_others(front: Nginx) -> None:
    path = "/api/v1/vocabolari/ateco"
    head = ask(front.public, path, method="HEAD")
    assert (head.status, head.body) == (200, b"")
    body = ask(front.public, path)
    assert (body.status, str(len(body.body))) == (200, head.headers["content-length"])


def test_what_one_client_says_of_itself_changes_nothing_for_the_others(front: Nginx) -> None:
    path = "/api/v1/iscrizioni/RP-1-0004"
    odd = {"X_Forwarded_Host": "male.example", "X_Original_URL": "/admin/", "Origin": "https://male.example"}
    first = ask(front.public, path, X_HTTP_Method_Override="DELETE", Range="bytes=0-9", **odd)
    again = ask(front.public, path)
    assert (first.status, first.kept, again.status, again.kept) == (200, "MISS", 200, "HIT")
    assert b"male.example" not in again.body + repr(again.headers).encode()
    assert again.content["codice"] == "RP-1-0004"


def test_a_draft_is_never_kept(front: Nginx) -> None:
    path = "/api/v1/iscrizioni/RP-1-0005?anteprima=a:b:c"
    for _time in range(2):
        answer = ask(front.public, path)
        assert (answer.status, answer.kept, answer.headers["cache-control"]) == (422, "MISS", "no-store")


def test_nobody_chooses_the_address_by_which_he_is_counted(front: Nginx) -> None:
    forged = {"X_Real_IP": "127.0.0.1", "X_Forwarded_For": "203.0.113.9", "Forwarded": "for=203.0.113.9"}
    left = []
    for n in range(3):
        answer = ask(front.public, f"/api/v1/iscrizioni?limit=0&n={n}", caller="127.0.0.6", **forged)
        left.append(int(answer.headers["x-ratelimit-remaining"]))
    assert left == [599, 598, 597]
    connection = http.client.HTTPConnection(front.public, timeout=20, source_address=("127.0.0.6", 0))
    connection.request("GET", "/api/v1/iscrizioni?limit=0", headers={"Host": HOST, "X_Real_IP": "127.0.0.1"})
    assert connection.getresponse().getheader("X-RateLimit-Remaining") == "596"
    connection.close()


def test_an_act_recorded_now_is_read_through_the_cache_in_every_coding(site: DemoSite, front: Nginx) -> None:
    before = ask(front.public, ENTRY)
    zipped = ask(front.public, ENTRY, Accept_Encoding="gzip")
    assert ask(front.public, ENTRY).kept == "HIT"
    run(site, _RENAME.format(name="Distretto Rinominato"))
    wait_until(lambda: b"Distretto Rinominato" in ask(front.public, ENTRY).body)
    after = ask(front.public, ENTRY)
    assert after.kept == "HIT"
    assert after.headers["etag"] != before.headers["etag"]
    wait_until(lambda: ask(front.public, ENTRY, Accept_Encoding="gzip").headers["etag"] != zipped.headers["etag"])
    listed = "/api/v1/iscrizioni?q=rinominato"
    wait_until(lambda: len(ask(front.public, listed).content["items"]) == 1)


@pytest.mark.parametrize(
    "path",
    [
        "//api/v1/iscrizioni/RP-1-0002",
        "/api/v1//iscrizioni/RP-1-0002",
        "/api/v1/./iscrizioni/RP-1-0002",
        "/api/v1/x/../iscrizioni/RP-1-0002",
        "/api/v1/iscrizioni/%52P-1-0002",
        "/api/v1/iscrizioni/RP-1-0002%2f",
        "/api/v1/iscrizioni/RP-1-0002?",
        "/api/v1/iscrizioni/RP-1-0002?#",
    ],
)
def test_an_address_written_otherwise_is_neither_kept_nor_takes_another_s_place(front: Nginx, path: str) -> None:
    plain = ask(front.public, "/api/v1/iscrizioni/RP-1-0002")
    for _time in range(2):
        assert ask(front.public, path).headers.get("x-cache") in {None, "BYPASS"}
    assert ask(front.public, "/api/v1/iscrizioni/RP-1-0002").body == plain.body


@pytest.mark.parametrize("path", ["/api/v1/status", "/api/v1/iscrizioni?limit=0", "/api/v1/docs"])
def test_what_is_not_to_be_kept_is_asked_each_time(front: Nginx, path: str) -> None:
    ask(front.public, path)
    assert ask(front.public, path).kept == "MISS"


def test_what_is_left_is_told_to_one_client_and_not_with_what_was_kept(front: Nginx) -> None:
    path = "/api/v1/vocabolari/stati"
    first = ask(front.public, path, caller="127.0.0.2")
    again = ask(front.public, path, caller="127.0.0.3")
    assert (first.kept, again.kept) == ("MISS", "HIT")
    assert first.headers["x-ratelimit-limit"] == "600"
    assert first.headers["x-ratelimit-remaining"] == "599"
    assert 1 <= int(first.headers["x-ratelimit-reset"]) <= 60
    assert not [name for name in again.headers if name.startswith("x-ratelimit")]
    refused = ask(front.public, "/api/v1/iscrizioni?limit=0", caller="127.0.0.2")
    assert (refused.status, refused.headers["x-ratelimit-remaining"]) == (422, "598")


def test_an_answer_to_a_key_is_not_kept_and_no_kept_one_is_given_to_it(site: DemoSite, front: Nginx) -> None:
    done = site.manage("shell", "--no-imports", "-c", _MAKE_KEY)
    assert done.returncode == 0, done.stderr
    key, path = f"Bearer {done.stdout.split()[-1]}", "/api/v1/vocabolari/tipi-atto"
    wait_until(lambda: ask(front.public, "/api/v1/status", Authorization=key).status == 200)
    for _time in range(2):
        answer = ask(front.public, path, Authorization=key)
        assert (answer.status, answer.kept) == (200, "BYPASS")
        assert answer.headers["cache-control"].startswith("private")
        assert answer.headers["x-ratelimit-limit"] == "3000"
    assert ask(front.public, path).kept == "MISS"
    assert ask(front.public, path).kept == "HIT"
    assert ask(front.public, path, Authorization="Bearer rp_inventata").status == 401
    run(site, "from identita.models import Chiave, User; from identita.actions import revoke_chiave;" + _REVOKE)
    wait_until(lambda: ask(front.public, path, Authorization=key).status == 401)


def test_who_asks_in_bursts_is_refused_by_nginx_in_the_shape_of_the_api(front: Nginx) -> None:
    asked = (ask(front.public, ENTRY, caller="127.0.0.4") for _time in range(2000))
    refused = next(answer for answer in asked if answer.status != 200)
    assert (refused.status, refused.headers["content-type"]) == (429, "application/problem+json")
    assert refused.headers["retry-after"] == "1"
    assert refused.headers["cache-control"] == "no-store"
    assert refused.content["status"] == 429
    assert refused.content["errors"][0]["parametro"] == "indirizzo"
    assert ask(front.public, ENTRY, caller="127.0.0.5").status == 200


def test_what_is_no_more_is_gone_from_the_cache_too(site: DemoSite, front: Nginx) -> None:
    assert ask(front.public, ENTRY).status == 200
    run(site, _REMOVE)
    wait_until(lambda: ask(front.public, ENTRY).status == 404)


def test_with_the_application_down_what_is_kept_is_still_told(site: DemoSite, front: Nginx) -> None:
    entry, listed = "/api/v1/iscrizioni/RP-1-0003", "/api/v1/iscrizioni?limit=5"
    kept = {path: ask(front.public, path).body for path in (entry, listed)}
    site.stop_server()
    wait_until(lambda: ask(front.public, listed).kept == "STALE")
    assert {path: ask(front.public, path).body for path in kept} == kept
    missing = ask(front.public, "/api/v1/iscrizioni/RP-1-0009")
    assert (missing.status, missing.headers["content-type"]) == (503, "application/problem+json")
    assert (missing.headers["retry-after"], missing.headers["cache-control"]) == ("5", "no-store")
    assert missing.content["type"].endswith("/api/v1/docs#servizio-non-disponibile")
