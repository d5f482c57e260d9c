"""The members' list from upload to the register: two people, one chain, no names in it."""

import datetime as dt
import json
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from core.models import Messaggio
from core.uncertain_dates import on_day
from distretti.actions.elenco import approve_elenco, reject_elenco, upload_elenco, withdraw_elenco
from distretti.actions.iscrizione import cancel
from distretti.actions.persone import end_delega, grant_delega
from distretti.exceptions import DatiError, ElencoError, NotPermittedError, RegistroError
from distretti.models import ElencoAderenti, Iscrizione
from distretti.selectors.elenco import changes_of
from identita.models import User
from pubblicazione.models import Documento
from tests.distretti.elenchi import CANTIERI, POLITECNICO, SARTORIA, csv, xlsx
from tests.factories import make_atto, make_funzionario, make_iscrizione, make_user

AL = dt.date(2025, 6, 30)


@pytest.fixture
def nautica(funzionario: User) -> Iscrizione:
    return make_iscrizione("Distretto della Nautica", by=funzionario)


@pytest.fixture
def redattore(registro: None) -> User:
    return make_user("redattore", "Redattore – ricerca")


@pytest.fixture
def elenco(nautica: Iscrizione, redattore: User) -> ElencoAderenti:
    return upload_elenco(iscrizione=nautica, by=redattore, contenuto=xlsx(CANTIERI, SARTORIA), al=AL)


def documento(risorsa: str) -> Any:
    return json.loads(bytes(Documento.objects.get(risorsa=risorsa, chiave="RP-1-0001").corpo))


def test_an_approved_list_is_public_and_the_ledger_bears_its_count_and_hash(
    elenco: ElencoAderenti, funzionario: User
) -> None:
    annotazione = approve_elenco(elenco=elenco, by=funzionario, sha256=elenco.sha256)
    elenco.refresh_from_db()
    assert (elenco.stato, elenco.deciso_da, elenco.annotazione) == ("approvato", funzionario, annotazione)
    assert annotazione.dati == {"aderenti": {"totale": 2, "versione": 1, "sha256": elenco.sha256}}
    assert "ha 2 aderenti (elenco approvato n. 1), sulla base della Comunicazione" in annotazione.testo
    assert "Cantieri" not in json.dumps(annotazione.content(), default=str)
    assert documento("iscrizioni")["aderenti"] == {"totale": 2, "al": "2025-06-30"}
    shown = documento("aderenti")["items"]
    assert [(i["denominazione"], i["codice_fiscale"]) for i in shown] == [
        ("Cantieri del Sud s.r.l.", "00743110157"),
        ("Sartoria di Anna Rossi", ""),
    ]


def test_the_district_s_own_delegate_uploads_too(nautica: Iscrizione, funzionario: User) -> None:
    mario = make_user("mario")
    with pytest.raises(NotPermittedError, match="chi cura la scheda"):
        upload_elenco(iscrizione=nautica, by=mario, contenuto=csv(CANTIERI), al=AL)
    grant_delega(user=mario, iscrizione=nautica, by=funzionario)
    mario = User.objects.get(pk=mario.pk)
    assert upload_elenco(iscrizione=nautica, by=mario, contenuto=csv(CANTIERI), al=AL).versione == 1


def test_a_list_with_faults_is_not_stored_and_all_of_them_are_handed_back(nautica: Iscrizione, redattore: User) -> None:
    bad = [CANTIERI, [None, *POLITECNICO[1:]], ["Ente", "Boh", None, None, None, None, None]]
    with pytest.raises(ElencoError) as refused:
        upload_elenco(iscrizione=nautica, by=redattore, contenuto=xlsx(*bad), al=AL)
    assert refused.value.campi["file"].startswith("2 celle sono da correggere")
    assert [e.riga for e in refused.value.lettura.errori] == [3, 4]
    assert [r.denominazione for r in refused.value.lettura.righe] == ["Cantieri del Sud s.r.l."]
    with pytest.raises(ElencoError, match="Una cella è da correggere"):
        upload_elenco(iscrizione=nautica, by=redattore, contenuto=xlsx(bad[1]), al=AL)
    with pytest.raises(DatiError) as unreadable:
        upload_elenco(iscrizione=nautica, by=redattore, contenuto=b"", al=AL)
    assert unreadable.value.campi == {"file": "Il file è vuoto."}
    assert ElencoAderenti.objects.count() == 0


def test_who_uploaded_does_not_approve(nautica: Iscrizione, funzionario: User) -> None:
    own = upload_elenco(iscrizione=nautica, by=funzionario, contenuto=csv(CANTIERI), al=AL)
    with pytest.raises(NotPermittedError, match="lo deve approvare un altro"):
        approve_elenco(elenco=own, by=funzionario, sha256=own.sha256)
    approve_elenco(elenco=own, by=make_funzionario(username="funzionario.ricerca2"), sha256=own.sha256)


def test_the_other_structure_and_the_redattore_decide_nothing(elenco: ElencoAderenti, redattore: User) -> None:
    for by in (make_funzionario("agricoltura"), redattore):
        with pytest.raises(NotPermittedError, match="Ricerca"):
            approve_elenco(elenco=elenco, by=by, sha256=elenco.sha256)
        with pytest.raises(NotPermittedError, match="Ricerca"):
            reject_elenco(elenco=elenco, by=by, motivo="No")


def test_only_the_list_that_was_seen_is_approved_and_once(elenco: ElencoAderenti, funzionario: User) -> None:
    with pytest.raises(RegistroError, match="non è quello che hai visto"):
        approve_elenco(elenco=elenco, by=funzionario, sha256="0" * 64)
    approve_elenco(elenco=elenco, by=funzionario, sha256=elenco.sha256)
    with pytest.raises(RegistroError, match="già nello stato «Approvato»"):
        approve_elenco(elenco=elenco, by=funzionario, sha256=elenco.sha256)


def test_a_rejection_says_why_and_a_new_version_follows(
    elenco: ElencoAderenti, redattore: User, funzionario: User
) -> None:
    with pytest.raises(DatiError) as refused:
        reject_elenco(elenco=elenco, by=funzionario, motivo=" ")
    assert set(refused.value.campi) == {"motivo"}
    assert reject_elenco(elenco=elenco, by=funzionario, motivo="Mancano i soci di Lecce").stato == "respinto"
    again = upload_elenco(iscrizione=elenco.iscrizione, by=redattore, contenuto=csv(CANTIERI), al=AL)
    assert again.versione == 2


def test_one_list_waits_at_a_time_and_may_be_withdrawn(elenco: ElencoAderenti, redattore: User) -> None:
    with pytest.raises(DatiError) as refused:
        upload_elenco(iscrizione=elenco.iscrizione, by=redattore, contenuto=csv(CANTIERI), al=AL)
    assert refused.value.campi["file"].startswith("C’è già un elenco in attesa (versione 1)")
    with pytest.raises(NotPermittedError):
        withdraw_elenco(elenco=elenco, by=make_funzionario("agricoltura"))
    assert withdraw_elenco(elenco=elenco, by=redattore).stato == "ritirato"
    upload_elenco(iscrizione=elenco.iscrizione, by=redattore, contenuto=csv(CANTIERI), al=AL)


def test_a_list_is_of_a_day_that_can_be(elenco: ElencoAderenti, redattore: User, funzionario: User) -> None:
    approve_elenco(elenco=elenco, by=funzionario, sha256=elenco.sha256)
    nautica = elenco.iscrizione

    def refusal(contenuto: bytes, al: dt.date) -> dict[str, str]:
        with pytest.raises(DatiError) as refused:
            upload_elenco(iscrizione=nautica, by=redattore, contenuto=contenuto, al=al)
        return refused.value.campi

    assert "giorno futuro" in refusal(csv(POLITECNICO), dt.date(2099, 1, 1))["al"]
    assert "prima che la voce esistesse" in refusal(csv(POLITECNICO), dt.date(2025, 3, 1))["al"]
    assert "non può essere più vecchio" in refusal(csv(POLITECNICO), dt.date(2025, 6, 29))["al"]
    assert "identico" in refusal(csv(CANTIERI, SARTORIA), AL)["file"]
    cancel(iscrizione=nautica, by=funzionario, atto=make_atto(), decorrenza=on_day(dt.date(2025, 9, 1)))
    assert "non cambia più" in refusal(csv(POLITECNICO), AL)["iscrizione"]


def test_the_officer_sees_what_changes(elenco: ElencoAderenti, redattore: User, funzionario: User) -> None:
    assert len(changes_of(elenco).entrati) == 2
    approve_elenco(elenco=elenco, by=funzionario, sha256=elenco.sha256, atto=make_atto(numero="44"))
    again = upload_elenco(
        iscrizione=elenco.iscrizione, by=redattore, contenuto=csv(CANTIERI, POLITECNICO), al=dt.date(2025, 7, 31)
    )
    found = changes_of(again)
    assert [r.denominazione for r in found.entrati] == ["Politecnico di Bari"]
    assert [r.denominazione for r in found.usciti] == ["Sartoria di Anna Rossi"]
    assert found.uguali == 1


@pytest.mark.parametrize(
    "statement", ["UPDATE distretti_aderente SET comune = 'Altrove'", "DELETE FROM distretti_aderente"]
)
def test_the_rows_never_change(elenco: ElencoAderenti, statement: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def told(prefix: str) -> dict[str, str]:
    """Who was told at a step, with the subject."""
    rows = Messaggio.objects.filter(chiave__startswith=f"{prefix}:")
    return {row.contenuto["to"].removesuffix("@example.it"): row.contenuto["subject"] for row in rows}


def test_officers_of_the_structure_are_told_of_a_list_and_its_author_of_the_decision(
    nautica: Iscrizione, redattore: User, funzionario: User
) -> None:
    make_funzionario("agricoltura")
    elenco = upload_elenco(iscrizione=nautica, by=redattore, contenuto=xlsx(CANTIERI), al=AL)
    subject = "Elenco aderenti da approvare: Distretto della Nautica"
    assert told("elenco_caricato") == {funzionario.username: subject}
    text = Messaggio.objects.get(chiave__startswith="elenco_caricato").contenuto["body"]
    assert "versione 1, data di riferimento 30 giugno 2025, 1 aderente." in text
    assert f"/admin/registro/RP-1-0001/aderenti/{elenco.pk}/" in text
    reject_elenco(elenco=elenco, by=funzionario, motivo="Manca la sede di Bari.")
    assert told("elenco_deciso") == {"redattore": "Elenco aderenti da correggere: Distretto della Nautica"}
    assert "Manca la sede di Bari." in Messaggio.objects.get(chiave__startswith="elenco_deciso").contenuto["body"]


def test_who_decided_or_lost_the_delega_is_told_nothing(
    nautica: Iscrizione, funzionario: User, redattore: User
) -> None:
    own = upload_elenco(iscrizione=nautica, by=redattore, contenuto=xlsx(CANTIERI), al=AL)
    withdraw_elenco(elenco=own, by=redattore)
    mario = make_user("mario")
    delega = grant_delega(user=mario, iscrizione=nautica, by=funzionario)
    elenco = upload_elenco(iscrizione=nautica, by=mario, contenuto=xlsx(CANTIERI), al=AL)
    end_delega(delega=delega, by=funzionario)
    approve_elenco(elenco=elenco, by=funzionario, sha256=elenco.sha256)
    assert told("elenco_deciso") == {}
