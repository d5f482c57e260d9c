"""What was approved stays as it is: by no screen and no statement is a version changed, doubled or deleted."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from core.clock import today
from identita.models import User
from modulistica.actions.versione import approve_versione, submit_versione
from modulistica.exceptions import ModulisticaError
from modulistica.models import Modello, VersioneModello
from tests.modulistica.conftest import draft_with_files, publish


@pytest.mark.usefixtures("stores")
def test_two_versions_never_have_one_number_or_one_day(modello: Modello, funzionario: User, other: User) -> None:
    first = draft_with_files(modello, funzionario, dal=today(), mark="a")
    second = draft_with_files(modello, funzionario, dal=today(), mark="b")
    assert (first.numero, second.numero) == (1, 2)
    for versione in (first, second):
        submit_versione(versione=versione, by=funzionario)
    approve_versione(versione=first, sha256=first.sha256(), by=other)
    with pytest.raises(ModulisticaError, match="si sovrappone"):
        approve_versione(versione=second, sha256=second.sha256(), by=other)
    with pytest.raises(IntegrityError), transaction.atomic():
        VersioneModello.objects.filter(pk=second.pk).update(numero=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        VersioneModello.objects.filter(pk=second.pk).update(stato="approvata")


_CHANGES = {
    "a text of the version": "UPDATE modulistica_versionemodello SET novita = 'Altro' WHERE id = {versione}",
    "its day": "UPDATE modulistica_versionemodello SET in_vigore_dal = '2020-01-01' WHERE id = {versione}",
    "its state": "UPDATE modulistica_versionemodello SET stato = 'bozza' WHERE id = {versione}",
    "the version": "DELETE FROM modulistica_versionemodello WHERE id = {versione}",
    "a name of a file": "UPDATE modulistica_fileversione SET nome = 'altro.pdf' WHERE id = {file}",
    "a file": "DELETE FROM modulistica_fileversione WHERE id = {file}",
    "a file moved away": "UPDATE modulistica_fileversione SET versione_id = {bozza} WHERE id = {file}",
    "a file moved in": "UPDATE modulistica_fileversione SET versione_id = {versione}, formato = 'odt', nome = 'z'"
    " WHERE id = {altro}",
}


@pytest.mark.usefixtures("local_stores")
@pytest.mark.parametrize("what", _CHANGES)
def test_the_database_refuses_to_change_what_was_approved(
    modello: Modello, funzionario: User, other: User, what: str
) -> None:
    versione = publish(modello, funzionario, other)
    bozza = draft_with_files(modello, funzionario, dal=today() + dt.timedelta(days=1), mark="b")
    keys_of = {"versione": versione.pk, "bozza": bozza.pk, "file": versione.file.all()[0].pk}
    statement = _CHANGES[what].format(**keys_of, altro=bozza.file.all()[0].pk)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert VersioneModello.objects.get(pk=versione.pk).sha256() == versione.sha256()


@pytest.mark.usefixtures("local_stores")
def test_a_version_in_use_is_not_deleted_by_any_door(modello: Modello, funzionario: User, other: User) -> None:
    versione = publish(modello, funzionario, other)
    item = versione.file.all()[0]
    for act in (versione.delete, modello.delete, item.file.delete, item.file.contenuto.delete):
        with pytest.raises(ProtectedError):
            act()
    with pytest.raises(IntegrityError), transaction.atomic():
        item.delete()
