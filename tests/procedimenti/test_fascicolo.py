"""The exported file of a case: index, sums and summary agree, and a stranger checks them with standard tools."""

import csv
import io
import json
import subprocess
import zipfile
from pathlib import Path

import pikepdf
import pytest
from django.test import Client

from core.canonical import sha256_hex
from identita.models import User
from procedimenti.actions.istanza import add_allegato
from procedimenti.enums import Passo, TipoAllegato
from procedimenti.exceptions import ProcedimentoError
from procedimenti.fascicolo import Foglio, write_fascicolo
from procedimenti.models import Istanza
from procedimenti.selectors.fascicolo import gather_caso
from tests.archivio.files import pdf
from tests.factories import make_funzionario
from tests.procedimenti.conftest import assigned, step
from tests.servers.packages import need

pytestmark = [pytest.mark.usefixtures("oggi"), pytest.mark.slow]


@pytest.fixture
def case(funzionario: User) -> Istanza:
    istanza = assigned(funzionario)
    for nome in ("Statuto del distretto.pdf", "Perché.pdf"):
        add_allegato(istanza=istanza, by=funzionario, stream=io.BytesIO(pdf()), nome=nome, tipo=TipoAllegato.STATUTO)
    step(istanza, Passo.RICHIESTA_INTEGRAZIONE, funzionario, campi=["sintesi"])
    step(istanza, Passo.INTEGRAZIONE, funzionario)
    return istanza


def download(user: User, istanza: Istanza) -> bytes:
    client = Client()
    client.force_login(user)
    response = client.get(f"/admin/procedimenti/{istanza.numero}/fascicolo.zip")
    assert response.status_code == 200
    return b"".join(response.streaming_content)  # type: ignore[attr-defined]


def test_a_stranger_checks_it_with_sha256sum(funzionario: User, case: Istanza, tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(download(funzionario, case))) as archive:
        archive.extractall(tmp_path)
        names = set(archive.namelist())
    done = subprocess.run(  # noqa: S603 - coreutils, on our own folder
        [need("sha256sum", "coreutils"), "-c", "SHA256SUMS"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    summed = {line.split("  ", 1)[1] for line in (tmp_path / "SHA256SUMS").read_text().splitlines()}
    assert summed == names - {"SHA256SUMS"}


def test_index_table_and_summary_agree(funzionario: User, case: Istanza) -> None:
    with zipfile.ZipFile(io.BytesIO(download(funzionario, case))) as archive:
        index = json.loads(archive.read("indice.json"))
        rows = list(csv.DictReader(io.StringIO(archive.read("indice.csv").decode("utf-8-sig")), delimiter=";"))
        papers = {d["percorso"]: d["sha256"] for d in index["documenti"]}
        assert {r["percorso"]: r["sha256"] for r in rows} == papers
        assert {p: sha256_hex(archive.read(p)) for p in papers} == papers
        photos = [sha256_hex(archive.read(f"fotografie/{n:02}.json")) for n in (1, 2)]
        assert [f["sha256"] for f in index["fotografie"]] == photos
        summary = archive.read("riepilogo.pdf")
    with pikepdf.open(io.BytesIO(summary)) as document, document.open_metadata() as meta:
        assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("3", "U")
    read = [need("pdftotext", "poppler-utils"), "-", "-"]
    text = subprocess.run(read, input=summary, capture_output=True, check=False).stdout.decode()  # noqa: S603 - idem
    plain = "".join(text.split())
    assert all(sha256 in plain for sha256 in [*papers.values(), *photos])


def test_no_name_of_a_paper_runs_as_a_formula(funzionario: User) -> None:
    istanza = assigned(funzionario)
    for nome in ("=cmd.pdf", "-1+1.pdf", "@SUM(A1).pdf"):
        add_allegato(istanza=istanza, by=funzionario, stream=io.BytesIO(pdf()), nome=nome, tipo=TipoAllegato.ALTRO)
    with zipfile.ZipFile(io.BytesIO(download(funzionario, istanza))) as archive:
        rows = list(csv.DictReader(io.StringIO(archive.read("indice.csv").decode("utf-8-sig")), delimiter=";"))
    assert [r["nome"] for r in rows] == ["'=cmd.pdf", "'-1+1.pdf", "'@SUM(A1).pdf"]


def test_bytes_that_are_not_those_recorded_are_not_given(case: Istanza) -> None:
    paper = Foglio({"percorso": "documenti/001-a.pdf", "nome": "a.pdf", "sha256": "0" * 64}, lambda: io.BytesIO(b"x"))
    with pytest.raises(ProcedimentoError, match=r"a\.pdf: i byte non sono quelli registrati"):
        write_fascicolo(io.BytesIO(), caso=gather_caso(case), fogli=[paper])


def test_the_other_structure_gets_nothing(case: Istanza) -> None:
    client = Client()
    client.force_login(make_funzionario("agricoltura"))
    assert client.get(f"/admin/procedimenti/{case.numero}/fascicolo.zip").status_code == 404
