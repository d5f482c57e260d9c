"""An act is accepted with number and days that can be true, or refused beside the field that is wrong."""

import datetime as dt

import pytest

from core.uncertain_dates import on_day
from distretti.enums import StatoIscrizione, TipoAnnotazione
from distretti.policies import atto
from tests.distretti.policies.casi import OGGI, Call, refusal, written

T, S = TipoAnnotazione, StatoIscrizione


# name: (what is tried, the field where it is said, words of the sentence)
REFUSED: dict[str, tuple[Call, str, str]] = {
    "an act whose number has a control character": (
        lambda: atto.check_atto(written(numero="1\x02"), today=OGGI),
        "atto_numero",
        "non si vedono",
    ),
    "a number said and not known": (
        lambda: atto.check_atto(written(numero_non_noto=True), today=OGGI),
        "atto_numero",
        "lascia una cosa sola",
    ),
    "a DGR without number": (
        lambda: atto.check_atto(written(numero=""), today=OGGI),
        "atto_numero",
        "scrivi il numero",
    ),
    "an act of tomorrow": (
        lambda: atto.check_atto(written(data=on_day(OGGI + dt.timedelta(days=1))), today=OGGI),
        "atto_data",
        "data futura",
    ),
    "a BURP of tomorrow": (
        lambda: atto.check_atto(written(burp_data=OGGI + dt.timedelta(days=1)), today=OGGI),
        "burp_data",
        "data futura",
    ),
    "a BURP before its act": (
        lambda: atto.check_atto(written(burp_data=dt.date(2026, 1, 9)), today=OGGI),
        "burp_data",
        "precede l’atto che pubblica",
    ),
    "a link that is none": (
        lambda: atto.check_atto(written(burp_link="burp.regione"), today=OGGI),
        "burp_link",
        "https://",
    ),
}


ADMITTED: dict[str, Call] = {
    "a good act": lambda: atto.check_atto(
        written(burp_data=dt.date(2026, 1, 20), burp_link="https://burp.example.it/1"), today=OGGI
    ),
    "an act of unknown day": lambda: atto.check_atto(written(data=None, burp_data=OGGI), today=OGGI),
}


@pytest.mark.parametrize("name", REFUSED)
def test_the_register_says_no_and_why(name: str) -> None:
    call, field, words = REFUSED[name]
    assert words in refusal(call, field)


@pytest.mark.parametrize("name", ADMITTED)
def test_what_is_right_passes(name: str) -> None:
    ADMITTED[name]()
