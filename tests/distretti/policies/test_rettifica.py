"""A correction is of something that stands, changes something and says why."""

import pytest

from distretti.enums import StatoIscrizione, TipoAnnotazione
from distretti.policies import rettifica
from tests.distretti.policies.casi import Call, refusal

T, S = TipoAnnotazione, StatoIscrizione


# name: (what is tried, the field where it is said, words of the sentence)
REFUSED: dict[str, tuple[Call, str, str]] = {
    "correcting a correction": (
        lambda: rettifica.check_target(tipo=T.RETTIFICA, in_force=True),
        "",
        "non si rettifica",
    ),
    "correcting what is annulled": (
        lambda: rettifica.check_target(tipo=T.VARIAZIONE, in_force=False),
        "",
        "già annullata",
    ),
    "correcting a list of members": (
        lambda: rettifica.check_target(tipo=T.ADERENTI, in_force=True),
        "",
        "approvando un nuovo elenco",
    ),
    "correcting without saying why": (lambda: rettifica.check_motivo("  "), "motivo", "che cosa era sbagliato"),
    "correcting nothing": (lambda: rettifica.check_corrects(changed=False), "__all__", "non cambia nulla"),
    "taking away the name": (
        lambda: rettifica.check_togli(("denominazione",), tipo=T.ISCRIZIONE, opening=True),
        "denominazione",
        "non si può togliere",
    ),
    "annulling one side of a passage": (
        lambda: rettifica.check_partner(codice="RP-1-0002"),
        "",
        "dice ancora di aver ricevuto questa",
    ),
}


ADMITTED: dict[str, Call] = {
    "correcting what stands": lambda: rettifica.check_target(tipo=T.VARIAZIONE, in_force=True),
    "a reason": lambda: rettifica.check_motivo("La data era sbagliata"),
    "a change": lambda: rettifica.check_corrects(changed=True),
    "taking away what is not needed": lambda: rettifica.check_togli(("sito",), tipo=T.VARIAZIONE, opening=False),
    "annulling with no partner": lambda: rettifica.check_partner(codice=None),
}


@pytest.mark.parametrize("name", REFUSED)
def test_the_register_says_no_and_why(name: str) -> None:
    call, field, words = REFUSED[name]
    assert words in refusal(call, field)


@pytest.mark.parametrize("name", ADMITTED)
def test_what_is_right_passes(name: str) -> None:
    ADMITTED[name]()


def test_a_correction_takes_away_and_changes() -> None:
    assert rettifica.merged({"a": 1, "b": 2}, changes={"c": 3}, togli=("a",)) == {"b": 2, "c": 3}
