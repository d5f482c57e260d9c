"""What happens by itself when a day comes, and only then."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import time_machine

from core.uncertain_dates import on_day
from distretti.actions import scadenze
from distretti.actions.iscrizione import expire, record_conferma, record_variazione, resume, suspend
from distretti.actions.scadenze import derive_due
from distretti.exceptions import AnnotazioneNotAllowedError, DatiError
from distretti.models import Iscrizione
from identita.models import User
from tests.factories import make_atto, make_iscrizione


@contextmanager
def on(year: int, month: int, day: int) -> Iterator[None]:
    with time_machine.travel(dt.datetime(year, month, day, 9, tzinfo=dt.UTC), tick=False):
        yield


def life(iscrizione: Iscrizione) -> list[tuple[str, str]]:
    return [(a.tipo, a.decorrenza_al.isoformat()) for a in iscrizione.annotazioni.order_by("seq")]


def stato(iscrizione: Iscrizione) -> str:
    return Iscrizione.objects.get(pk=iscrizione.pk).stato


@pytest.fixture
def nautica(funzionario: User) -> Iscrizione:
    with on(2025, 4, 2):
        return make_iscrizione("Distretto della Nautica", by=funzionario, scade_il="2028-03-31")


def test_the_term_passes_the_day_after_and_cites_the_act_that_fixed_it(nautica: Iscrizione) -> None:
    with on(2028, 3, 31):
        assert derive_due().derivate == []
    with on(2028, 4, 1):
        assert derive_due().derivate == ["RP-1-0001"]
        assert derive_due().derivate == []
    opening, scadenza = nautica.annotazioni.all()
    assert (scadenza.tipo, scadenza.decorrenza_al) == ("scadenza", dt.date(2028, 4, 1))
    assert (scadenza.atto, scadenza.registrata_da) == (opening.atto, None)
    assert stato(nautica) == "scaduta"
    assert "secondo il termine della Deliberazione" in scadenza.testo


def test_a_sospensione_ends_by_itself_and_the_entry_may_expire_after(nautica: Iscrizione, funzionario: User) -> None:
    with on(2028, 2, 1):
        atto = make_atto(dt.date(2028, 1, 30), "20")
        suspend(
            iscrizione=nautica,
            by=funzionario,
            atto=atto,
            decorrenza=on_day(dt.date(2028, 2, 1)),
            sospesa_al=dt.date(2028, 2, 29),
        )
        assert stato(nautica) == "sospesa"
    with on(2028, 6, 1):
        derive_due()
    assert life(nautica)[2:] == [("ripresa", "2028-03-01"), ("scadenza", "2028-04-01")]


def test_an_entry_that_expires_while_suspended_is_not_resumed(nautica: Iscrizione, funzionario: User) -> None:
    with on(2028, 3, 1):
        suspend(
            iscrizione=nautica,
            by=funzionario,
            atto=make_atto(dt.date(2028, 2, 20), "20"),
            decorrenza=on_day(dt.date(2028, 3, 1)),
            sospesa_al="2028-06-30",
        )
    with on(2028, 9, 1):
        derive_due()
    assert life(nautica)[2:] == [("scadenza", "2028-04-01")]
    assert Iscrizione.objects.get(pk=nautica.pk).sospesa_al is None


def test_a_future_decorrenza_is_true_from_its_day(nautica: Iscrizione, funzionario: User) -> None:
    with on(2025, 5, 1):
        record_variazione(
            iscrizione=nautica,
            by=funzionario,
            atto=make_atto(dt.date(2025, 4, 30), "20"),
            decorrenza=on_day(dt.date(2025, 6, 1)),
            dati={"denominazione": "Nautica di Puglia"},
        )
        assert Iscrizione.objects.get().denominazione == "Distretto della Nautica"
    with on(2025, 6, 1):
        assert derive_due().derivate == ["RP-1-0001"]
        assert derive_due().derivate == []
        assert Iscrizione.objects.get().denominazione == "Nautica di Puglia"


def test_an_entry_that_fails_does_not_stop_the_others(
    nautica: Iscrizione, funzionario: User, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with on(2025, 4, 2):
        make_iscrizione("Distretto della Moda", by=funzionario, scade_il="2028-03-31")
    derive = scadenze.derive_iscrizione

    def breaks(*, iscrizione: Iscrizione) -> None:
        if iscrizione.codice == "RP-1-0001":
            raise RuntimeError("disco pieno")
        derive(iscrizione=iscrizione)

    monkeypatch.setattr(scadenze, "derive_iscrizione", breaks)
    with on(2028, 4, 1):
        esito = derive_due(on=dt.date(2028, 4, 1))
    assert (esito.derivate, esito.fallite) == (["RP-1-0002"], {"RP-1-0001": "disco pieno"})
    assert "RP-1-0001" in caplog.text


def test_a_late_conferma_annuls_the_scadenza_that_was_annotated(nautica: Iscrizione, funzionario: User) -> None:
    with on(2028, 4, 1):
        derive_due()
    with on(2028, 5, 2):
        request: dict[str, Any] = {
            "iscrizione": nautica,
            "by": funzionario,
            "atto": make_atto(dt.date(2028, 3, 30), "77"),
            "decorrenza": on_day(dt.date(2028, 3, 30)),
            "scade_il": "2031-03-31",
            "chiave": "una",
        }
        assert record_conferma(**request) == record_conferma(**request)
        assert derive_due().derivate == []
    assert [tipo for tipo, _day in life(nautica)] == ["iscrizione", "scadenza", "rettifica", "conferma"]
    assert stato(nautica) == "attiva"


def test_an_officer_may_annotate_that_a_term_passed_but_not_before(nautica: Iscrizione, funzionario: User) -> None:
    with on(2028, 4, 1):
        with pytest.raises(DatiError, match="il termine è il 31 marzo 2028"):
            expire(iscrizione=nautica, by=funzionario, decorrenza=on_day(dt.date(2028, 3, 31)))
        assert expire(iscrizione=nautica, by=funzionario).decorrenza_al == dt.date(2028, 4, 1)


def test_an_entry_without_term_expires_only_by_an_act_and_on_a_day(funzionario: User) -> None:
    moda = make_iscrizione("Distretto della Moda", by=funzionario)
    with pytest.raises(DatiError, match="indica l’atto che lo fissa"):
        expire(iscrizione=moda, by=funzionario)
    with pytest.raises(DatiError, match="indica da quando"):
        expire(iscrizione=moda, by=funzionario, atto=make_atto(numero="7"))
    expire(iscrizione=moda, by=funzionario, atto=make_atto(numero="8"), decorrenza=on_day(dt.date(2025, 9, 1)))
    assert stato(moda) == "scaduta"


def test_a_sospensione_ends_sooner_only_by_an_act(nautica: Iscrizione, funzionario: User) -> None:
    with on(2025, 6, 1):
        with pytest.raises(DatiError, match="non risulta sospesa"):
            resume(iscrizione=nautica, by=funzionario, decorrenza=on_day(dt.date(2025, 6, 1)))
        suspend(
            iscrizione=nautica,
            by=funzionario,
            atto=make_atto(dt.date(2025, 5, 20), "20"),
            decorrenza=on_day(dt.date(2025, 6, 1)),
            sospesa_al="2025-09-30",
        )
        with pytest.raises(DatiError, match="il termine è il 30 settembre 2025"):
            resume(iscrizione=nautica, by=funzionario, decorrenza=on_day(dt.date(2025, 6, 10)))
        atto = make_atto(dt.date(2025, 5, 30), "21")
        resume(iscrizione=nautica, by=funzionario, decorrenza=on_day(dt.date(2025, 6, 10)), atto=atto)


def test_a_sospensione_is_put_off_once(nautica: Iscrizione, funzionario: User) -> None:
    def put_off(numero: str, sospesa_al: str, from_day: int) -> None:
        suspend(
            iscrizione=nautica,
            by=funzionario,
            atto=make_atto(dt.date(2025, 5, 20), numero),
            decorrenza=on_day(dt.date(2025, 6, from_day)),
            sospesa_al=sospesa_al,
        )

    with on(2025, 6, 20):
        put_off("20", "2025-07-31", 1)
        put_off("21", "2025-08-31", 10)
        assert Iscrizione.objects.get().sospesa_al == dt.date(2025, 8, 31)
        with pytest.raises(AnnotazioneNotAllowedError, match="già stata prorogata"):
            put_off("22", "2025-09-30", 15)
