"""The whole register as files: made once for each state of it, the same bytes for ever, nothing in them that runs."""

import csv
import datetime as dt
import hashlib
import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import time_machine
from django.core.management import call_command
from django.test import Client

from archivio.depositi import key_of
from core.uncertain_dates import on_day
from distretti.actions.iscrizione import record_variazione
from distretti.models import Iscrizione
from home.actions import esportazioni
from home.actions.esportazioni import export_due, export_registro
from identita.models import User
from pubblicazione.models import Documento, Esportazione
from pubblicazione.selectors import last_sequenza
from tests.factories import make_atto, make_iscrizione

BASE = "https://registro.example.it"
URL = "/api/v1/esportazioni"
FORMULA = "=HYPERLINK(1)"


@pytest.fixture
def nautica(funzionario: User) -> Iscrizione:
    make_iscrizione(FORMULA, by=funzionario)
    return make_iscrizione("Distretto della Nautica", by=funzionario, comune="073027")


def rename(iscrizione: Iscrizione, by: User, name: str) -> None:
    day = on_day(dt.date(2025, 6, 1))
    record_variazione(iscrizione=iscrizione, by=by, atto=make_atto(), decorrenza=day, dati={"denominazione": name})


def downloads(client: Client, item: dict[str, Any]) -> dict[str, bytes]:
    """Every file of an export, checked against what the API says of it."""
    found = {}
    for file in item["file"]:
        answer = client.get(file["_links"]["self"].removeprefix(BASE))
        data = answer.getvalue()
        assert (len(data), hashlib.sha256(data).hexdigest()) == (file["dimensione"], file["sha256"])
        assert answer.headers["Content-Type"] == file["media_type"]
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert file["nome"] in answer.headers["Content-Disposition"]
        found[file["formato"]] = data
    return found


def test_every_format_holds_the_whole_register(nautica: Iscrizione, client: Client, local_stores: Path) -> None:
    assert export_registro() == 3
    (item,) = client.get(URL).json()["items"]
    assert (item["sequenza"], item["voci"], item["licenza"]["nome"]) == (last_sequenza(), 2, "CC BY 4.0")
    files = downloads(client, item)
    lines = files["ndjson"].splitlines()
    stored = Documento.objects.filter(risorsa="iscrizioni").order_by("chiave")
    assert lines == [bytes(d.corpo) for d in stored]
    assert json.loads(lines[1])["denominazione"] == "Distretto della Nautica"
    rows = list(csv.DictReader(io.StringIO(files["csv"].decode("utf-8-sig")), delimiter=";"))
    assert [(r["codice"], r["comune"]) for r in rows] == [("RP-1-0001", ""), ("RP-1-0002", "Taranto")]
    sheet = openpyxl.load_workbook(io.BytesIO(files["xlsx"])).active
    cells = [[c.value or "" for c in row] for row in sheet.iter_rows(min_row=2)]
    assert cells == [list(r.values()) for r in rows]
    assert (rows[0]["denominazione"], sheet["B2"].data_type) == (f"'{FORMULA}", "s")


def test_an_empty_register_is_not_written(registro: None, local_stores: Path) -> None:
    assert (export_due(), export_registro()) == (0, 0)


def test_the_same_register_is_written_once(nautica: Iscrizione, local_stores: Path) -> None:
    assert (export_registro(), export_registro(), export_due()) == (3, 0, 0)


def test_two_at_once_write_it_once(nautica: Iscrizione, local_stores: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another process writes the same state between this one's look and its rows."""
    usual = esportazioni.keep_made
    inner: list[int] = []

    def keep(stream: Any, *, deposito: Any) -> Any:
        if not inner:
            inner.append(0)
            inner.append(export_registro())
        return usual(stream, deposito=deposito)

    monkeypatch.setattr(esportazioni, "keep_made", keep)
    assert export_registro() == 0
    assert inner == [0, 3]
    assert Esportazione.objects.count() == 3


def test_a_changed_register_is_written_again_after_a_day_and_the_old_files_stay(
    nautica: Iscrizione, funzionario: User, client: Client, local_stores: Path
) -> None:
    with time_machine.travel("2026-03-01 02:00:00+01:00", tick=False):
        assert export_due() == 3
        old = client.get(URL).json()["items"][0]
        before = downloads(client, old)
        rename(nautica, funzionario, "Distretto del Mare")
    with time_machine.travel("2026-03-01 20:00:00+01:00", tick=False):
        assert export_due() == 0
    with time_machine.travel("2026-03-02 02:00:00+01:00", tick=False):
        call_command("tick", stdout=(out := io.StringIO()))
    assert "file del registro: 3 fatte" in out.getvalue()
    new, again = client.get(URL).json()["items"]
    assert again == old
    assert downloads(client, old) == before
    assert "Distretto del Mare" in downloads(client, new)["csv"].decode()


def test_the_list_is_read_in_pages(nautica: Iscrizione, funzionario: User, client: Client, local_stores: Path) -> None:
    for number in range(3):
        export_registro()
        rename(nautica, funzionario, f"Distretto {number}")
    seen, address = [], f"{URL}?limit=2"
    while address:
        page = client.get(address).json()
        seen += [item["sequenza"] for item in page["items"]]
        address = (page["_links"]["next"] or "").removeprefix(BASE)
    assert seen == sorted(Esportazione.objects.values_list("sequenza", flat=True).distinct(), reverse=True)
    assert len(seen) == 3
    assert client.get(f"{URL}?cursor=abc").status_code == 422


def test_the_page_of_open_data_offers_the_newest(nautica: Iscrizione, client: Client, local_stores: Path) -> None:
    assert "intero registro in file" not in client.get("/dati").content.decode()
    export_registro()
    page = client.get("/dati").content.decode()
    for formato in ("ndjson", "csv", "xlsx"):
        assert f'href="/esportazioni/registro-{last_sequenza()}.{formato}"' in page


@pytest.mark.parametrize("name", ["registro-1.ndjson", "registro-1.exe", "registro-x.csv", "altro-1.csv"])
def test_a_file_that_was_never_made_is_not_found(registro: None, client: Client, name: str) -> None:
    assert client.get(f"/esportazioni/{name}").status_code == 404


def test_what_is_public_for_ever_is_proven_with_the_other_files(nautica: Iscrizione, local_stores: Path) -> None:
    export_registro()
    call_command("verify_files", stdout=io.StringIO(), stderr=io.StringIO())
    sha256 = Esportazione.objects.get(formato="csv").contenuto.sha256
    (local_stores / "pubblico" / key_of(sha256)).write_bytes(b"altro")
    err = io.StringIO()
    with pytest.raises(SystemExit):
        call_command("verify_files", stdout=err, stderr=err)
    assert sha256 in err.getvalue()
