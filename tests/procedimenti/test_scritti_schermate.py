"""The screen of a writing as officers use it, from the model to the PDF that was closed; and who else may open it."""

import io

import pytest
from django.test import Client

from archivio.actions import keep_made
from archivio.enums import Deposito
from home.actions.demo.modelli import publish_model, read_scritti
from identita.models import User
from procedimenti.enums import Passo
from procedimenti.models import Istanza, Scritto
from tests.archivio import files
from tests.factories import make_funzionario
from tests.procedimenti.conftest import assigned
from tests.procedimenti.test_schermate import desk, take

pytestmark = [pytest.mark.usefixtures("local_stores", "oggi"), pytest.mark.slow]


@pytest.fixture
def caso(funzionario: User, collega: User) -> Istanza:
    described = next(d for d in read_scritti() if d["codice"] == "scritto-avvio")
    publish_model(described=described, author=funzionario, approver=collega)
    return assigned(funzionario)


def base_of(istanza: Istanza, passo: Passo = Passo.AVVIO_ISTRUTTORIA) -> str:
    seq = istanza.passi.get(passo=passo).seq
    return f"/admin/procedimenti/{istanza.numero}/scritti/{seq}/"


def press(client: Client, base: str, passo: str, **more: object) -> str:
    return client.post(base, {"passo": passo, **more}, follow=True).content.decode()


def sent(data: bytes) -> io.BytesIO:
    stream = io.BytesIO(data)
    stream.name = "Lettera.docx"
    return stream


def test_from_the_model_to_the_pdf_that_was_closed(funzionario: User, caso: Istanza) -> None:
    client, base = desk(funzionario), base_of(caso)
    assert base in client.get(f"/admin/procedimenti/{caso.numero}/?scheda=comunicazioni").content.decode()
    assert "Prepara: comunicazione di avvio" in client.get(base).content.decode()
    assert client.get(f"{base}scritto.docx").status_code == 404
    told = f"/admin/procedimenti/{caso.numero}/?scheda=cronologia"
    assert "(da preparare)" in client.get(told).content.decode()
    assert "Lo scritto è pronto" in press(client, base, "prepara")
    assert "(da chiudere)" in client.get(told).content.decode()
    docx, pdf = client.get(f"{base}scritto.docx"), client.get(f"{base}scritto.pdf")
    assert f"{caso.numero}-03-avvio.docx" in docx["Content-Disposition"]
    assert pdf.content.startswith(b"%PDF-1.7")
    assert "ha preso il posto" in press(client, base, "carica", file=sent(docx.content))
    assert "Lettera.docx" in client.get(base).content.decode()
    sha256 = Scritto.objects.get().contenuto.sha256
    assert "nel fascicolo e non cambia più" in press(client, base, "chiudi", sha256=sha256)
    assert "il registro lo conserva e non lo invia" in client.get(base).content.decode().lower()
    assert "(chiuso)" in client.get(told).content.decode()
    closed = client.get(f"{base}scritto.pdf")
    assert "no-store" in closed["Cache-Control"]
    assert client.get(f"{base}scritto.pdf").content == closed.content
    assert client.get(f"{base}scritto.docx").content == docx.content
    assert "non cambia più" in press(client, base, "prepara")


def test_what_is_refused_is_told_and_nothing_is_lost(funzionario: User, caso: Istanza) -> None:
    client, base = desk(funzionario), base_of(caso)
    assert "Prepara:" in press(client, base, "chiudi")
    press(client, base, "prepara")
    assert "Scegli il file" in press(client, base, "carica")
    assert "Non è un tipo di file accettato" in press(client, base, "carica", file=sent(files.pdf()))
    assert "Rileggilo" in press(client, base, "chiudi", sha256="0" * 64).replace("rileggilo", "Rileggilo")
    assert "2. Cambialo" in press(client, base, "altro")


def test_a_version_not_yet_in_force_is_tried_on_a_real_case(funzionario: User, caso: Istanza) -> None:
    client, base = desk(funzionario), base_of(caso)
    tried = client.get(f"{base}prova/v1/")
    assert "prova-avvio-v1.docx" in tried["Content-Disposition"]
    assert client.get(f"{base}prova/v9/").status_code == 404
    assert not Scritto.objects.exists()


def test_a_step_just_taken_leads_to_its_writing(funzionario: User, caso: Istanza) -> None:
    words = take(desk(funzionario), caso, "richiesta_integrazione", campi="sintesi", motivo="Manca la sintesi.")
    seq = caso.passi.get(passo=Passo.RICHIESTA_INTEGRAZIONE).seq
    above = words.partition("proc-schede")[0]
    assert f"/admin/procedimenti/{caso.numero}/scritti/{seq}/" in above
    assert "Prepara: richiesta di integrazione" in words


def test_a_file_that_cannot_be_read_shuts_no_screen(funzionario: User, caso: Istanza) -> None:
    """Refused with its reason; and one that lies there from before, or whose store is away, is replaced from here."""
    client, base = desk(funzionario), base_of(caso)
    press(client, base, "prepara")
    assert "non si riesce a leggere" in press(client, base, "carica", file=sent(files.docx()))
    scritto = Scritto.objects.get()
    scritto.contenuto = keep_made(io.BytesIO(files.docx()), deposito=Deposito.RISERVATO)
    scritto.save()
    assert "non si riesce a leggere" in client.get(base).content.decode()
    assert "Lo scritto è pronto" in press(client, base, "prepara")


def test_nobody_else_finds_it(funzionario: User, caso: Istanza) -> None:
    client, base = desk(funzionario), base_of(caso)
    press(client, base, "prepara")
    assert client.get(base_of(caso, Passo.PRESA_IN_CARICO)).status_code == 404
    stranger = desk(make_funzionario("agricoltura", username="funzionario.agricoltura"))
    for path in ("", "scritto.docx", "scritto.pdf", "prova/v1/"):
        assert stranger.get(f"{base}{path}").status_code == 404
