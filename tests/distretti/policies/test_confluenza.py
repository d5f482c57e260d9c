"""Passages between sections and mergers: where an entry may go, and which act may send it there."""

from types import SimpleNamespace

import pytest

from distretti.enums import StatoIscrizione, TipoAnnotazione, TipoAtto
from distretti.policies import confluenza
from tests.distretti.policies.casi import Call, refusal

T, S = TipoAnnotazione, StatoIscrizione


# name: (what is tried, the field where it is said, words of the sentence)
REFUSED: dict[str, tuple[Call, str, str]] = {
    "a determina across the structures": (
        lambda: confluenza.check_across(tipo_atto="determina", competenze=["ricerca", "agricoltura"]),
        "atto_tipo",
        "deliberazione della Giunta",
    ),
    "a transfer to nowhere": (
        lambda: confluenza.check_other_sezione(sezione=1, destinazione=None),
        "sezione",
        "Scegli la sezione",
    ),
    "a transfer to the same section": (
        lambda: confluenza.check_other_sezione(sezione=1, destinazione=1),
        "sezione",
        "già in questa sezione",
    ),
    "a fusione into nothing": (
        lambda: confluenza.check_merge(codici=["A"], receiver=None, sezione=None),
        "confluita_in",
        "Scegli la voce",
    ),
    "a fusione into two things": (
        lambda: confluenza.check_merge(codici=["A"], receiver=SimpleNamespace(codice="B", stato=S.ATTIVA), sezione=1),
        "sezione",
        "lascia una cosa sola",
    ),
    "a fusione into oneself": (
        lambda: confluenza.check_merge(
            codici=["A"], receiver=SimpleNamespace(codice="A", stato=S.ATTIVA), sezione=None
        ),
        "confluita_in",
        "sé stessa",
    ),
    "a fusione of the same entry twice": (
        lambda: confluenza.check_merge(codici=["A", "A"], receiver=None, sezione=1),
        "insieme_a",
        "due volte",
    ),
    "a fusione into an entry that has ended": (
        lambda: confluenza.check_merge(
            codici=["A"], receiver=SimpleNamespace(codice="B", stato=S.REVOCATA), sezione=None
        ),
        "confluita_in",
        "deve essere attiva",
    ),
}


ADMITTED: dict[str, Call] = {
    "a DGR across the structures": lambda: confluenza.check_across(
        tipo_atto=TipoAtto.DGR, competenze=["ricerca", "agricoltura"]
    ),
    "a determina inside one structure": lambda: confluenza.check_across(
        tipo_atto="determina", competenze=["ricerca", "ricerca"]
    ),
    "a transfer elsewhere": lambda: confluenza.check_other_sezione(sezione=1, destinazione=2),
    "a fusione into a new entry": lambda: confluenza.check_merge(codici=["A", "B"], receiver=None, sezione=1),
    "a fusione into an active entry": lambda: confluenza.check_merge(
        codici=["A"], receiver=SimpleNamespace(codice="B", stato=S.ATTIVA), sezione=None
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_the_register_says_no_and_why(name: str) -> None:
    call, field, words = REFUSED[name]
    assert words in refusal(call, field)


@pytest.mark.parametrize("name", ADMITTED)
def test_what_is_right_passes(name: str) -> None:
    ADMITTED[name]()
