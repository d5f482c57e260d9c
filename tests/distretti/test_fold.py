"""The state of an entry on a day follows from its events alone, in whatever order they were learnt (design law 2)."""

import datetime as dt
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from core.uncertain_dates import UncertainDate, in_month, in_year, not_known, on_day
from distretti.enums import TipoAnnotazione
from distretti.stato import Evento, StatoRegistro, fold, in_order, read_date, write_date

T = TipoAnnotazione
FIRST = dt.date(2010, 1, 1)
_DAYS = st.dates(FIRST, dt.date(2026, 12, 31))
_DATES = st.one_of(
    _DAYS.map(on_day),
    _DAYS.map(lambda d: in_month(d.year, d.month)),
    _DAYS.map(lambda d: in_year(d.year)),
    _DAYS.map(lambda d: not_known(al=d)),
)
_FACTS = st.fixed_dictionaries(
    {}, optional={"denominazione": st.sampled_from("ABC"), "comune": st.sampled_from(["1", "2"]), "sito": st.just("")}
)
_KINDS = st.sampled_from([T.VARIAZIONE, T.SOSPENSIONE, T.RIPRESA, T.CONFERMA, T.ISCRIZIONE, T.PRIMO_RICONOSCIMENTO])
_EVENTS = st.lists(st.tuples(_KINDS, _DATES, _FACTS), max_size=7)
unhurried = settings(deadline=None)  # a busy machine is no fault of the register
Described = list[tuple[TipoAnnotazione, UncertainDate, dict[str, Any]]]


def recorded(events: Described) -> list[Evento]:
    """The ledger that bears these events, recorded one a day in this order."""
    start = dt.datetime(2027, 1, 1, tzinfo=dt.UTC)
    return [
        Evento(n, tipo.value, facts, start + dt.timedelta(days=n), decorrenza, n)
        for n, (tipo, decorrenza, facts) in enumerate(events, start=1)
    ]


def shown(stato: StatoRegistro) -> tuple[Any, ...]:
    """What anybody can see of a state, whatever the numbers of its events."""
    return stato.stato, stato.fatti, stato.riconosciuto_dal, stato.iscritto_dal, len(stato.eventi), len(stato.incerti)


@unhurried
@given(_EVENTS, _DAYS, st.randoms(use_true_random=False))
def test_the_order_of_recording_decides_only_between_events_of_the_same_day(
    events: Described, day: dt.date, shuffle: Any
) -> None:
    of_different_days = list({decorrenza.al: (tipo, decorrenza, facts) for tipo, decorrenza, facts in events}.values())
    again = list(of_different_days)
    shuffle.shuffle(again)
    one, other = fold(recorded(of_different_days), alla_data=day), fold(recorded(again), alla_data=day)
    assert shown(one) == shown(other)


@unhurried
@given(_EVENTS, _DAYS, st.integers(0, 8))
def test_what_was_known_then_is_the_fold_of_what_had_been_recorded_by_then(
    events: Described, day: dt.date, known: int
) -> None:
    ledger = recorded(events)
    instant = dt.datetime(2027, 1, 1, tzinfo=dt.UTC) + dt.timedelta(days=known)
    then = fold(ledger, alla_data=day, conosciuta_al=instant)
    assert shown(then) == shown(fold(ledger[:known], alla_data=day))


@unhurried
@given(_EVENTS, _DAYS)
def test_every_event_has_happened_may_have_or_has_not(events: Described, day: dt.date) -> None:
    ledger = recorded(events)
    stato = fold(ledger, alla_data=day)
    happened, maybe = {e.seq for e in stato.eventi}, {e.seq for e in stato.incerti}
    assert not happened & maybe
    for event in ledger:
        if event.decorrenza.al <= day:
            assert event.seq in happened
        elif event.decorrenza.dal is None or event.decorrenza.dal <= day:
            assert event.seq in maybe
        else:
            assert event.seq not in happened | maybe


@unhurried
@given(_EVENTS, st.integers(0, 6), _DAYS)
def test_an_annulled_event_is_as_if_it_had_never_been(events: Described, which: int, day: dt.date) -> None:
    ledger = recorded(events)
    if not ledger:
        return
    target = ledger[which % len(ledger)]
    gone = {"rettifica_di": target.seq, "annulla": True}
    cancel = Evento(len(ledger) + 1, T.RETTIFICA, gone, ledger[-1].registrata_il, target.decorrenza, 1)
    rest = [e for e in ledger if e.seq != target.seq]
    assert shown(fold([*ledger, cancel], alla_data=day)) == shown(fold(rest, alla_data=day))
    again = Evento(len(ledger) + 2, T.RETTIFICA, gone, ledger[-1].registrata_il, target.decorrenza, 1)
    assert shown(fold([*ledger, cancel, again], alla_data=day)) == shown(fold(rest, alla_data=day))


@unhurried
@given(_EVENTS, st.integers(0, 6), _DATES, _DAYS)
def test_a_corrected_event_counts_as_if_it_had_been_right_at_first(
    events: Described, which: int, right: UncertainDate, day: dt.date
) -> None:
    ledger = recorded(events)
    if not ledger:
        return
    target = ledger[which % len(ledger)]
    correction = {"rettifica_di": target.seq, "togli": ["sito"], "dati": {"comune": "3"}, "atto": {"id": 99}}
    rettifica = Evento(len(ledger) + 1, T.RETTIFICA, correction, ledger[-1].registrata_il, right, 99)
    facts = {name: value for name, value in target.dati.items() if name != "sito"} | {"comune": "3"}
    as_if = Evento(target.seq, target.tipo, facts, target.registrata_il, right, 99)
    replaced = [as_if if e.seq == target.seq else e for e in ledger]
    assert shown(fold([*ledger, rettifica], alla_data=day)) == shown(fold(replaced, alla_data=day))
    corrected = next(e for e in in_order([*ledger, rettifica]) if e.seq == target.seq)
    assert corrected.atto_id == 99


@unhurried
@given(_DATES)
def test_an_uncertain_date_comes_back_from_the_ledger_as_it_was(value: UncertainDate) -> None:
    assert read_date(write_date(value)) == value


def test_entries_flow_in_one_after_another_whatever_the_order() -> None:
    day = on_day(dt.date(2020, 1, 1))
    joined: Described = [
        (T.ISCRIZIONE, day, {"denominazione": "A", "proviene_da": ["RP-1-0002"], "voci": {"RP-1-0002": "B"}}),
        (T.VARIAZIONE, on_day(dt.date(2021, 1, 1)), {"proviene_da": ["RP-1-0001"]}),
    ]
    stato = fold(recorded(joined), alla_data=dt.date(2022, 1, 1))
    assert stato.fatti["proviene_da"] == ["RP-1-0001", "RP-1-0002"]
    assert "voci" not in stato.fatti


def test_a_recognition_taken_over_from_another_entry_is_kept() -> None:
    taken = write_date(on_day(dt.date(2008, 7, 8)))
    events: Described = [(T.ISCRIZIONE, on_day(dt.date(2020, 1, 1)), {"denominazione": "A", "riconosciuto_dal": taken})]
    stato = fold(recorded(events), alla_data=dt.date(2022, 1, 1))
    assert stato.riconosciuto_dal == on_day(dt.date(2008, 7, 8))
    assert not fold(recorded(events), alla_data=dt.date(2019, 1, 1)).exists
