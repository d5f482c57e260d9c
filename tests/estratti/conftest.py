"""An entry with a life, the model of the extract in force, and who issues."""

import datetime as dt

import pytest

from core.uncertain_dates import on_day
from distretti.actions.evento import record_evento
from distretti.enums import TipoAnnotazione
from distretti.models import Iscrizione
from home.actions.demo.modelli import publish_model, read_scritti
from identita.models import User
from tests.factories import make_atto, make_funzionario, make_iscrizione


@pytest.fixture
def voce(funzionario: User) -> Iscrizione:
    """An entry, and the extract's model in force."""
    described = next(d for d in read_scritti() if d["codice"] == "scritto-estratto")
    publish_model(described=described, author=funzionario, approver=make_funzionario(username="funzionario.ricerca2"))
    return make_iscrizione("Distretto dell’«Olio» & D’Amico", by=funzionario)


def rename(voce: Iscrizione, name: str, by: User) -> None:
    """An act gives an entry another name."""
    day = dt.date(2025, 6, 2)
    record_evento(
        tipo=TipoAnnotazione.VARIAZIONE,
        by=by,
        atto=make_atto(day, "777"),
        decorrenza=on_day(day),
        dati={"denominazione": name},
        iscrizione=voce,
    )
