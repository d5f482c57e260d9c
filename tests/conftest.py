"""What every test has: a register set up, and no way out to the network."""

import pytest

from identita.models import User
from tests import factories


@pytest.fixture
def registro(db: None) -> None:
    factories.setup_registro()


@pytest.fixture
def funzionario(registro: None) -> User:
    return factories.make_funzionario()
