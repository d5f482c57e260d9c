"""Each fact of an entry has one way to be written, and whatever is not that is refused beside its field."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest

from distretti.enums import StatoIscrizione, TipoAnnotazione
from distretti.policies import dati
from tests.distretti.policies.casi import Call, refusal

T, S = TipoAnnotazione, StatoIscrizione


def fact(name: str, value: Any, **more: Any) -> Call:
    return lambda: dati.canonical_dati({name: value, **more}, tipo=T.VARIAZIONE, opening=False)


# name: (what is tried, the field where it is said, words of the sentence)
REFUSED: dict[str, tuple[Call, str, str]] = {
    # A file of the whole register cannot hold a control character, and the ledger keeps what it was given for ever.
    "a name with a control character": (fact("denominazione", "Nautica\x01"), "denominazione", "non si vedono"),
    "a name that shows in another order": (fact("denominazione", "\u202eacituaN"), "denominazione", "non si vedono"),
    "a name that is no character": (fact("denominazione", "Nautica\uffff"), "denominazione", "non si vedono"),
    "the codice fiscale of a person": (fact("codice_fiscale", "RSSMRA80A01H501U"), "codice_fiscale", "di una persona"),
    "a codice fiscale with signs": (fact("codice_fiscale", "0261-2340739"), "codice_fiscale", "solo cifre"),
    "a short partita IVA": (fact("partita_iva", "123"), "partita_iva", "ha 3 cifre"),
    "a partita IVA with a wrong digit": (fact("partita_iva", "02612340738"), "partita_iva", "ricontrolla il numero"),
    "a partita IVA nobody assigns": (fact("partita_iva", "00000000000"), "partita_iva", "anagrafe tributaria"),
    "a site without scheme": (fact("sito", "www.example.it"), "sito", "https://"),
    "a PEC without at": (fact("pec", "pec.example.it"), "pec", "indirizzo di posta"),
    "a number for a name": (fact("denominazione", 7), "denominazione", "serve un testo"),
    "a name too long": (fact("denominazione", "x" * 301), "denominazione", "al massimo 300"),
    "no name at all": (fact("denominazione", ""), "denominazione", "senza denominazione"),
    "a fact of another kind": (fact("sospesa_al", "2026-01-01"), "sospesa_al", "non cambia il dato"),
    "a fact that does not exist": (fact("colore", "blu"), "colore", "non cambia il dato «colore»"),
    "an opening without name": (
        lambda: dati.canonical_dati({}, tipo=T.ISCRIZIONE, opening=True),
        "denominazione",
        "Manca il dato",
    ),
    "the same section twice": (
        lambda: dati.check_sezione({"sezione_secondaria": 1}, sezione=1),
        "sezione_secondaria",
        "la stessa della voce",
    ),
    "a kind of food outside food": (
        lambda: dati.check_sezione({"tipologia_cibo": "a"}, sezione=1),
        "tipologia_cibo",
        "solo per i distretti del cibo",
    ),
    "a code of no vocabulary": (
        lambda: dati.check_voci({"comune": "999999"}, sconosciute={"comune": "non è un comune"}),
        "comune",
        "Scegli un valore dall’elenco",
    ),
    "a variazione of nothing": (
        lambda: dati.only_changes({"denominazione": "A"}, prima={"denominazione": "A"}),
        "__all__",
        "Nessun dato cambia",
    ),
}


ADMITTED: dict[str, Call] = {
    "two different sections": lambda: dati.check_sezione({"sezione_secondaria": 6, "tipologia_cibo": "a"}, sezione=1),
    "known codes": lambda: dati.check_voci({"comune": "073027"}, sconosciute={}),
}


@pytest.mark.parametrize("name", REFUSED)
def test_the_register_says_no_and_why(name: str) -> None:
    call, field, words = REFUSED[name]
    assert words in refusal(call, field)


@pytest.mark.parametrize("name", ADMITTED)
def test_what_is_right_passes(name: str) -> None:
    ADMITTED[name]()


@pytest.mark.parametrize(
    ("name", "value", "kept"),
    [
        ("codice_fiscale", "IT 0074 3110157", "00743110157"),
        ("partita_iva", "", ""),
        ("codice_fiscale", "  ", ""),
        ("sito", " https://example.it/ ", "https://example.it/"),
        ("sito", " ", ""),
        ("pec", " ", ""),
        ("pec", "Pec@Example.IT", "pec@example.it"),
        ("pec", None, ""),
        ("denominazione", "  Distretto   della Nautica ", "Distretto della Nautica"),
        ("comune", SimpleNamespace(pk="073027"), "073027"),
        ("sezione_secondaria", "6", 6),
        ("forma_giuridica", None, None),
    ],
)
def test_each_fact_has_one_way_to_be_written(name: str, value: Any, kept: Any) -> None:
    assert dati.canonical_dati({name: value}, tipo=T.VARIAZIONE, opening=False)[name] == kept


@pytest.mark.parametrize("value", ["2027-01-01", dt.date(2027, 1, 1)])
def test_a_term_is_kept_as_a_day(value: Any) -> None:
    found = dati.canonical_dati({"denominazione": "N", "scade_il": value}, tipo=T.ISCRIZIONE, opening=True)
    assert found["scade_il"] == "2027-01-01"


def test_elsewhere_than_in_a_variazione_an_empty_field_says_nothing() -> None:
    assert dati.canonical_dati({"denominazione": "N", "sito": ""}, tipo=T.ISCRIZIONE, opening=True) == {
        "denominazione": "N"
    }


def test_only_what_differs_is_recorded() -> None:
    changed = dati.only_changes({"denominazione": "B", "sito": ""}, prima={"denominazione": "A"})
    assert changed == {"denominazione": "B"}
