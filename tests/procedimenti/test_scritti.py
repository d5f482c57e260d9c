"""The office's writings in a case: drafted from the model in force, changed by hand, closed for ever."""

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from django.db import DatabaseError, connection, transaction

from archivio.actions import keep_made
from archivio.depositi import open_bytes
from archivio.enums import Deposito, UsoFile
from archivio.exceptions import FileRefusedError
from archivio.models import Contenuto, FileRicevuto
from home.actions.demo.modelli import publish_model, read_scritti
from identita.models import User
from modulistica.enums import TipoScritto
from modulistica.exceptions import ModulisticaError
from procedimenti.actions.scritti import close_scritto, prepare_scritto, replace_scritto
from procedimenti.enums import EsitoParere, Passo, TipoProcedimento
from procedimenti.exceptions import ProcedimentoError
from procedimenti.fascicolo import write_fascicolo
from procedimenti.models import Istanza, PassoIstanza, ScrittoInviato
from procedimenti.policies.istanza import PARTI
from procedimenti.policies.scritti import scritto_of_passo
from procedimenti.selectors.fascicolo import gather_caso, gather_fogli
from procedimenti.selectors.scritti import fields_for, find_passo
from tests.archivio import files
from tests.factories import make_funzionario
from tests.modulistica.test_precompilazione import text_of
from tests.modulistica.test_scritti import committed
from tests.procedimenti.conftest import OGGI, assigned, step

pytestmark = pytest.mark.usefixtures("local_stores", "oggi")
Models = Callable[..., None]


@pytest.fixture
def models(funzionario: User, collega: User) -> Models:
    """Publish the demonstration models of some kinds."""

    def publish(*kinds: TipoScritto) -> None:
        for described in read_scritti():
            if described["codice"] in {k.modello for k in kinds}:
                publish_model(described=described, author=funzionario, approver=collega)

    return publish


def bytes_of(contenuto: Contenuto) -> bytes:
    with open_bytes(contenuto.sha256, deposito=contenuto.deposito) as stream:
        return bytes(stream.read())


def begun(by: User, **more: Any) -> PassoIstanza:
    """The step that opens the istruttoria, which the applicant is told of."""
    istanza = assigned(by, **more)
    return istanza.passi.select_related("istanza").get(passo=Passo.AVVIO_ISTRUTTORIA)


def test_the_model_in_force_is_filled_with_the_case(funzionario: User, models: Models) -> None:
    models(TipoScritto.AVVIO)
    passo = begun(funzionario, richiedente="D’Amico «Olio» & figli <scarl>")
    shown = text_of(bytes_of(prepare_scritto(passo=passo, by=funzionario).contenuto))
    for said in ("D’Amico «Olio» & figli <scarl>", passo.istanza.numero, str(passo.protocollo), "il 2 novembre 2026"):
        assert said in shown


def test_without_a_model_in_force_it_is_said(funzionario: User) -> None:
    with pytest.raises(ProcedimentoError, match="Non c’è un modello in vigore per «Comunicazione di avvio»"):
        prepare_scritto(passo=begun(funzionario), by=funzionario)


def test_a_step_that_nobody_is_written_about_has_no_writing(funzionario: User) -> None:
    passo = assigned(funzionario).passi.get(passo=Passo.PRESA_IN_CARICO)
    with pytest.raises(ProcedimentoError, match="non c’è uno scritto"):
        prepare_scritto(passo=passo, by=funzionario)


def test_what_was_closed_is_the_pdf_of_what_was_read_and_never_changes(funzionario: User, models: Models) -> None:
    models(TipoScritto.AVVIO)
    passo = begun(funzionario)
    scritto = prepare_scritto(passo=passo, by=funzionario)
    chiuso = close_scritto(scritto=scritto, sha256=scritto.contenuto.sha256, by=funzionario)
    with pikepdf.open(io.BytesIO(bytes_of(chiuso.pdf))) as pdf, pdf.open_metadata() as metadata:
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
        assert str(pdf.Root.Lang) == "it-IT"
    assert chiuso.docx == scritto.contenuto
    again: list[Callable[[], object]] = [
        lambda: prepare_scritto(passo=passo, by=funzionario),
        lambda: replace_scritto(scritto=scritto, stream=io.BytesIO(files.docx()), nome="a.docx", by=funzionario),
        lambda: close_scritto(scritto=scritto, sha256=scritto.contenuto.sha256, by=funzionario),
    ]
    for act in again:
        with pytest.raises(ProcedimentoError, match="non cambia più"):
            act()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE procedimenti_scrittoinviato SET chiuso_il = chiuso_il")
    assert ScrittoInviato.objects.count() == 1


def test_the_document_as_somebody_changed_it_is_what_is_closed(funzionario: User, models: Models) -> None:
    models(TipoScritto.AVVIO, TipoScritto.PREAVVISO)
    scritto = prepare_scritto(passo=begun(funzionario), by=funzionario)
    other = bytes_of(prepare_scritto(passo=refused(funzionario), by=funzionario).contenuto)
    changed = replace_scritto(scritto=scritto, stream=io.BytesIO(other), nome="Lettera.docx", by=funzionario)
    assert changed.file is not None
    with pytest.raises(ProcedimentoError, match="è cambiato dopo che l’hai letto"):
        close_scritto(scritto=changed, sha256=scritto.contenuto.sha256, by=funzionario)
    chiuso = close_scritto(scritto=changed, sha256=changed.contenuto.sha256, by=funzionario)
    assert bytes_of(chiuso.docx) == other


def refused(by: User) -> PassoIstanza:
    istanza = assigned(by)
    return step(istanza, Passo.PREAVVISO, by, motivo="Le imprese sono troppo poche.")


def test_a_document_with_fields_to_fill_is_not_closed(funzionario: User, models: Models) -> None:
    models(TipoScritto.AVVIO)
    scritto = prepare_scritto(passo=begun(funzionario), by=funzionario)
    empty = io.BytesIO(committed(TipoScritto.AVVIO))
    changed = replace_scritto(scritto=scritto, stream=empty, nome="a.docx", by=funzionario)
    with pytest.raises(ProcedimentoError, match="Restano campi da compilare: struttura, protocollo"):
        close_scritto(scritto=changed, sha256=changed.contenuto.sha256, by=funzionario)


def test_what_comes_back_goes_through_the_inspected_door(funzionario: User, models: Models) -> None:
    models(TipoScritto.AVVIO)
    scritto = prepare_scritto(passo=begun(funzionario), by=funzionario)
    for data in (b"", files.pdf(), files.docx(types=b"macroEnabled")):
        with pytest.raises(FileRefusedError):
            replace_scritto(scritto=scritto, stream=io.BytesIO(data), nome="a.docx", by=funzionario)
    scritto.refresh_from_db()
    assert scritto.file is None


def test_a_document_that_is_none_does_not_take_the_place_of_one(funzionario: User, models: Models) -> None:
    models(TipoScritto.AVVIO)
    scritto = prepare_scritto(passo=begun(funzionario), by=funzionario)
    with pytest.raises(ProcedimentoError, match="non si riesce a leggere"):
        replace_scritto(scritto=scritto, stream=io.BytesIO(files.docx()), nome="a.docx", by=funzionario)
    assert not FileRicevuto.objects.filter(uso=UsoFile.SCRITTO).exists(), "nothing of it is kept"
    scritto.contenuto = keep_made(io.BytesIO(files.docx()), deposito=Deposito.RISERVATO)  # kept before it was looked at
    scritto.save()
    with pytest.raises(ProcedimentoError, match="non si riesce a leggere"):
        close_scritto(scritto=scritto, sha256=scritto.contenuto.sha256, by=funzionario)


def test_in_quarantine_it_waits(funzionario: User, models: Models, settings: object) -> None:
    models(TipoScritto.AVVIO)
    scritto = prepare_scritto(passo=begun(funzionario), by=funzionario)
    settings.CLAMD_ADDRESS = "127.0.0.1:9"  # type: ignore[attr-defined]
    data = io.BytesIO(bytes_of(scritto.contenuto))
    changed = replace_scritto(scritto=scritto, stream=data, nome="a.docx", by=funzionario)
    with pytest.raises(ProcedimentoError, match="quarantena"):
        close_scritto(scritto=changed, sha256=changed.contenuto.sha256, by=funzionario)


def test_the_other_structure_neither_prepares_nor_closes(funzionario: User, models: Models) -> None:
    models(TipoScritto.AVVIO)
    passo = begun(funzionario)
    stranger = make_funzionario("agricoltura", username="funzionario.agricoltura")
    scritto = prepare_scritto(passo=passo, by=funzionario)
    again: list[Callable[[], object]] = [
        lambda: prepare_scritto(passo=passo, by=stranger),
        lambda: replace_scritto(scritto=scritto, stream=io.BytesIO(files.docx()), nome="a.docx", by=stranger),
        lambda: close_scritto(scritto=scritto, sha256=scritto.contenuto.sha256, by=stranger),
    ]
    for act in again:
        with pytest.raises(ProcedimentoError, match="struttura competente"):
            act()


def test_what_was_closed_is_in_the_fascicolo(funzionario: User, models: Models) -> None:
    models(TipoScritto.AVVIO)
    passo = begun(funzionario)
    scritto = prepare_scritto(passo=passo, by=funzionario)
    chiuso = close_scritto(scritto=scritto, sha256=scritto.contenuto.sha256, by=funzionario)
    istanza = Istanza.objects.select_related("sezione", "responsabile").get(pk=passo.istanza_id)
    target = io.BytesIO()
    write_fascicolo(target, caso=gather_caso(istanza), fogli=gather_fogli(istanza))
    with zipfile.ZipFile(target) as archive:
        assert archive.read("scritti/03-avvio.pdf") == bytes_of(chiuso.pdf)
        assert b"scritti/03-avvio.docx" in archive.read("SHA256SUMS")


def test_an_integration_lists_what_is_asked(funzionario: User) -> None:
    campi = [*PARTI, "sintesi", "denominazione"]
    passo = step(assigned(funzionario), Passo.RICHIESTA_INTEGRAZIONE, funzionario, campi=campi)
    _valori, elenchi = fields_for(passo, TipoScritto.INTEGRAZIONE)
    assert [(m["come"], m["voce"]) for m in elenchi["mancanze"]] == [
        ("Da correggere", "Denominazione"),
        ("Mancante", "Sintesi"),
        *(("Mancante", voce) for voce in PARTI.values()),
    ]


def test_a_proposal_repeats_the_opinion_and_lists_checks_and_members(funzionario: User) -> None:
    istanza = assigned(funzionario)
    step(istanza, Passo.RICHIESTA_PARERE, funzionario)
    step(
        istanza,
        Passo.PARERE,
        funzionario,
        esito=EsitoParere.CON_PRESCRIZIONI.value,
        prescrizioni="Aggiornare lo statuto.",
    )
    passo = step(istanza, Passo.PROPOSTA, funzionario)
    valori, elenchi = fields_for(passo, TipoScritto.PROPOSTA)
    assert valori["parere"] == "Favorevole con prescrizioni"
    assert valori["prescrizioni"] == "Aggiornare lo statuto."
    assert elenchi["verifiche"][0]["requisito"] == "Numero di imprese"
    assert elenchi["aderenti"] == []


def test_an_act_that_comes_late_says_the_term_and_the_time_used(funzionario: User, collega: User) -> None:
    for received, said in ((dt.date(2026, 10, 1), ""), (dt.date(2026, 1, 7), "scadeva il 17 aprile 2026")):
        istanza = assigned(funzionario, received, tipo=TipoProcedimento.CENSIMENTO, sezione=5)
        step(istanza, Passo.PREAVVISO, funzionario, received, motivo="Non è un’aggregazione.")
        step(istanza, Passo.PROPOSTA, funzionario, OGGI)
        passo = step(istanza, Passo.RIGETTO, collega, OGGI)
        valori, elenchi = fields_for(find_passo(istanza, passo.seq) or passo, TipoScritto.DINIEGO)
        assert [r["testo"].partition(",")[0] for r in elenchi["ricorsi"]][:1] == [
            "Tribunale amministrativo regionale per la Puglia"
        ]
        assert said in valori["clausola_ritardo"]
        assert bool(valori["clausola_ritardo"]) == bool(said)


def test_a_revocation_is_told_with_its_own_writing() -> None:
    assert scritto_of_passo(TipoProcedimento.REVOCA, Passo.ACCOGLIMENTO) is TipoScritto.REVOCA
    assert scritto_of_passo(TipoProcedimento.CONFERMA, Passo.ACCOGLIMENTO) is TipoScritto.ACCOGLIMENTO
    assert scritto_of_passo(TipoProcedimento.CONFERMA, Passo.RINUNCIA) is None


def test_a_model_that_cannot_be_read_is_told(
    funzionario: User, models: Models, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_versione: object) -> bytes:
        raise ModulisticaError("La versione non ha un documento Word.")

    models(TipoScritto.AVVIO)
    monkeypatch.setattr("procedimenti.actions.scritti.docx_of", broken)
    with pytest.raises(ProcedimentoError, match="non ha un documento Word"):
        prepare_scritto(passo=begun(funzionario), by=funzionario)
