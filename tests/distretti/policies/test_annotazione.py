"""When an event may be annotated: what opens an entry, what its history admits, which days and terms make sense."""

import datetime as dt
from types import SimpleNamespace

import pytest

from core.uncertain_dates import UncertainDate, in_month, in_year, not_known, on_day
from distretti.enums import StatoIscrizione, TipoAnnotazione
from distretti.policies import annotazione
from distretti.stato import Evento
from tests.distretti.policies.casi import OGGI, Call, event, refusal

T, S = TipoAnnotazione, StatoIscrizione


OPENED = event(1, T.ISCRIZIONE, dt.date(2025, 1, 1), denominazione="Nautica")


def decorrenza(day: UncertainDate, *, of: UncertainDate | None = None, tipo: TipoAnnotazione = T.VARIAZIONE) -> Call:
    return lambda: annotazione.check_decorrenza(decorrenza=day, atto=of, tipo=tipo, today=OGGI)


def storia(nuovo: Evento, *before: Evento) -> Call:
    return lambda: annotazione.check_storia(before, nuovo=nuovo, today=OGGI)


# name: (what is tried, the field where it is said, words of the sentence)
REFUSED: dict[str, tuple[Call, str, str]] = {
    "opening with a variazione": (lambda: annotazione.check_opens(T.VARIAZIONE), "", "non può cominciare con"),
    "writing on an ended entry": (
        lambda: annotazione.check_not_final(T.VARIAZIONE, stato=S.CANCELLATA),
        "",
        "ammette solo rettifiche",
    ),
    "annulling the first event": (lambda: annotazione.check_begun(None, today=OGGI), "", "non si annulla"),
    "beginning tomorrow": (
        lambda: annotazione.check_begun(on_day(OGGI + dt.timedelta(days=1)), today=OGGI),
        "decorrenza",
        "già avvenuto",
    ),
    "beginning in a month that is not over": (
        lambda: annotazione.check_begun(in_year(2026), today=OGGI),
        "decorrenza",
        "può essere dopo oggi",
    ),
    "a beginning without a name": (
        storia(event(1, T.ISCRIZIONE, dt.date(2025, 1, 1))),
        "denominazione",
        "primo evento",
    ),
    "a ripresa of what is not suspended": (
        storia(event(2, T.RIPRESA, dt.date(2025, 6, 1)), OPENED),
        "decorrenza",
        "non è possibile",
    ),
    "an event before the entry was there": (
        storia(event(2, T.VARIAZIONE, dt.date(2024, 6, 1), denominazione="Altro"), OPENED),
        "decorrenza",
        "la voce non esiste ancora",
    ),
    "a past event that makes a later one impossible": (
        storia(
            event(3, T.CANCELLAZIONE, dt.date(2025, 3, 1)),
            OPENED,
            event(2, T.VARIAZIONE, dt.date(2025, 6, 1), denominazione="Altro"),
        ),
        "decorrenza",
        "Renderebbe impossibile l’annotazione n. 2",
    ),
    "a third sospensione in a row": (
        storia(
            event(4, T.SOSPENSIONE, dt.date(2025, 9, 1)),
            OPENED,
            event(2, T.SOSPENSIONE, dt.date(2025, 3, 1)),
            event(3, T.SOSPENSIONE, dt.date(2025, 6, 1)),
        ),
        "",
        "già stata prorogata",
    ),
    "a decorrenza before the act": (
        decorrenza(on_day(dt.date(2026, 1, 1)), of=on_day(dt.date(2026, 1, 10)), tipo=T.SOSPENSIONE),
        "decorrenza",
        "precede l’atto che la dispone",
    ),
    "a decorrenza of another century": (decorrenza(on_day(dt.date(2062, 1, 1))), "decorrenza", "controlla l’anno"),
    "an unknown day that may be tomorrow": (
        decorrenza(not_known(al=OGGI + dt.timedelta(days=5))),
        "decorrenza",
        "al massimo la data di oggi",
    ),
    "a month to come": (decorrenza(in_month(2026, 9)), "decorrenza", "Una decorrenza futura si indica con il giorno"),
    "a term before the decorrenza": (
        lambda: annotazione.check_term(name="scade_il", day="2025-01-01", decorrenza=on_day(dt.date(2025, 1, 1))),
        "scade_il",
        "deve venire dopo",
    ),
    "a riconoscimento by an act without number": (
        lambda: annotazione.check_atto_of(
            tipo=T.CONFERMA, atto=SimpleNamespace(numero="", numero_non_noto=False, tipo="dgr")
        ),
        "atto_numero",
        "serve un atto con il suo numero",
    ),
    "a scadenza before its term": (
        lambda: annotazione.check_term_passed(
            tipo=T.SCADENZA, prima={"scade_il": "2026-05-01"}, decorrenza=on_day(dt.date(2026, 5, 1)), own_act=False
        ),
        "decorrenza",
        "il termine è il 1º maggio 2026",
    ),
    "a ripresa before its term by the same act": (
        lambda: annotazione.check_term_passed(
            tipo=T.RIPRESA, prima={"sospesa_al": "2026-05-01"}, decorrenza=on_day(dt.date(2026, 4, 1)), own_act=False
        ),
        "decorrenza",
        "la decorrenza viene dopo",
    ),
    "neither entry nor section": (
        lambda: annotazione.check_one_of(iscrizione=None, sezione=None),
        "iscrizione",
        "Scegli la voce",
    ),
    "both entry and section": (lambda: annotazione.check_one_of(iscrizione=1, sezione=1), "sezione", "La voce c’è già"),
    "an annotation that writes itself": (
        lambda: annotazione.check_request(tipo=T.ADERENTI, iscrizione=1, sezione=None, decorrenza=1, atto=1),
        "",
        "si annota da sé",
    ),
    "a form without entry": (
        lambda: annotazione.check_request(tipo=T.VARIAZIONE, iscrizione=None, sezione=1, decorrenza=1, atto=1),
        "iscrizione",
        "Scegli la voce",
    ),
    "a form without act": (
        lambda: annotazione.check_request(tipo=T.VARIAZIONE, iscrizione=1, sezione=None, decorrenza=1, atto=None),
        "atto_tipo",
        "Indica l’atto",
    ),
    "a form without decorrenza": (
        lambda: annotazione.check_request(tipo=T.VARIAZIONE, iscrizione=1, sezione=None, decorrenza=None, atto=1),
        "decorrenza",
        "Indica da quando",
    ),
}


ADMITTED: dict[str, Call] = {
    "opening with an iscrizione": lambda: annotazione.check_opens(T.ISCRIZIONE),
    "a rettifica on an ended entry": lambda: annotazione.check_not_final(T.RETTIFICA, stato=S.CANCELLATA),
    "a beginning already past": lambda: annotazione.check_begun(on_day(OGGI), today=OGGI),
    "a history in order": storia(event(2, T.SOSPENSIONE, dt.date(2025, 6, 1)), OPENED),
    "a sospensione put off once, and another later": storia(
        event(5, T.SOSPENSIONE, dt.date(2025, 9, 1)),
        OPENED,
        event(2, T.SOSPENSIONE, dt.date(2025, 2, 1)),
        event(3, T.SOSPENSIONE, dt.date(2025, 3, 1)),
        event(4, T.RIPRESA, dt.date(2025, 4, 1)),
    ),
    "a sospensione after a change of name": storia(
        event(3, T.SOSPENSIONE, dt.date(2025, 9, 1)),
        OPENED,
        event(2, T.VARIAZIONE, dt.date(2025, 2, 1), denominazione="Altro"),
    ),
    "a decorrenza after its act": decorrenza(on_day(OGGI), of=on_day(dt.date(2026, 1, 10))),
    "a decorrenza next month, to the day": decorrenza(on_day(dt.date(2026, 7, 15))),
    "an unknown past day": decorrenza(not_known(al=OGGI)),
    "a term after": lambda: annotazione.check_term(
        name="scade_il", day="2025-01-02", decorrenza=on_day(dt.date(2025, 1, 1))
    ),
    "no term": lambda: annotazione.check_term(name="scade_il", day=None, decorrenza=on_day(OGGI)),
    "an act of number not known": lambda: annotazione.check_atto_of(
        tipo=T.CONFERMA, atto=SimpleNamespace(numero="", numero_non_noto=True, tipo="dgr")
    ),
    "a scadenza the day after": lambda: annotazione.check_term_passed(
        tipo=T.SCADENZA, prima={"scade_il": "2026-05-01"}, decorrenza=on_day(dt.date(2026, 5, 2)), own_act=False
    ),
    "a ripresa before its term by its own act": lambda: annotazione.check_term_passed(
        tipo=T.RIPRESA, prima={"sospesa_al": "2026-05-01"}, decorrenza=on_day(dt.date(2026, 4, 1)), own_act=True
    ),
    "a whole request": lambda: annotazione.check_request(
        tipo=T.VARIAZIONE, iscrizione=1, sezione=None, decorrenza=1, atto=1
    ),
    "one of the two": lambda: annotazione.check_one_of(iscrizione=1, sezione=None),
}


@pytest.mark.parametrize("name", REFUSED)
def test_the_register_says_no_and_why(name: str) -> None:
    call, field, words = REFUSED[name]
    assert words in refusal(call, field)


@pytest.mark.parametrize("name", ADMITTED)
def test_what_is_right_passes(name: str) -> None:
    ADMITTED[name]()


def test_the_kinds_for_a_form_follow_the_state() -> None:
    assert T.ISCRIZIONE in annotazione.tipi_on(None)
    assert T.VARIAZIONE not in annotazione.tipi_on(None)
    assert T.VARIAZIONE in annotazione.tipi_on(S.ATTIVA)
    assert annotazione.tipi_on(S.CANCELLATA) == [t for t in annotazione.tipi_on(S.CANCELLATA) if t == T.RETTIFICA]
