"""A machine that stops (kill -9) at any step of a version: either the step was done or it was not, never half."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client

import archivio.actions
import modulistica.actions.modello
import modulistica.actions.versione
from archivio.models import FileRicevuto
from core.clock import today
from distretti.models import Sezione
from identita.models import User
from modulistica.actions.modello import open_modello
from modulistica.actions.versione import activate_due, add_file, approve_versione, draft_versione, submit_versione
from modulistica.enums import StatoVersione, UsoModello
from modulistica.models import FileVersione, SigilloVersione, VersioneModello
from pubblicazione.models import Documento, Variazione
from tests.archivio import files
from tests.archivio.stopping import die, die_after, die_storing, findings, killed
from tests.factories import make_funzionario

pytestmark = pytest.mark.slow
VERSIONE = modulistica.actions.versione
_COMMIT = "_commit"  # what Django calls when a transaction is made to last
ADDRESS = "/modelli/istanza/v1/Istanza.pdf"


def before_commit() -> None:
    """Stop just before the transaction is made to last."""
    setattr(connection, _COMMIT, die)


def after_commit() -> None:
    """Stop just after."""
    setattr(connection, _COMMIT, die_after(getattr(connection, _COMMIT)))


def at(module: Any, name: str, *, after: bool = False) -> Callable[[], None]:
    """Stop where a function of the action is called, or just after it."""

    def arm() -> None:
        setattr(module, name, die_after(getattr(module, name)) if after else die)

    return arm


def make_draft() -> tuple[VersioneModello, User, User]:
    by, other = make_funzionario(), make_funzionario(username="funzionario.ricerca2")
    modello = open_modello(
        codice="istanza", titolo="Istanza", uso=UsoModello.ISTANZA, sezioni=list(Sezione.objects.all()), by=by
    )
    return draft_versione(modello=modello, in_vigore_dal=today(), by=by), by, other


def add(versione: VersioneModello, by: User) -> FileVersione:
    return add_file(versione=versione, stream=io.BytesIO(files.pdf()), nome="Istanza.pdf", by=by)


@pytest.mark.parametrize(
    ("arm", "received", "orphans"),
    [
        (at(archivio.actions, "inspect"), 0, 0),
        (die_storing, 0, None),
        (at(archivio.actions, "put", after=True), 0, 1),
        (at(VERSIONE, "_locked"), 1, 0),
        (at(VERSIONE, "_contribute"), 1, 0),
    ],
    ids=["inspecting", "storing", "stored", "recorded", "joining"],
)
def test_while_a_file_comes_in(
    committed_db: None, stores: str, arm: Callable[[], None], received: int, orphans: int | None
) -> None:
    versione, by, _other = make_draft()

    def act() -> None:
        arm()
        add(versione, by)

    killed(act)
    assert FileRicevuto.objects.count() == received
    assert FileVersione.objects.count() == 0
    found = findings()
    assert len(found) == ((1 if stores == "local" else 0) if orphans is None else orphans)
    assert all("orfano" in line for line in found)
    add(versione, by)
    assert FileVersione.objects.count() == 1
    assert [line for line in findings() if ".parziale" not in line] == []


@pytest.mark.parametrize(
    ("arm", "approved"),
    [
        (at(VERSIONE, "_check_dates", after=True), False),
        (at(VERSIONE, "_set_stato"), False),
        (at(VERSIONE, "activate_due"), False),
        (at(VERSIONE, "activate_due", after=True), False),
        (at(modulistica.actions.modello, "store_documento", after=True), False),
        (before_commit, False),
        (after_commit, True),
    ],
    ids=["checked", "sealed", "approved", "activated", "rendered", "before the commit", "after the commit"],
)
def test_while_a_version_is_published(committed_db: None, stores: str, arm: Callable[[], None], approved: bool) -> None:
    versione, by, other = make_draft()
    add(versione, by)
    submit_versione(versione=versione, by=by)

    def act() -> None:
        arm()
        approve_versione(versione=versione, sha256=versione.sha256(), by=other)

    killed(act)
    versione.refresh_from_db()
    assert versione.stato == (StatoVersione.APPROVATA if approved else StatoVersione.IN_APPROVAZIONE)
    assert SigilloVersione.objects.count() == Documento.objects.filter(risorsa="modelli").count() == int(approved)
    assert Variazione.objects.filter(risorsa="modelli").count() == int(approved)
    assert findings() == []
    answer = Client().get(ADDRESS)
    assert answer.status_code == (200 if approved else 404)
    assert not approved or answer.getvalue() == files.pdf()
    if not approved:
        approve_versione(versione=versione, sha256=versione.sha256(), by=other)
        assert Client().get(ADDRESS).getvalue() == files.pdf()


@pytest.mark.parametrize(
    "arm", [at(VERSIONE, "render_documento"), before_commit], ids=["switched", "before the commit"]
)
def test_while_a_version_enters_into_force(committed_db: None, local_stores: object, arm: Callable[[], None]) -> None:
    versione, by, other = make_draft()
    add(versione, by)
    submit_versione(versione=versione, by=by)
    approve_versione(versione=versione, sha256=versione.sha256(), by=other)
    with transaction.atomic():
        VersioneModello.objects.update(attiva_dal=None)

    def act() -> None:
        arm()
        activate_due(on=today())

    killed(act)
    assert VersioneModello.objects.get().attiva_dal is None
    assert activate_due(on=today()) == 1
    assert VersioneModello.objects.get().attiva_dal is not None
