"""The ledger is appended to and never changed, by anybody, through any door."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction

from core.uncertain_dates import on_day
from distretti.actions.iscrizione import record_annotazione
from distretti.enums import TipoAnnotazione
from distretti.exceptions import DatiError, NotPermittedError
from distretti.models import Annotazione, Iscrizione
from distretti.models.annotazione import IMPRONTA_ZERO
from identita.models import User
from tests.factories import make_atto, make_funzionario, make_iscrizione


def test_entries_get_progressive_codes_in_their_section(funzionario: User) -> None:
    assert make_iscrizione("Distretto A", by=funzionario).codice == "RP-1-0001"
    assert make_iscrizione("Distretto B", by=funzionario).codice == "RP-1-0002"
    assert make_iscrizione("Distretto C", by=funzionario, sezione=2).codice == "RP-2-0001"


def test_each_annotazione_carries_the_hash_of_the_one_before(funzionario: User) -> None:
    make_iscrizione("Distretto A", by=funzionario)
    make_iscrizione("Distretto B", by=funzionario)
    first, second = Annotazione.objects.all()
    assert (first.seq, second.seq) == (1, 2)
    assert first.impronta_precedente == IMPRONTA_ZERO
    assert second.impronta_precedente == first.impronta == first.compute_impronta()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE distretti_annotazione SET tipo = 'revoca'",
        "DELETE FROM distretti_annotazione",
        "UPDATE distretti_atto SET numero = '999'",
        "DELETE FROM distretti_atto",
    ],
)
def test_the_database_refuses_to_change_the_ledger(funzionario: User, statement: str) -> None:
    make_iscrizione(by=funzionario)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_change_of_name_is_an_annotazione_and_the_entry_follows(funzionario: User) -> None:
    iscrizione = make_iscrizione("Distretto Dialogòi", by=funzionario)
    record_annotazione(
        iscrizione=iscrizione,
        tipo=TipoAnnotazione.VARIAZIONE,
        decorrenza=on_day(dt.date(2025, 6, 1)),
        atto=make_atto(dt.date(2025, 5, 20), "200"),
        dati={"denominazione": "Industria Culturale e Digitale"},
        by=funzionario,
    )
    assert Iscrizione.objects.get(pk=iscrizione.pk).denominazione == "Industria Culturale e Digitale"


def test_an_officer_of_the_other_structure_is_refused(funzionario: User) -> None:
    with pytest.raises(NotPermittedError, match="Ricerca"):
        make_iscrizione(by=make_funzionario("agricoltura"))


def test_a_recognition_cannot_precede_its_act(funzionario: User) -> None:
    with pytest.raises(DatiError, match="precede"):
        make_iscrizione(by=funzionario, decorrenza=on_day(dt.date(2025, 3, 31)))
