"""The clock of the law against examples counted by hand on a calendar, and against what must always hold."""

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.uncertain_dates import in_year, not_known, on_day
from procedimenti.exceptions import ProcedimentoError
from procedimenti.festivi import EffettoFestivo, RegolaFestivi, day_off, name_of_holiday
from procedimenti.termini import (
    MASSIMO_SOSPENSIONE,
    Calcolo,
    Preavviso,
    Sospensione,
    compute_parere,
    compute_potere_sostitutivo,
    compute_termine,
    compute_uncertain,
    late_clause,
    local_day,
    measured_days,
)

DOC = Path(__file__).resolve().parents[2] / "docs" / "termini.md"
ROWS = re.findall(r"^\| (\d{4}-.+) \|$", DOC.read_text(encoding="utf-8"), re.MULTILINE)
NO_HOLIDAYS = RegolaFestivi(effetto=EffettoFestivo.NESSUNO)
DAYS = st.dates(dt.date(2024, 1, 1), dt.date(2040, 12, 31))
D = dt.date.fromisoformat


def day(cell: str) -> dt.date | None:
    return None if cell == "–" else D(cell)


def clock(start: str, giorni: int = 90, **facts: object) -> Calcolo:
    return compute_termine(ricevuta_il=D(start), giorni=giorni, fonte_giorni="regola", **facts)  # type: ignore[arg-type]


@pytest.mark.parametrize("row", ROWS)
def test_the_examples_counted_by_hand(row: str) -> None:
    start, giorni, chiesta, risposta, avviso, osservazioni, festivi, end, _why = row.split(" | ")
    asked, warned = day(chiesta), day(avviso)
    found = clock(
        start,
        int(giorni),
        sospensioni=[Sospensione(asked, day(risposta))] if asked else [],
        preavviso=Preavviso(warned, osservazioni_il=day(osservazioni)) if warned else None,
        festivi=RegolaFestivi(effetto=EffettoFestivo(int(festivi))),
    )
    assert found.scade_il == D(end)
    assert found.righe[-1].giorno == found.scade_il
    assert all(r.testo and r.fonte for r in found.righe)


def test_the_explanation_reads_line_by_line() -> None:
    found = clock("2025-03-03", sospensioni=[Sospensione(D("2025-03-20"), D("2025-04-06"))])
    assert [r.testo for r in found.righe] == [
        "L’istanza è ricevuta il 3 marzo 2025: il termine decorre da qui.",
        "Il giorno iniziale non si conta: 90 giorni finiscono il 1º giugno 2025.",
        "Integrazione chiesta il 20 marzo 2025, ricevuta il 6 aprile 2025. Sono 17 giorni sospesi: il termine va al"
        " 18 giugno 2025.",
    ]
    moved = clock("2025-03-03").righe[-1]
    assert moved.testo == ("1º giugno 2025 è domenica: il termine è prorogato al 3 giugno 2025 (regola da confermare).")
    assert "2963" in moved.fonte


def test_a_second_suspension_is_refused_with_its_article() -> None:
    twice = [Sospensione(D("2025-03-20"), D("2025-03-25")), Sospensione(D("2025-04-20"))]
    with pytest.raises(ProcedimentoError) as refused:
        clock("2025-03-03", sospensioni=twice)
    assert refused.value.intero == "Il termine si può sospendere una volta sola. (art. 2, comma 7, L. 241/1990)"


@pytest.mark.parametrize(
    "facts",
    [
        {"sospensioni": [Sospensione(D("2025-03-20"), D("2025-03-19"))]},
        {"sospensioni": [Sospensione(D("2025-03-02"))]},
        {"preavviso": Preavviso(D("2025-03-20"), osservazioni_il=D("2025-03-19"))},
        {"preavviso": Preavviso(D("2025-03-20"), ricevuto_il=D("2025-03-19"))},
        {"preavviso": Preavviso(D("2025-03-02"))},
    ],
)
def test_days_out_of_order_are_refused(facts: dict[str, Any]) -> None:
    with pytest.raises(ProcedimentoError):
        clock("2025-03-03", 90, **facts)


@given(start=DAYS, giorni=st.integers(1, 180), ask=st.integers(0, 220), wait=st.integers(0, 400))
def test_a_suspension_gives_back_what_it_takes_and_never_more_than_thirty_days(
    start: dt.date, giorni: int, ask: int, wait: int
) -> None:
    plain = compute_termine(ricevuta_il=start, giorni=giorni, fonte_giorni="r", festivi=NO_HOLIDAYS)
    asked = start + dt.timedelta(days=ask)
    pause = Sospensione(asked, asked + dt.timedelta(days=wait))
    found = compute_termine(
        ricevuta_il=start, giorni=giorni, fonte_giorni="r", sospensioni=[pause], festivi=NO_HOLIDAYS
    )
    expected = min(wait, MASSIMO_SOSPENSIONE) if ask <= giorni else 0
    assert (found.scade_il - plain.scade_il).days == expected


@given(
    start=DAYS,
    giorni=st.integers(1, 180),
    ask=st.integers(0, 200),
    wait=st.none() | st.integers(0, 60),
    warn=st.integers(0, 260),
    answer=st.none() | st.integers(0, 30),
    effetto=st.sampled_from(EffettoFestivo),
)
def test_what_always_holds(
    start: dt.date,
    giorni: int,
    ask: int,
    wait: int | None,
    warn: int,
    answer: int | None,
    effetto: EffettoFestivo,
) -> None:
    asked, warned = start + dt.timedelta(days=ask), start + dt.timedelta(days=warn)
    pause = Sospensione(asked, None if wait is None else asked + dt.timedelta(days=wait))
    notice = Preavviso(warned, osservazioni_il=None if answer is None else warned + dt.timedelta(days=answer))
    festivi = RegolaFestivi(effetto=effetto)
    found = compute_termine(
        ricevuta_il=start,
        giorni=giorni,
        fonte_giorni="r",
        sospensioni=[pause],
        preavviso=notice,
        festivi=festivi,
    )
    floor = start + dt.timedelta(days=giorni)
    # Thirty days of suspension, twenty of preavviso moved by a bridge, and the bridge at the end.
    assert floor <= found.scade_il <= floor + dt.timedelta(days=30 + 20 + 2 * 5)
    assert day_off(found.scade_il, effetto) is None
    assert [r.giorno for r in found.righe] == sorted(r.giorno for r in found.righe)
    assert found.days_left(found.scade_il) == 0
    assert not found.is_past(found.scade_il)
    assert found.is_past(found.scade_il + dt.timedelta(days=1))


@given(start=DAYS, giorni=st.integers(1, 180))
def test_one_day_later_is_never_due_earlier(start: dt.date, giorni: int) -> None:
    first = compute_termine(ricevuta_il=start, giorni=giorni, fonte_giorni="r")
    second = compute_termine(ricevuta_il=start + dt.timedelta(days=1), giorni=giorni, fonte_giorni="r")
    assert first.scade_il <= second.scade_il


def test_an_unanswered_request_is_told_as_still_open() -> None:
    assert clock("2025-03-03", sospensioni=[Sospensione(D("2025-03-20"))]).aperto
    assert not clock("2025-03-03").aperto


@pytest.mark.parametrize(
    ("interrupted", "elements", "due"),
    [
        (None, None, "2025-03-24"),  # 23 March is a Sunday
        ("2025-03-10", "2025-03-20", "2025-04-04"),
        ("2025-03-10", None, None),
    ],
)
def test_opinions_in_twenty_days_or_fifteen_after_an_interruption(
    interrupted: str | None, elements: str | None, due: str | None
) -> None:
    found = compute_parere(
        richiesto_il=D("2025-03-03"),
        interrotto_il=D(interrupted) if interrupted else None,
        elementi_il=D(elements) if elements else None,
    )
    assert (found.scade_il.isoformat() if found else None) == due


@pytest.mark.parametrize(("interrupted", "elements"), [("2025-03-25", None), ("2025-03-10", "2025-03-09")])
def test_an_opinion_is_interrupted_only_while_its_term_runs(interrupted: str, elements: str | None) -> None:
    with pytest.raises(ProcedimentoError):
        compute_parere(
            richiesto_il=D("2025-03-03"),
            interrotto_il=D(interrupted),
            elementi_il=D(elements) if elements else None,
        )


@pytest.mark.parametrize(("giorni", "due"), [(90, "2025-09-15"), (31, "2025-08-18"), (30, "2025-08-18")])
def test_the_potere_sostitutivo_has_half_the_term(giorni: int, due: str) -> None:
    # 1 August 2025 plus 45 days is Monday 15 September; plus 15 is Saturday 16 August: Monday, by the stricter rule.
    rule = RegolaFestivi(effetto=EffettoFestivo.FESTIVI_E_SABATO)
    assert compute_potere_sostitutivo(richiesto_il=D("2025-08-01"), giorni=giorni, festivi=rule).scade_il == D(due)


def test_the_day_is_that_of_rome_also_when_clocks_change() -> None:
    utc = dt.UTC
    assert local_day(dt.datetime(2026, 3, 28, 23, 30, tzinfo=utc)) == D("2026-03-29")  # still winter time
    assert local_day(dt.datetime(2026, 3, 29, 22, 30, tzinfo=utc)) == D("2026-03-30")  # summer time by now
    assert local_day(dt.datetime(2026, 10, 25, 22, 30, tzinfo=utc)) == D("2026-10-25")
    assert local_day(dt.datetime(2026, 10, 25, 23, 0, tzinfo=utc)) == D("2026-10-26")
    with pytest.raises(ValueError, match="fuso"):
        local_day(dt.datetime(2026, 3, 28, 12))


def test_a_receipt_known_only_to_the_year_gives_two_ends() -> None:
    first, last = compute_uncertain(ricevuta=in_year(2021), giorni=90, fonte_giorni="r")
    assert first is not None
    assert (first.scade_il, last.scade_il) == (D("2021-04-01"), D("2022-03-31"))
    exact, same = compute_uncertain(ricevuta=on_day(D("2025-03-03")), giorni=90, fonte_giorni="r")
    assert exact == same
    assert compute_uncertain(ricevuta=not_known(al=D("2021-12-31")), giorni=90, fonte_giorni="r")[0] is None


def test_a_late_act_says_the_term_and_the_time_used() -> None:
    received, due = D("2025-03-03"), clock("2025-03-03")
    said = late_clause(termine=due, giorni=90, ricevuta_il=received, concluso_il=D("2025-07-01"))
    assert "di 90 giorni e scadeva il 3 giugno 2025" in said
    assert "120 giorni" in said
    assert late_clause(termine=due, giorni=90, ricevuta_il=received, concluso_il=D("2025-06-03")) == ""
    with pytest.raises(ProcedimentoError):
        measured_days(ricevuta_il=received, concluso_il=D("2025-03-02"))


@pytest.mark.parametrize(
    ("on", "name"),
    [
        ("2025-04-21", "Lunedì dell’Angelo"),
        ("2024-04-01", "Lunedì dell’Angelo"),
        ("2025-06-02", "Festa della Repubblica"),
        ("2025-10-04", None),
        ("2026-10-04", "San Francesco d’Assisi"),
        ("2025-11-23", "domenica"),
        ("2025-11-22", None),
    ],
)
def test_holidays_of_the_republic(on: str, name: str | None) -> None:
    assert name_of_holiday(D(on)) == name
