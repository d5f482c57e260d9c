"""An entry of research with its people: an editor, two officers; the other structure, and the site's own."""

import pytest
from django.test import Client

from distretti.models import DistrettoPage
from identita.models import User
from pubblicazione.actions.moderazione import approve_pagina, submit_pagina
from tests.factories import make_funzionario, make_iscrizione, make_user


@pytest.fixture
def scheda(funzionario: User) -> DistrettoPage:
    return make_iscrizione("Distretto della Nautica", by=funzionario).scheda


@pytest.fixture
def redattore(registro: None) -> User:
    return make_user("redattore", "Redattore – ricerca")


@pytest.fixture
def collega(registro: None) -> User:
    """A second officer of the same structure."""
    return make_funzionario(username="funzionario.ricerca2")


@pytest.fixture
def altra_struttura(registro: None) -> User:
    return make_funzionario("agricoltura")


@pytest.fixture
def amministratore(registro: None) -> User:
    return make_user("amministratore", "Amministratore")


@pytest.fixture
def superuser(registro: None) -> User:
    return User.objects.create_superuser("root", email="root@example.it", password="registro-demo")


def write(scheda: DistrettoPage, by: User | None, sintesi: str = "Barche e navi") -> str:
    """Save a draft and return the SHA-256 of its profile."""
    scheda.sintesi = sintesi
    return scheda.sha256_of(scheda.save_revision(user=by))


def write_and_submit(scheda: DistrettoPage, by: User, sintesi: str = "Barche e navi") -> str:
    """Save a draft, submit it as the editor's button does, and return the SHA-256 of its profile."""
    sha256 = write(scheda, by, sintesi)
    submit_pagina(pagina=scheda, by=by)
    return sha256


def publish(scheda: DistrettoPage, by: User, approver: User, sintesi: str = "Barche e navi") -> None:
    """Write, submit and approve."""
    approve_pagina(pagina=scheda, sha256=write_and_submit(scheda, by, sintesi), by=approver)
    scheda.refresh_from_db()


def public_sintesi(client: Client) -> str:
    """What the public reads of the entry of these tests."""
    return str(client.get("/api/v1/iscrizioni/RP-1-0001").json()["sintesi"])
