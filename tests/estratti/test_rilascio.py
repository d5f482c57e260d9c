"""An extract says what the register says on a day, in a PDF/A with its code; the ledger goes on confirming it."""

import datetime as dt
import io
import json
import subprocess
import tempfile

import pikepdf
import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from archivio.depositi import open_bytes
from core.canonical import digest
from core.clock import today
from distretti.models import Iscrizione
from estratti.actions import issue_estratto
from estratti.exceptions import EstrattoError
from estratti.models import Estratto
from estratti.policies import make_codice, read_codice
from estratti.selectors import still_so
from estratti.verify import verify_estratti
from identita.models import User
from modulistica.exceptions import ModulisticaError
from tests.estratti.conftest import rename
from tests.factories import make_funzionario, make_iscrizione
from tests.servers.packages import need
from tests.tampering import Tamper

pytestmark = pytest.mark.usefixtures("local_stores")


def issued(voce: Iscrizione, by: User, day: dt.date | None = None) -> Estratto:
    return issue_estratto(iscrizione=voce, alla_data=day or today(), by=by)


def bytes_of(estratto: Estratto) -> bytes:
    with open_bytes(estratto.pdf.sha256, deposito=estratto.pdf.deposito) as stream:
        return bytes(stream.read())


def findings() -> list[str]:
    return list(verify_estratti(advance=lambda _n: None))


def test_the_pdf_says_what_it_is_and_what_the_register_says(voce: Iscrizione, funzionario: User) -> None:
    estratto = issued(voce, funzionario)
    data = bytes_of(estratto)
    with pikepdf.open(io.BytesIO(data)) as pdf, pdf.open_metadata() as metadata:
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
        assert str(pdf.Root.Lang) == "it-IT"
        assert str(pdf.Root.OutputIntents[0].S) == "/GTS_PDFA1"
        assert "/StructTreeRoot" in pdf.Root
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(data)
        file.flush()
        command = [need("pdftotext", "poppler-utils"), file.name, "-"]
        text = subprocess.run(command, capture_output=True, check=True, text=True).stdout  # noqa: S603 - Debian's own
    for said in (voce.codice, "Distretto dell’«Olio» & D’Amico", estratto.codice, f"/verifica/{estratto.codice}"):
        assert said in " ".join(text.split())


def test_what_was_issued_never_changes(voce: Iscrizione, funzionario: User) -> None:
    issued(voce, funzionario)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE estratti_estratto SET codice = codice")


def test_the_register_goes_on_and_the_extract_stays_true_of_what_was_known(voce: Iscrizione, funzionario: User) -> None:
    estratto = issued(voce, funzionario)
    assert still_so(estratto)
    rename(voce, "Distretto dell’Oro", by=funzionario)
    assert not still_so(estratto)
    assert findings() == []
    call_command("verify_registro")


def test_a_changed_byte_of_what_it_certifies_is_told(voce: Iscrizione, funzionario: User, tamper: Tamper) -> None:
    estratto = issued(voce, funzionario)
    changed = json.dumps(estratto.contenuto | {"stato": "attivA"})
    tamper(f"UPDATE estratti_estratto SET contenuto = '{changed}'")
    assert findings() == [f"estratto {estratto.codice}: il contenuto non corrisponde alla sua impronta"]


@pytest.mark.parametrize("days", [1, 400])
def test_a_day_to_come_is_refused(voce: Iscrizione, funzionario: User, days: int) -> None:
    with pytest.raises(EstrattoError, match="deve ancora venire"):
        issued(voce, funzionario, today() + dt.timedelta(days=days))


def test_before_it_was_there_nothing_is_certified(voce: Iscrizione, funzionario: User) -> None:
    with pytest.raises(EstrattoError, match="non risultava ancora"):
        issued(voce, funzionario, dt.date(1999, 1, 1))


def test_the_other_structure_issues_nothing(voce: Iscrizione) -> None:
    with pytest.raises(EstrattoError, match="Gli estratti li rilascia"):
        issued(voce, make_funzionario("agricoltura", username="funzionario.agricoltura"))


def test_without_a_model_in_force_it_is_said(funzionario: User) -> None:
    with pytest.raises(EstrattoError, match="Non c’è un modello in vigore"):
        issued(make_iscrizione("Distretto", by=funzionario), funzionario)


def test_a_code_is_read_however_it_is_written() -> None:
    codice = make_codice()
    for text in (codice, codice.lower(), codice.replace("-", ""), f"  {codice.replace('-', ' ')} "):
        assert read_codice(text) == codice
    assert read_codice("ilo0-1111-2222-3333") == "1100-1111-2222-3333"
    for text in ("", codice[:-1], codice + "0", "UUUU-1111-2222-3333", "é" * 16):
        assert read_codice(text) is None


def test_what_the_ledger_never_said_is_told(voce: Iscrizione, funzionario: User, tamper: Tamper) -> None:
    estratto = issued(voce, funzionario)
    forged = estratto.contenuto | {"stato": "sospesa"}
    tamper(f"UPDATE estratti_estratto SET contenuto = '{json.dumps(forged)}', sha256 = '{digest(forged)}'")
    assert findings() == [f"estratto {estratto.codice}: il registro non conferma ciò che certifica"]


def test_where_a_pdf_cannot_be_drawn_it_is_said(
    voce: Iscrizione, funzionario: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object, **_more: object) -> bytes:
        raise ModulisticaError("Il PDF non si può fare qui.")

    monkeypatch.setattr("estratti.actions.pdf_from_docx", broken)
    with pytest.raises(EstrattoError, match="non si può fare qui"):
        issued(voce, funzionario)
    assert not Estratto.objects.exists()
