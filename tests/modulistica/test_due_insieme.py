"""Two officers at the same instant, each in a process of his own: one step is done, the other is told."""

import io

import pytest

from core.clock import today
from distretti.models import Sezione
from identita.models import User
from modulistica.actions.modello import open_modello
from modulistica.actions.modifica import approve_modifica
from modulistica.actions.versione import add_file, approve_versione, draft_versione, submit_versione
from modulistica.enums import UsoModello
from modulistica.models import FileVersione, Modello, ModificaModello, SigilloVersione, VersioneModello
from pubblicazione.models import Variazione
from tests.archivio import files
from tests.archivio.stopping import findings
from tests.factories import make_funzionario
from tests.insieme import DONE, TOLD, at_once
from tests.modulistica.admin.test_modifica import proposed
from tests.modulistica.conftest import draft_with_files, publish

pytestmark = pytest.mark.slow


@pytest.fixture
def people(committed_db: None, stores: str) -> tuple[User, User, User]:
    return tuple(make_funzionario(username=f"funzionario.{n}") for n in ("uno", "due", "tre"))  # type: ignore[return-value]


@pytest.fixture
def modello(people: tuple[User, User, User]) -> Modello:
    return open_modello(
        codice="programma-di-sviluppo",
        titolo="Programma di Sviluppo",
        uso=UsoModello.PROGRAMMA,
        sezioni=list(Sezione.objects.all()),
        by=people[0],
    )


def test_two_approvals_make_one_seal(modello: Modello, people: tuple[User, User, User]) -> None:
    author, second, third = people
    versione = draft_with_files(modello, author)
    submit_versione(versione=versione, by=author)
    sha256 = versione.sha256()
    ends = at_once(*(lambda by=by: approve_versione(versione=versione, sha256=sha256, by=by) for by in (second, third)))
    assert ends == [DONE, TOLD]
    assert SigilloVersione.objects.count() == 1
    assert Variazione.objects.filter(risorsa="modelli").count() == 1


def test_two_versions_of_one_day_are_not_both_approved(modello: Modello, people: tuple[User, User, User]) -> None:
    author, second, third = people
    made = [draft_with_files(modello, author, dal=today(), mark=mark) for mark in "ab"]
    for versione in made:
        submit_versione(versione=versione, by=author)
    ends = at_once(
        *(
            lambda v=v, by=by: approve_versione(versione=v, sha256=v.sha256(), by=by)
            for v, by in zip(made, (second, third), strict=True)
        )
    )
    assert ends == [DONE, TOLD]
    assert VersioneModello.objects.filter(stato="approvata").count() == 1


def test_two_drafts_have_two_numbers(modello: Modello, people: tuple[User, User, User]) -> None:
    ends = at_once(*(lambda by=by: draft_versione(modello=modello, in_vigore_dal=today(), by=by) for by in people))
    assert ends == [DONE] * 3
    assert sorted(VersioneModello.objects.values_list("numero", flat=True)) == [1, 2, 3]


def test_two_files_of_one_format_are_not_both_taken(modello: Modello, people: tuple[User, User, User]) -> None:
    versione = draft_versione(modello=modello, in_vigore_dal=today(), by=people[0])

    def add(by: User) -> FileVersione:
        data = files.docx({"word/n.xml": by.username.encode()})
        return add_file(versione=versione, stream=io.BytesIO(data), nome="M.docx", by=by)

    ends = at_once(*(lambda by=by: add(by) for by in people))
    assert ends == [DONE, TOLD, TOLD]
    assert FileVersione.objects.count() == 1
    assert findings() == []


def test_two_decisions_on_one_change_are_one(modello: Modello, people: tuple[User, User, User]) -> None:
    author, second, third = people
    publish(modello, author, second)
    modifica = proposed(modello, author, titolo="Altro")
    ends = at_once(*(lambda by=by: approve_modifica(modifica=modifica, by=by) for by in (second, third)))
    assert ends == [DONE, TOLD]
    assert ModificaModello.objects.get().decisa_da_id in {second.pk, third.pk}
