"""Rendering everything again while others write: what they wrote meanwhile stays."""

from collections.abc import Callable

import pytest

from distretti.actions import documenti
from distretti.actions.documenti import rebuild_documenti, store_sezioni
from identita.models import User
from pubblicazione.actions import documento
from pubblicazione.selectors import find_documento
from tests.factories import make_iscrizione


@pytest.fixture
def another_is_first(funzionario: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody else has the register's lock when it is first asked for, and records an entry before giving it back."""
    lock = documento.lock_register

    def wait() -> None:
        for module in (documenti, documento):
            monkeypatch.setattr(module, "lock_register", lock)
        make_iscrizione("Distretto della Nautica", by=funzionario)
        lock()

    for module in (documenti, documento):
        monkeypatch.setattr(module, "lock_register", wait)


@pytest.mark.parametrize("again", [store_sezioni, lambda: rebuild_documenti(advance=lambda _count: None)])
def test_what_was_recorded_while_waiting_is_counted(another_is_first: None, again: Callable[[], None]) -> None:
    again()
    sezione = find_documento("sezioni", "1")
    assert sezione is not None
    assert b'"totale":1' in bytes(sezione.corpo)
