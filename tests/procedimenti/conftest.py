"""Cases that replay real steps: who works on them, and a shorthand for a step on a day."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from core.uncertain_dates import UncertainDate, on_day
from distretti.models import Iscrizione, Sezione
from identita.models import User
from procedimenti.actions.istanza import open_istanza
from procedimenti.actions.passi import Richiesta, take_passo
from procedimenti.enums import Passo, TipoProcedimento
from procedimenti.models import Istanza, PassoIstanza
from tests.factories import make_funzionario, make_user

OGGI = dt.date(2026, 11, 2)  # a Monday
DATI = {"denominazione": "Distretto Produttivo del Legno", "codice_fiscale": "00159560366"}


@pytest.fixture
def oggi() -> Iterator[dt.date]:
    with time_machine.travel(dt.datetime(2026, 11, 2, 9, tzinfo=dt.UTC), tick=False):
        yield OGGI


@pytest.fixture
def collega(registro: None) -> User:
    """Another officer of the same structure."""
    return make_funzionario(username="funzionario.ricerca2")


@pytest.fixture
def dirigente(registro: None) -> User:
    return make_user("dirigente.ricerca", "Dirigente – ricerca")


def draft(
    by: User,
    tipo: TipoProcedimento = TipoProcedimento.RICONOSCIMENTO,
    sezione: int = 1,
    iscrizione: Iscrizione | None = None,
    **more: Any,
) -> Istanza:
    """A draft as an officer enters it from a PEC."""
    said = {"richiedente": "Legno di Puglia scarl", "pec_richiedente": "legno@pec.example.it"} | more
    if iscrizione is None:
        said.setdefault("dati", DATI)
    return open_istanza(tipo=tipo, sezione=Sezione.objects.get(pk=sezione), by=by, iscrizione=iscrizione, **said)


def step(
    istanza: Istanza,
    passo: Passo,
    by: User,
    giorno: dt.date | UncertainDate = OGGI,
    motivo: str = "Motivi della decisione.",
    **dati: Any,
) -> PassoIstanza:
    """Take a step on a day, on the case as it is now."""
    istanza.refresh_from_db()
    on = giorno if isinstance(giorno, UncertainDate) else on_day(giorno)
    richiesta = Richiesta(versione=istanza.versione, giorno=on, motivo=motivo, dati=dati)
    done = take_passo(istanza=istanza, passo=passo, by=by, richiesta=richiesta)
    istanza.refresh_from_db()
    return done


def assigned(by: User, giorno: dt.date = OGGI, **more: Any) -> Istanza:
    """A case in istruttoria, in the charge of `by`."""
    istanza = draft(by, **more)
    for passo in (Passo.PRESENTAZIONE, Passo.PRESA_IN_CARICO, Passo.AVVIO_ISTRUTTORIA):
        step(istanza, passo, by, giorno)
    return istanza
