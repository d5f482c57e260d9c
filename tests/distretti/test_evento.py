"""The form's one door: every kind of event is recorded by it, shown before it stands, and recorded once."""

import datetime as dt
from typing import Any

import pytest

from core.uncertain_dates import on_day
from distretti.actions.atto import CampiAtto
from distretti.actions.evento import preview_evento, record_evento
from distretti.enums import TipoAnnotazione, TipoAtto
from distretti.exceptions import DatiError
from distretti.models import Annotazione, Atto, Iscrizione, Sezione
from identita.models import User
from tests.factories import make_iscrizione

T = TipoAnnotazione
ATTO: CampiAtto = {
    "tipo": TipoAtto.DGR,
    "numero": "192",
    "data": on_day(dt.date(2025, 2, 24)),
    "burp_numero": "18",
    "burp_data": dt.date(2025, 3, 3),
}
MAGGIO = on_day(dt.date(2025, 5, 3))


@pytest.fixture
def nautica(funzionario: User) -> Iscrizione:
    return make_iscrizione("Distretto della Nautica", by=funzionario)


def test_an_entry_is_opened_with_its_act(funzionario: User) -> None:
    made = record_evento(
        tipo=T.RICONOSCIMENTO_DEFINITIVO,
        by=funzionario,
        atto=ATTO,
        decorrenza=MAGGIO,
        dati={"denominazione": "Distretto della Moda", "pec": "", "codice_fiscale": ""},
        sezione=Sezione.objects.get(codice=1),
    )
    assert made.iscrizione.codice == "RP-1-0001"
    assert made.dati == {"denominazione": "Distretto della Moda"}
    assert made.testo == (
        "Dal 3 maggio 2025 il distretto «Distretto della Moda» è riconosciuto in via definitiva, per effetto della"
        " Deliberazione della Giunta regionale n. 192 del 24 febbraio 2025 (BURP n. 18 del 3 marzo 2025)."
    )


def test_the_preview_shows_what_will_stand_and_leaves_nothing(nautica: Iscrizione, funzionario: User) -> None:
    request: dict[str, Any] = {
        "tipo": T.VARIAZIONE,
        "by": funzionario,
        "atto": ATTO,
        "decorrenza": MAGGIO,
        "dati": {"denominazione": "Nautica di Puglia"},
        "iscrizione": nautica,
    }
    before = (Annotazione.objects.count(), Atto.objects.count())
    (shown,) = preview_evento(**request, chiave="abc")
    assert "«Nautica di Puglia» (prima: «Distretto della Nautica»)" in shown.testo
    assert (Annotazione.objects.count(), Atto.objects.count()) == before
    assert record_evento(**request, chiave="abc").testo == shown.testo


def test_the_same_submission_twice_is_recorded_once(nautica: Iscrizione, funzionario: User) -> None:
    request: dict[str, Any] = {
        "tipo": T.VARIAZIONE,
        "by": funzionario,
        "atto": ATTO,
        "decorrenza": MAGGIO,
        "dati": {"sito": "https://nautica.example.it"},
        "iscrizione": nautica,
        "chiave": "abc",
    }
    assert record_evento(**request) == record_evento(**request)
    assert nautica.annotazioni.count() == 2


def test_what_is_missing_is_said_beside_its_field(nautica: Iscrizione, funzionario: User) -> None:
    with pytest.raises(DatiError) as refused:
        record_evento(tipo=T.REVOCA, by=funzionario, atto=None, decorrenza=None, dati={}, iscrizione=nautica)
    assert set(refused.value.campi) == {"atto_tipo", "decorrenza"}


def test_a_transfer_is_previewed_with_both_its_sides(nautica: Iscrizione, funzionario: User) -> None:
    closing, opening = preview_evento(
        tipo=T.TRASFERIMENTO,
        by=funzionario,
        atto=ATTO,
        decorrenza=MAGGIO,
        dati={},
        iscrizione=nautica,
        sezione=Sezione.objects.get(codice=6),
    )
    assert (closing.iscrizione.codice, opening.iscrizione.codice) == ("RP-1-0001", "RP-6-0001")
    assert "con la voce RP-6-0001" in closing.testo
    assert "Proviene da: RP-1-0001 «Distretto della Nautica»" in opening.testo


def test_two_entries_flow_into_a_third(nautica: Iscrizione, funzionario: User) -> None:
    moda = make_iscrizione("Distretto della Moda", by=funzionario)
    receiver = make_iscrizione("Distretto del Mare e della Moda", by=funzionario)
    record_evento(
        tipo=T.FUSIONE,
        by=funzionario,
        atto=ATTO,
        decorrenza=MAGGIO,
        dati={"confluita_in": receiver.codice, "insieme_a": [moda.codice]},
        iscrizione=nautica,
    )
    for iscrizione in (nautica, moda, receiver):
        iscrizione.refresh_from_db()
    assert (nautica.stato, moda.stato, receiver.stato) == ("confluita", "confluita", "attiva")
    assert nautica.confluita_in == moda.confluita_in == receiver.codice
    assert receiver.proviene_da == [nautica.codice, moda.codice]


def test_a_slip_in_the_name_is_corrected_and_both_are_read(nautica: Iscrizione, funzionario: User) -> None:
    opening = nautica.annotazioni.get()
    made = record_evento(
        tipo=T.RETTIFICA,
        by=funzionario,
        atto=None,
        decorrenza=None,
        dati={
            "rettifica_di": opening.seq,
            "motivo": "Nome trascritto male",
            "dati": {"denominazione": "Distretto Nautico"},
        },
        iscrizione=nautica,
    )
    nautica.refresh_from_db()
    assert nautica.denominazione == "Distretto Nautico"
    assert "«Distretto Nautico» (invece di «Distretto della Nautica»)" in made.testo
    assert made.atto == opening.atto
