"""The dashboard: load, age, days really taken, what went past its term; and the home's own panel."""

import datetime as dt

import pytest
from django.test import Client

from core.uncertain_dates import in_year
from identita.models import User
from procedimenti.enums import Passo, TipoProcedimento
from procedimenti.selectors.cruscotto import ageing_of, load_of, past_term, times_of
from tests.factories import make_funzionario
from tests.procedimenti.conftest import OGGI, assigned, draft, step

RICERCA = ["ricerca"]
pytestmark = pytest.mark.usefixtures("oggi")


def test_load_counts_who_answers_and_what_is_late(funzionario: User, collega: User) -> None:
    funzionario.first_name, funzionario.last_name = "Giulia", "Amoruso"
    funzionario.save()
    assigned(funzionario, OGGI - dt.timedelta(days=200))
    assigned(funzionario)
    assigned(collega)
    step(draft(funzionario), Passo.PRESENTAZIONE, funzionario)
    draft(funzionario)
    found = [(c.nome, c.aperti, c.scaduti) for c in load_of(RICERCA, on=OGGI)]
    assert found == [("Giulia Amoruso", 2, 1), ("funzionario.ricerca2", 1, 0), ("Non assegnati", 1, 0)]


def test_age_is_counted_from_the_receipt(funzionario: User) -> None:
    for days in (0, 30, 31, 90, 91):
        assigned(funzionario, OGGI - dt.timedelta(days=days))
    assert [n for _label, n in ageing_of(RICERCA, on=OGGI)] == [2, 1, 1, 1]


def test_measured_times_are_those_of_what_ended(funzionario: User, collega: User) -> None:
    for days in (100, 10, 40):
        step(assigned(funzionario, OGGI - dt.timedelta(days=days)), Passo.INAMMISSIBILITA, collega)
    unknown = draft(funzionario)
    step(unknown, Passo.PRESENTAZIONE, funzionario, in_year(2025))
    step(unknown, Passo.RINUNCIA, funzionario)
    (found,) = times_of(RICERCA, anno=2026)
    assert found.tipo is TipoProcedimento.RICONOSCIMENTO
    assert (found.conclusi, found.mediana, found.minimo, found.massimo, found.oltre) == (3, 40, 10, 100, 1)
    assert times_of(RICERCA, anno=2025) == []


def test_what_went_past_its_term_is_listed_open_or_ended(funzionario: User, collega: User) -> None:
    ended = assigned(funzionario, OGGI - dt.timedelta(days=120))
    step(ended, Passo.INAMMISSIBILITA, collega)
    waiting = assigned(funzionario, OGGI - dt.timedelta(days=100))
    assigned(funzionario)
    assert past_term(RICERCA, anno=2026, on=OGGI) == [ended, waiting]
    assert past_term(["agricoltura"], anno=2026, on=OGGI) == []


@pytest.mark.slow
def test_the_screen_and_the_home_tell_it(funzionario: User) -> None:
    client = Client()
    client.force_login(funzionario)
    for query in ("", "?anno=2025", "?anno=boh", "?anno=99999", "?anno=1999", "?anno=020260", f"?anno={9 * '2'}"):
        assert "Nessun procedimento" in client.get(f"/admin/procedimenti/carichi-e-tempi/{query}").content.decode()
    late = assigned(funzionario, OGGI - dt.timedelta(days=120), richiedente="In ritardo")
    page = client.get("/admin/procedimenti/carichi-e-tempi/").content.decode()
    assert late.numero in page
    assert "conclusi nel 2026" in page
    assert 'href="?anno=2025"' in page
    home = client.get("/admin/").content.decode()
    assert "In ritardo" in home
    late_ones = '<span class="numeri__cifra">1</span> <a href="/admin/procedimenti/?vista=scaduti">oltre il termine</a>'
    assert late_ones in home
    other = Client()
    other.force_login(make_funzionario("agricoltura"))
    assert "In ritardo" not in other.get("/admin/").content.decode()
