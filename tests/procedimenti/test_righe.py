"""Steps, snapshots and numbers: what the database keeps once it keeps once, and nothing takes its place."""

from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from identita.models import User
from procedimenti.enums import Passo, StatoIstanza
from procedimenti.models import Fotografia, PassoIstanza, Protocollo
from tests.procedimenti.conftest import assigned, step

P = Passo
pytestmark = pytest.mark.usefixtures("oggi")


def again(first: PassoIstanza, **changed: Any) -> None:
    """Write a step a second time, as a fault of ours might."""
    row = PassoIstanza.objects.get(pk=first.pk)
    row.pk, row.seq = None, row.seq + 1
    for name, value in changed.items():
        setattr(row, name, value)
    row.save(force_insert=True)


def test_a_second_suspension_is_refused_by_the_database(funzionario: User) -> None:
    istanza = assigned(funzionario)
    asked = step(istanza, P.RICHIESTA_INTEGRAZIONE, funzionario, campi=["sintesi"])
    with pytest.raises(IntegrityError), transaction.atomic():
        again(asked)


def test_a_case_concludes_once(funzionario: User) -> None:
    istanza = assigned(funzionario)
    ended = step(istanza, P.RINUNCIA, funzionario)
    with pytest.raises(IntegrityError), transaction.atomic():
        again(ended, passo=P.RIGETTO, a=StatoIstanza.RIGETTATA)


def test_other_steps_may_come_again(funzionario: User) -> None:
    istanza = assigned(funzionario)
    step(istanza, P.PREAVVISO, funzionario)
    again(step(istanza, P.OSSERVAZIONI, funzionario))
    assert istanza.passi.filter(passo=P.OSSERVAZIONI).count() == 2


@pytest.mark.parametrize("model", [PassoIstanza, Fotografia, Protocollo])
def test_nothing_takes_the_place_of_a_row(funzionario: User, model: Any) -> None:
    """SQLite would delete the row that was there, and no trigger on DELETE would see it; PostgreSQL has no REPLACE."""
    assigned(funzionario)
    row = model.objects.earliest("pk")
    table, names = model._meta.db_table, ", ".join(f.column for f in model._meta.fields if f.column != "id")
    copy = f"INSERT OR REPLACE INTO {table} ({names}) SELECT {names} FROM {table} WHERE id = %s"
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(copy, [row.pk])
    assert model.objects.filter(pk=row.pk).exists()
