"""The addresses of the models: the one of the version in force at its date, and every file's own for ever."""

import base64
import datetime as dt
import hashlib
import io
import json
from typing import Any

import pytest
import time_machine
from django.test import Client

from archivio.depositi import key_of, store_of
from archivio.enums import Deposito
from core.clock import today
from identita.models import User
from modulistica.actions.versione import (
    activate_due,
    add_file,
    approve_versione,
    draft_versione,
    submit_versione,
)
from modulistica.models import Modello
from pubblicazione.models import Documento
from tests.archivio import files
from tests.modulistica.conftest import START, publish

pytestmark = pytest.mark.usefixtures("stores")


def get(client: Client, address: str, **headers: str) -> tuple[Any, bytes]:
    """Read an answer to its end, as a browser does: an answer half read keeps its file open."""
    answer = client.get(address, headers=headers)
    return answer, answer.getvalue()


def test_the_current_address_leads_to_the_version_in_force(
    modello: Modello, funzionario: User, other: User, client: Client
) -> None:
    publish(modello, funzionario, other, dal=START)
    answer = client.get("/modelli/programma-di-sviluppo")
    assert answer.status_code == 302
    assert answer["Location"] == "https://registro.example.it/modelli/programma-di-sviluppo/v1/Programma.pdf"
    assert client.get("/modelli/programma-di-sviluppo?formato=docx")["Location"].endswith("/v1/Programma.docx")


def test_replaced_ten_times_all_eleven_addresses_answer_their_own_bytes(
    modello: Modello, funzionario: User, other: User, client: Client
) -> None:
    with time_machine.travel("2026-01-10 12:00:00+01:00", tick=False):
        for n in range(11):
            publish(modello, funzionario, other, dal=START + dt.timedelta(days=30 * n), mark=str(n))
    for n in range(11):
        answer, body = get(client, f"/modelli/programma-di-sviluppo/v{n + 1}/Programma.docx")
        digest = hashlib.sha256(body)
        assert body == files.docx({"word/m.xml": str(n).encode()})
        assert answer["ETag"] == f'"{digest.hexdigest()}"'
        assert answer["Repr-Digest"] == f"sha-256=:{base64.b64encode(digest.digest()).decode()}:"
        assert answer["Cache-Control"] == "public, max-age=31536000, immutable"


def test_the_current_one_changes_at_the_stroke_of_its_date(
    modello: Modello, funzionario: User, other: User, client: Client
) -> None:
    with time_machine.travel("2026-03-01 12:00:00+01:00", tick=False):
        publish(modello, funzionario, other, dal=START, mark="1")
        publish(modello, funzionario, other, dal=dt.date(2026, 4, 1), mark="2")

    def current() -> str:
        return client.get("/modelli/programma-di-sviluppo")["Location"].split("/")[-2]

    def in_documento() -> int:
        documento = Documento.objects.get(risorsa="modelli", chiave="programma-di-sviluppo")
        return int(json.loads(bytes(documento.corpo))["in_vigore"]["numero"])

    with time_machine.travel("2026-03-31 23:59:59+02:00", tick=False):
        activate_due(on=today())
        assert (current(), in_documento()) == ("v1", 1)
    with time_machine.travel("2026-04-01 00:00:00+02:00", tick=False):
        assert activate_due(on=today()) == 1
        assert activate_due(on=today()) == 0
        assert (current(), in_documento()) == ("v2", 2)
        assert client.get("/modelli/programma-di-sviluppo?alla_data=2026-03-31")["Location"].split("/")[-2] == "v1"


def test_a_declared_end_leaves_nothing_in_force_and_says_so(
    modello: Modello, funzionario: User, other: User, client: Client
) -> None:
    with time_machine.travel("2026-03-01 12:00:00+01:00", tick=False):
        versione = draft_versione(modello=modello, in_vigore_dal=START, in_vigore_al=dt.date(2026, 3, 31), by=other)
        add_file(versione=versione, stream=io.BytesIO(files.pdf()), nome="P.pdf", by=other)
        submit_versione(versione=versione, by=other)
        approve_versione(versione=versione, sha256=versione.sha256(), by=funzionario)
    with time_machine.travel("2026-04-01 00:00:01+02:00", tick=False):
        assert activate_due(on=today()) == 1
        assert activate_due(on=today()) == 0
        assert client.get("/modelli/programma-di-sviluppo").status_code == 404
        assert get(client, "/modelli/programma-di-sviluppo/v1/P.pdf")[0].status_code == 200


@pytest.mark.parametrize(
    ("header", "status", "content_range", "length"),
    [
        ("bytes=0-9", 206, "bytes 0-9/{size}", 10),
        ("bytes=-5", 206, "bytes {last5}-{last}/{size}", 5),
        ("bytes=10-", 206, "bytes 10-{last}/{size}", None),
        ("bytes=9999999-", 416, "bytes */{size}", 0),
        ("bytes=5-2", 200, None, None),
        ("bytes=0-1,4-5", 200, None, None),
        ("lines=1-2", 200, None, None),
    ],
)
def test_parts_of_a_file(
    modello: Modello,
    funzionario: User,
    other: User,
    client: Client,
    header: str,
    status: int,
    content_range: str | None,
    length: int | None,
) -> None:
    publish(modello, funzionario, other, dal=START)
    whole = files.docx({"word/m.xml": b"a"})
    size = len(whole)
    answer, body = get(client, "/modelli/programma-di-sviluppo/v1/Programma.docx", Range=header)
    assert answer.status_code == status
    expected = content_range and content_range.format(size=size, last=size - 1, last5=size - 5)
    assert answer.get("Content-Range") == expected
    if length and status == 206:
        assert body == (whole[:length] if header == "bytes=0-9" else whole[-length:])
        assert answer["Content-Length"] == str(length)


def test_conditional_and_head_requests(modello: Modello, funzionario: User, other: User, client: Client) -> None:
    publish(modello, funzionario, other, dal=START)
    address = "/modelli/programma-di-sviluppo/v1/Programma.docx"
    etag = client.head(address)["ETag"]
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 304
    assert get(client, address, **{"Range": "bytes=0-3", "If-Range": '"altro"'})[0].status_code == 200
    assert get(client, address, **{"Range": "bytes=0-3", "If-Range": etag})[0].status_code == 206
    assert client.post(address).status_code == 405


@pytest.mark.parametrize(
    ("query", "status", "said"),
    [
        ("alla_data=2026-02-30", 422, "giorno che esiste"),
        ("formato=exe", 422, "c’è in docx, pdf"),
        ("versione=1", 422, "non esiste"),
        ("alla_data=2020-01-01", 404, ""),
    ],
)
def test_a_wrong_question_is_answered_plainly(
    modello: Modello, funzionario: User, other: User, client: Client, query: str, status: int, said: str
) -> None:
    publish(modello, funzionario, other, dal=START)
    answer = client.get(f"/modelli/programma-di-sviluppo?{query}")
    assert answer.status_code == status
    assert said in (answer.json()["detail"] if status == 422 else "")


def test_a_file_has_one_address_only(modello: Modello, funzionario: User, other: User, client: Client) -> None:
    publish(modello, funzionario, other, dal=START)
    assert get(client, "/modelli/programma-di-sviluppo/v1/Programma.pdf")[0].status_code == 200
    for version in ("v01", "v001", "v0", "v+1", "v1.0", "v\u0661", "v" + "9" * 30):
        assert get(client, f"/modelli/programma-di-sviluppo/{version}/Programma.pdf")[0].status_code == 404


def test_drafts_have_no_address(modello: Modello, funzionario: User, client: Client) -> None:
    versione = draft_versione(modello=modello, in_vigore_dal=START, by=funzionario)
    add_file(versione=versione, stream=io.BytesIO(files.pdf()), nome="P.pdf", by=funzionario)
    assert client.get("/modelli/programma-di-sviluppo/v1/P.pdf").status_code == 404
    assert client.get("/modelli/programma-di-sviluppo").status_code == 404


def test_a_store_that_is_gone_is_a_503_that_says_when_to_come_back(
    modello: Modello, funzionario: User, other: User, client: Client
) -> None:
    versione = publish(modello, funzionario, other, dal=START)
    for item in versione.file.all():
        store_of(Deposito.PUBBLICO).delete(key_of(item.file.contenuto.sha256))
    answer = client.get("/modelli/programma-di-sviluppo/v1/Programma.pdf")
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
