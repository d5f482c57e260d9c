"""The models of the office's writings: opened under their codes, checked when sent, kept off the public's shelves."""

import datetime as dt
import io

import pytest
from django.test import Client
from docx import Document

from distretti.models import Sezione
from home.actions.demo.modelli import publish_model, read_scritti
from identita.models import User
from modulistica.actions.modello import open_modello
from modulistica.actions.versione import add_file, draft_versione, submit_versione
from modulistica.enums import TipoScritto, UsoModello
from modulistica.exceptions import ModulisticaError
from modulistica.models import Modello, VersioneModello
from modulistica.selectors import render_modelli, version_of_scritto
from pubblicazione.models import Documento
from tests.archivio import files
from tests.modulistica.test_scritti import committed, control, saved

pytestmark = pytest.mark.usefixtures("local_stores")
DAL = dt.date(2025, 3, 3)


@pytest.fixture
def preavviso(funzionario: User, other: User) -> VersioneModello:
    described = next(d for d in read_scritti() if d["codice"] == "scritto-preavviso")
    return publish_model(described=described, author=funzionario, approver=other)


def opened(by: User, *, codice: str = "scritto-avvio", uso: UsoModello = UsoModello.SCRITTO) -> Modello:
    return open_modello(codice=codice, titolo="Avvio", uso=uso, sezioni=list(Sezione.objects.all()), by=by)


def sent(by: User, *data: tuple[str, bytes]) -> None:
    versione = draft_versione(modello=opened(by), in_vigore_dal=DAL, by=by)
    for nome, content in data:
        add_file(versione=versione, stream=io.BytesIO(content), nome=nome, by=by)
    submit_versione(versione=versione, by=by)


def test_the_version_in_force_is_found_by_kind_and_day(preavviso: VersioneModello) -> None:
    assert version_of_scritto(TipoScritto.PREAVVISO, DAL) == preavviso
    assert version_of_scritto(TipoScritto.PREAVVISO, DAL - dt.timedelta(days=1)) is None
    assert version_of_scritto(TipoScritto.AVVIO, DAL) is None


def test_the_code_is_that_of_the_kind_and_of_nothing_else(funzionario: User) -> None:
    with pytest.raises(ModulisticaError, match="scritto-avvio, scritto-integrazione"):
        opened(funzionario, codice="lettera")
    with pytest.raises(ModulisticaError, match="e solo quelli"):
        opened(funzionario, uso=UsoModello.ISTANZA)


def test_a_model_with_a_field_that_does_not_exist_is_refused_with_its_name(funzionario: User) -> None:
    document = Document()
    document.add_paragraph("Motivi: ")._p.append(control("motivazione"))
    with pytest.raises(ModulisticaError, match="«motivazione» non esiste negli scritti «Comunicazione di avvio»"):
        sent(funzionario, ("avvio.docx", saved(document)))


def test_a_file_that_only_looks_like_a_document_is_refused(funzionario: User) -> None:
    with pytest.raises(ModulisticaError, match="non si riesce a leggere"):
        sent(funzionario, ("avvio.docx", files.docx()))


def test_it_is_one_word_document(funzionario: User) -> None:
    with pytest.raises(ModulisticaError, match=r"un solo file \.docx"):
        sent(funzionario, ("avvio.docx", committed(TipoScritto.AVVIO)), ("avvio.pdf", files.pdf()))


def test_it_is_nowhere_on_the_public_side(preavviso: VersioneModello) -> None:
    client = Client()
    nome = preavviso.file.get().nome
    assert client.get(f"/modelli/scritto-preavviso/v1/{nome}").status_code == 404
    assert client.get("/modelli/scritto-preavviso").status_code == 404
    assert client.get("/modelli/scritto-preavviso/precompilato?iscrizione=RP-1-0001").status_code == 404
    assert not Documento.objects.filter(risorsa="modelli").exists()
    assert render_modelli() == []
    assert "scritto" not in client.get("/modelli").content.decode()


@pytest.mark.slow
def test_who_writes_a_model_reads_its_fields_and_sees_it_filled(preavviso: VersioneModello, funzionario: User) -> None:
    client = Client()
    client.force_login(funzionario)
    page = client.get("/admin/modelli/scritto-preavviso/v1/").content.decode()
    assert "<code>giorni_osservazioni</code>" in page
    assert "Indirizzi per sempre" not in page
    preview = client.get("/admin/modelli/scritto-preavviso/v1/anteprima/")
    assert preview["Content-Type"] == "application/pdf"
    assert preview.content.startswith(b"%PDF-1.7")


@pytest.mark.slow
def test_a_form_for_people_has_no_such_preview(funzionario: User) -> None:
    modello = opened(funzionario, codice="programma", uso=UsoModello.PROGRAMMA)
    draft_versione(modello=modello, in_vigore_dal=DAL, by=funzionario)
    client = Client()
    client.force_login(funzionario)
    answer = client.get("/admin/modelli/programma/v1/anteprima/", follow=True)
    assert "dei soli scritti" in answer.content.decode()
