"""Two entries of research on which acts are recorded."""

import pytest

from distretti.models import Iscrizione
from identita.models import User
from tests.factories import make_iscrizione


@pytest.fixture
def nautica(funzionario: User) -> Iscrizione:
    return make_iscrizione("Distretto della Nautica", by=funzionario, pec="nautica@pec.example.it")


@pytest.fixture
def moda(funzionario: User, nautica: Iscrizione) -> Iscrizione:
    return make_iscrizione("Distretto della Moda", by=funzionario)
