"""What is written wrong is said beside its field, and nothing that was typed is lost."""

from typing import Any

import pytest
from django.test import Client

from distretti.models import Annotazione, Iscrizione
from tests.distretti.admin.evento.modulo import ATTO, DECORRENZA, VOCE
from tests.distretti.admin.pages import Screen, look

pytestmark = pytest.mark.slow


# What is written wrong → the field beside which it is said, and the words.
WRONG: dict[str, tuple[dict[str, Any], str, str]] = {
    "no day": ({"decorrenza_giorno": ""}, "decorrenza", "Indica la data"),
    "no such day": ({"decorrenza_giorno": "31/02/2026"}, "decorrenza", "Scrivi un giorno che esiste"),
    "a month without year": (
        {"decorrenza_precisione": "mese", "decorrenza_mese": "3"},
        "decorrenza",
        "Servono il mese e l’anno.",
    ),
    "a year of two figures": (
        {"decorrenza_precisione": "anno", "decorrenza_anno_solo": "26"},
        "decorrenza",
        "L’anno si scrive con quattro cifre.",
    ),
    "bounds upside down": (
        {
            "decorrenza_precisione": "non_nota",
            "decorrenza_non_prima": "01/06/2026",
            "decorrenza_non_dopo": "01/05/2026",
        },
        "decorrenza",
        "controlla i due giorni",
    ),
    "before the act": ({"decorrenza_giorno": "1/10/2026"}, "decorrenza", "precede l’atto che la dispone"),
    "far away": ({"decorrenza_giorno": "1/11/2062"}, "decorrenza", "più di un anno dopo"),
    "an act without number": ({"atto_numero": ""}, "atto_numero", "scrivi il numero, oppure segna"),
    "an act of the future": ({"atto_data_giorno": "1/1/2062"}, "atto_data", "data futura"),
    "no act chosen": ({"atto_scelta": "registrato"}, "atto_registrato", "Indica l’atto che lo dispone."),
    "an act that is not there": (
        {"atto_scelta": "registrato", "atto_registrato": "999"},
        "atto_registrato",
        "Questo valore non è nell’elenco",
    ),
    "a BURP before its act": ({"atto_burp_data": "1/1/2026"}, "atto_burp_data", "precede l’atto che pubblica"),
    "a broken address": ({"atto_burp_link": "burp"}, "atto_burp_link", "deve cominciare con https://"),
    "no term": ({"scade_il": ""}, "scade_il", "Manca il dato «scade il»."),
    "a term before": ({"scade_il": "1/1/2026"}, "scade_il", "deve venire dopo la decorrenza"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_fault_is_said_beside_its_field_and_nothing_is_lost(officer: Client, nautica: Iscrizione, case: str) -> None:
    changes, field, words = WRONG[case]
    sent = {**ATTO, **DECORRENZA, "scade_il": "31/10/2029", "atto_oggetto": "Conferma & proroga", **changes}
    back = look(officer, f"{VOCE}annota/conferma/").send("anteprima", **sent)
    assert words in back.error_of(field), back.text
    assert not back.quotes
    for name, value in sent.items():
        if value != "999":
            assert back.values[name] == [value], name
    assert Annotazione.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"codice_fiscale": "0048841001"}, "codice_fiscale", "ha 10 cifre: per un ente ne servono 11"),
        ({"partita_iva": "00488410011"}, "partita_iva", "L’ultima cifra non torna"),
        ({"pec": "nautica"}, "pec", "La PEC non è scritta come un indirizzo"),
        ({"sito": "nautica.it"}, "sito", "deve cominciare con https://"),
        ({"denominazione": ""}, "denominazione", "Una voce non può restare senza denominazione."),
        ({"denominazione": "x" * 301}, "denominazione", "Al massimo 300 caratteri."),
        ({"comune": "999999"}, "comune", "Questo valore non è nell’elenco"),
        ({"sezione_secondaria": "1"}, "sezione_secondaria", "scegline un’altra o nessuna"),
    ],
)
def test_a_fact_badly_written_is_explained(
    officer: Client, nautica: Iscrizione, changes: dict[str, str], field: str, words: str
) -> None:
    back = look(officer, f"{VOCE}annota/variazione/").send("anteprima", **ATTO, **DECORRENZA, **changes)
    assert words in back.error_of(field), back.text


def test_a_change_of_nothing_is_refused_at_the_top(officer: Client, nautica: Iscrizione) -> None:
    back = look(officer, f"{VOCE}annota/variazione/").send("anteprima", **ATTO, **DECORRENZA)
    assert "Nessun dato cambia rispetto a quello che il registro già dice" in back.text


def test_a_key_that_no_form_has_records_nothing(officer: Client, nautica: Iscrizione) -> None:
    data = {**ATTO, **DECORRENZA, "chiave": "a\0b", "indirizzo": "Via 1", "passo": "registra"}
    back = Screen(officer, officer.post(f"{VOCE}annota/variazione/", data))
    assert "Qualcosa va corretto prima di andare avanti" in back.text
    assert nautica.annotazioni.count() == 1
