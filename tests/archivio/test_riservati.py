"""Private files: only the permitted combinations of role, file and address answer, on folders and on a real S3."""

import csv
import datetime as dt
import io
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from pytest_django import Settings

from archivio.actions import receive_file
from archivio.depositi import is_remote, key_of, store_of
from archivio.enums import Antivirus, Deposito, UsoFile
from archivio.models import FileRicevuto
from archivio.permissions import can_read_riservato
from core.clock import today
from distretti.models import Sezione
from identita.models import User
from modulistica.actions.modello import open_modello
from modulistica.actions.versione import add_file, approve_versione, draft_versione, submit_versione
from modulistica.enums import UsoModello
from modulistica.models import FileVersione
from tests.archivio import files
from tests.factories import make_user
from tests.servers.ceph import S3
from tests.stores import true_time

TABLE = Path(__file__).parent / "riservati_table.csv"
ROLES = {
    "mittente": "Redattore – ricerca",
    "altro": "Redattore – ricerca",
    "funzionario.ricerca": "Funzionario – ricerca",
    "funzionario.agricoltura": "Funzionario – agricoltura",
    "dirigente.ricerca": "Dirigente – ricerca",
    "amministratore": "Amministratore",
    "lettore": "Lettore",
}


def read_table() -> list[dict[str, str]]:
    lines = (line for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return [{key.strip(): value.strip() for key, value in row.items()} for row in csv.DictReader(lines)]


def content(name: str) -> bytes:
    """Bytes of this file alone."""
    return files.docx({"word/nome.xml": name.encode()})


@pytest.fixture
def people(registro: None) -> dict[str, User]:
    return {name: make_user(name, group) for name, group in ROLES.items()}


@pytest.fixture
def kept(stores: str, people: dict[str, User]) -> dict[str, Any]:
    """Every file of the table."""

    def received(name: str, uso: UsoFile, competenza: str, by: str, **changes: str) -> FileRicevuto:
        sent = io.BytesIO(files.xlsx() if uso == UsoFile.ELENCO_ADERENTI else content(name))
        row = receive_file(stream=sent, nome=f"{name}.docx", uso=uso, by=people[by], competenza=competenza)
        FileRicevuto.objects.filter(pk=row.pk).update(**changes)
        return row

    def model(codice: str, sezioni: list[int], *, approved: bool = False) -> FileVersione:
        by = people["funzionario.ricerca"]
        chosen = list(Sezione.objects.filter(pk__in=sezioni))
        modello = open_modello(codice=codice, titolo=codice, uso=UsoModello.ISTANZA, sezioni=chosen, by=by)
        versione = draft_versione(modello=modello, in_vigore_dal=today(), by=by)
        item = add_file(versione=versione, stream=io.BytesIO(content(codice)), nome="modello.docx", by=by)
        if approved:
            submit_versione(versione=versione, by=by)
            approve_versione(versione=versione, sha256=versione.sha256(), by=people["dirigente.ricerca"])
        return item

    return {
        "allegato.ricerca": received("allegato.ricerca", UsoFile.ALLEGATO, "ricerca", "mittente"),
        "allegato.agricoltura": received(
            "allegato.agricoltura", UsoFile.ALLEGATO, "agricoltura", "funzionario.agricoltura"
        ),
        "elenco.ricerca": received("elenco.ricerca", UsoFile.ELENCO_ADERENTI, "ricerca", "mittente"),
        "senza_struttura": received("senza_struttura", UsoFile.ALLEGATO, "", "mittente"),
        "quarantena.ricerca": received(
            "quarantena.ricerca", UsoFile.ALLEGATO, "ricerca", "mittente", antivirus=Antivirus.IN_ATTESA
        ),
        "infetto.ricerca": received(
            "infetto.ricerca", UsoFile.ALLEGATO, "ricerca", "mittente", antivirus=Antivirus.INFETTO
        ),
        "modello.bozza.ricerca": model("bozza-ricerca", [1]),
        "modello.bozza.tutti": model("bozza-tutti", [1, 6]),
        "modello.approvato": model("approvato", [1], approved=True),
    }


def address_of(file: Any, kind: str) -> str:
    """The address of this kind at which somebody would look for a file."""
    received = file.file if isinstance(file, FileVersione) else file
    key = key_of(received.contenuto.sha256)
    if kind == "riservati":
        return f"/riservati/{received.pk}"
    if kind in {"modelli", "admin/modelli"}:
        place = f"/{kind}/{file.versione.modello.codice}/v{file.versione.numero}/"
        return place + (file.nome if kind == "modelli" else f"file/{file.pk}/")
    return {
        "media": f"/media/{received.contenuto.deposito}/{key}",
        "images": f"/media/images/{received.contenuto.sha256}",
        "documents": f"/documents/{received.pk}/{received.nome}",
        "_archivio": f"/_archivio/{received.contenuto.deposito}/{key}",
        "deposito": key,
    }[kind]


def fetch(url: str, method: str = "GET") -> tuple[int, bytes]:
    """Ask the S3 server as anybody would."""
    try:
        with urllib.request.urlopen(urllib.request.Request(url, method=method)) as answer:  # noqa: S310 - loopback
            return int(answer.status), answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


def bytes_at(client: Client, address: str, deposito: str) -> bytes:
    """What somebody gets at an address, following where it leads."""
    if not address.startswith("/"):
        store: Any = store_of(deposito)
        if not is_remote(deposito):
            return b""
        return fetch(f"{store.endpoint_url}/{store.bucket_name}/{address}")[1]
    answer = client.get(address)
    if answer.status_code == 302 and "X-Amz-Signature" in answer["Location"]:
        return fetch(answer["Location"])[1]
    return b"" if answer.status_code in {302, 404} else answer.getvalue()


def test_only_the_permitted_combinations_answer(kept: dict[str, Any], people: dict[str, User]) -> None:
    wrong = []
    for row in read_table():
        file = kept[row.pop("file")]
        kind = row.pop("indirizzo")
        received = file.file if isinstance(file, FileVersione) else file
        with store_of(received.contenuto.deposito).open(key_of(received.contenuto.sha256)) as stream:
            expected = stream.read()
        for role, answer in row.items():
            client = Client()
            if role != "anonimo":
                client.force_login(people[role])
            got = bytes_at(client, address_of(file, kind), received.contenuto.deposito)
            if (got == expected) != (answer == "sì"):
                wrong.append(f"{role} {'gets' if got == expected else 'does not get'} {file} at {kind}")
    assert not wrong, "\n".join(wrong)


def test_the_table_names_every_file_and_every_role(kept: dict[str, Any]) -> None:
    table = read_table()
    assert {row["file"] for row in table} == set(kept)
    assert set(table[0]) == {"file", "indirizzo", "anonimo", *ROLES}
    assert {value for row in table for role, value in row.items() if role in ROLES} == {"sì", "no"}


@pytest.mark.usefixtures("local_stores")
def test_what_is_not_ready_says_why_to_whom_may_read_it(people: dict[str, User], settings: Settings) -> None:
    settings.CLAMD_ADDRESS = "/nowhere/clamd.sock"
    by = people["mittente"]
    row = receive_file(stream=io.BytesIO(files.pdf()), nome="a.pdf", uso=UsoFile.ALLEGATO, by=by, competenza="ricerca")
    client = Client()
    client.force_login(by)
    answer = client.get(f"/riservati/{row.pk}")
    assert answer.status_code == 409
    assert "In quarantena: aspetta il controllo antivirus" in answer.content.decode()
    FileRicevuto.objects.update(antivirus=Antivirus.PULITO)
    store_of(Deposito.RISERVATO).delete(key_of(row.contenuto.sha256))
    gone = client.get(f"/riservati/{row.pk}")
    assert (gone.status_code, gone["Retry-After"]) == (503, "30")
    assert client.post(f"/riservati/{row.pk}").status_code == 405
    assert client.get("/riservati/999999").status_code == 404


def test_who_has_not_signed_in_is_asked_to_whatever_the_address(client: Client, registro: None) -> None:
    answer = client.get("/riservati/999999")
    assert answer["Location"] == "/admin/login/?next=/riservati/999999"


@pytest.mark.usefixtures("local_stores")
def test_the_account_switched_off_reads_nothing(people: dict[str, User]) -> None:
    by = people["mittente"]
    row = receive_file(stream=io.BytesIO(files.pdf()), nome="a.pdf", uso=UsoFile.ALLEGATO, by=by)
    client = Client()
    client.force_login(by)
    User.objects.filter(pk=by.pk).update(is_active=False)
    assert client.get(f"/riservati/{row.pk}").status_code == 302


@pytest.mark.slow
def test_a_signed_address_is_of_one_file_for_one_minute_and_as_signed(
    people: dict[str, User], s3_stores: None, s3: S3
) -> None:
    by = people["mittente"]
    mine, other = (
        receive_file(stream=io.BytesIO(content(n)), nome=f"perché {n}.docx", uso=UsoFile.ALLEGATO, by=by)
        for n in ("a", "b")
    )
    client = Client()
    client.force_login(by)
    answer = client.get(f"/riservati/{mine.pk}")
    assert answer.status_code == 302
    assert answer["Cache-Control"] == "private, no-store"
    address = answer["Location"]
    assert "X-Amz-Expires=60" in address
    assert fetch(address) == (200, content("a"))
    with urllib.request.urlopen(address) as got:  # noqa: S310 - loopback
        assert "filename*=utf-8''perch%C3%A9%20a.docx" in got.headers["Content-Disposition"]
    tampered = {
        "another file": address.replace(key_of(mine.contenuto.sha256), key_of(other.contenuto.sha256)),
        "a longer life": address.replace("X-Amz-Expires=60", "X-Amz-Expires=6000"),
        "another signature": address.replace("X-Amz-Signature=", "X-Amz-Signature=0"),
        "another name": address.replace("docx", "html"),
        "no signature": address.split("?")[0],
        "another bucket": address.replace("/riservato/", "/pubblico/"),
    }
    for what, url in tampered.items():
        assert url != address, what
        assert fetch(url)[0] in {403, 404}, what
    assert fetch(address, "DELETE")[0] == 403
    assert fetch(address, "PUT")[0] == 403
    assert fetch(address) == (200, content("a"))


@pytest.mark.slow
@pytest.mark.parametrize(("seconds", "status"), [(45, 200), (65, 403)])
def test_a_signed_address_ends_after_its_minute(
    people: dict[str, User], s3_stores: None, monkeypatch: pytest.MonkeyPatch, seconds: int, status: int
) -> None:
    by = people["mittente"]
    row = receive_file(stream=io.BytesIO(content("a")), nome="a.docx", uso=UsoFile.ALLEGATO, by=by)
    client = Client()
    client.force_login(by)
    before = true_time() - dt.timedelta(seconds=seconds)
    monkeypatch.setattr("botocore.auth.get_current_datetime", lambda: before)
    address = client.get(f"/riservati/{row.pk}")["Location"]
    assert fetch(address)[0] == status


def test_who_went_to_the_other_structure_left_what_he_sent_behind_the_wall(people: dict[str, User]) -> None:
    officer = people["funzionario.agricoltura"]  # who took this in while he worked for the other structure
    sent = FileRicevuto(uso=UsoFile.ALLEGATO, caricato_da=officer, competenza="ricerca")
    assert not can_read_riservato(officer, sent)
    for own in ("agricoltura", ""):
        sent.competenza = own
        assert can_read_riservato(officer, sent)


def test_nobody_unknown_or_switched_off_reads_even_their_own(people: dict[str, User]) -> None:
    sender = people["mittente"]
    file = FileRicevuto(uso=UsoFile.ALLEGATO, caricato_da=sender, competenza="ricerca")
    assert can_read_riservato(sender, file)
    assert not can_read_riservato(AnonymousUser(), file)
    sender.is_active = False
    assert not can_read_riservato(sender, file)
