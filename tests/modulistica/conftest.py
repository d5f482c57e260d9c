"""A model to work on, and two officers: one prepares, the other approves."""

import datetime as dt
import io

import pytest

from distretti.models import Sezione
from identita.models import User
from modulistica.actions.modello import open_modello
from modulistica.actions.versione import add_file, approve_versione, draft_versione, submit_versione
from modulistica.enums import UsoModello
from modulistica.models import Modello, VersioneModello
from tests.archivio import files
from tests.factories import make_funzionario

START = dt.date(2026, 1, 1)


@pytest.fixture
def other(registro: None) -> User:
    return make_funzionario(username="funzionario.ricerca2")


@pytest.fixture
def modello(funzionario: User) -> Modello:
    return open_modello(
        codice="programma-di-sviluppo",
        titolo="Programma di Sviluppo",
        uso=UsoModello.PROGRAMMA,
        sezioni=list(Sezione.objects.all()),
        by=funzionario,
        obbligatorio=True,
    )


def draft_with_files(modello: Modello, by: User, *, dal: dt.date = START, mark: str = "a") -> VersioneModello:
    """A draft with a .docx of its own and a PDF."""
    versione = draft_versione(modello=modello, in_vigore_dal=dal, by=by, novita=f"Versione {mark}")
    for nome, data in (("Programma.docx", files.docx({"word/m.xml": mark.encode()})), ("Programma.pdf", files.pdf())):
        add_file(versione=versione, stream=io.BytesIO(data), nome=nome, by=by)
    return versione


def publish(modello: Modello, by: User, approver: User, *, dal: dt.date = START, mark: str = "a") -> VersioneModello:
    """A version prepared by one officer and approved by another."""
    versione = draft_with_files(modello, by, dal=dal, mark=mark)
    submit_versione(versione=versione, by=by)
    approve_versione(versione=versione, sha256=versione.sha256(), by=approver)
    return VersioneModello.objects.get(pk=versione.pk)
