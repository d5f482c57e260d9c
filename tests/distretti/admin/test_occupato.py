"""A register busy with another writing says so on every screen of the desk that writes, and keeps what was typed."""

from collections.abc import Callable
from unittest.mock import patch

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.test import Client

from core.clock import today
from distretti.actions.elenco import upload_elenco
from distretti.actions.persone import grant_delega, record_carica
from distretti.admin.aderenti import views as aderenti
from distretti.admin.persone import deleghe, organi
from distretti.models import Carica, Delega, ElencoAderenti, Iscrizione
from identita.models import User
from tests.distretti.elenchi import CANTIERI, xlsx
from tests.factories import make_iscrizione, make_user

SAID = "Il registro è occupato da un’altra registrazione"
VOCE = "/admin/registro/RP-1-0001/"


@pytest.fixture
def nautica(funzionario: User) -> Iscrizione:
    return make_iscrizione("Distretto della Nautica", by=funzionario)


def locked(module: object, action: str) -> Callable[[], object]:
    return lambda: patch.object(module, action, side_effect=OperationalError("database is locked"))


def send(officer: Client, busy: Callable[[], object], address: str, **data: object) -> str:
    with busy():  # type: ignore[attr-defined]
        return str(officer.post(address, data, follow=True).content.decode())


def test_granting_and_ending_a_delega(officer: Client, nautica: Iscrizione, funzionario: User) -> None:
    anna = make_user("anna")
    sent = {"user": str(anna.pk), "iscrizione": "RP-1-0001", "dal": "", "al": "31/12/2098"}
    page = send(officer, locked(deleghe, "grant_delega"), "/admin/registro/deleghe/nuova/", **sent)
    assert SAID in page
    assert 'value="31/12/2098"' in page
    made = grant_delega(user=anna, iscrizione=nautica, by=funzionario)
    address = f"/admin/registro/deleghe/{made.pk}/termina/"
    page = send(officer, locked(deleghe, "end_delega"), address)
    assert SAID in page
    assert "Termina la delega" in page, "it is there to be tried again"
    assert Delega.objects.get().terminata_il is None


def test_recording_ending_and_removing_an_office(officer: Client, nautica: Iscrizione, funzionario: User) -> None:
    page = send(officer, locked(organi, "record_carica"), f"{VOCE}organi/", nome="Anna Esempio", ruolo="Presidente")
    assert SAID in page
    assert 'value="Anna Esempio"' in page
    carica = record_carica(iscrizione=nautica, nome="Anna Esempio", ruolo="Presidente", by=funzionario)
    address = f"{VOCE}organi/{carica.pk}/"
    page = send(officer, locked(organi, "end_carica"), address, passo="termina", al="30/06/2025")
    assert SAID in page
    assert 'value="30/06/2025"' in page
    page = send(officer, locked(organi, "remove_carica"), address, passo="elimina")
    assert SAID in page
    assert Carica.objects.get().al is None


def test_uploading_and_deciding_a_list(officer: Client, nautica: Iscrizione, funzionario: User) -> None:
    file = SimpleUploadedFile("elenco.xlsx", xlsx(CANTIERI))
    page = send(officer, locked(aderenti, "upload_elenco"), f"{VOCE}aderenti/", file=file, al="30/06/2025")
    assert SAID in page
    assert 'value="30/06/2025"' in page
    made = upload_elenco(
        iscrizione=nautica, by=make_user("redazione", "Redattore – ricerca"), contenuto=xlsx(CANTIERI), al=today()
    )
    address = f"{VOCE}aderenti/1/"
    assert SAID in send(officer, locked(aderenti, "approve_elenco"), address, passo="approva", sha256=made.sha256)
    page = send(officer, locked(aderenti, "reject_elenco"), address, passo="respingi", motivo="Mancano i consorzi")
    assert SAID in page
    assert "Mancano i consorzi</textarea>" in page
    assert ElencoAderenti.objects.get().stato == "in_attesa"
