"""The sentences of the register, as people will read them."""

import datetime as dt
from typing import Any

import pytest

from core.uncertain_dates import UncertainDate, in_month, in_year, not_known, on_day
from distretti.enums import TipoAnnotazione, TipoAtto
from distretti.frasi import Contesto, name_atto, sentence
from distretti.models import Atto
from distretti.stato import Evento

T = TipoAnnotazione
NOMI = {
    ("forma_giuridica", "1.5.20"): "Società consortile",
    ("forma_giuridica", "1.8.10"): "Associazione non riconosciuta",
    ("comune", "075035"): "Lecce",
    ("comune", "073027"): "Taranto",
    ("sezione_secondaria", 6): "6. Distretti del cibo",
    ("tipologia_cibo", "b"): "b) distretti agroalimentari di qualità",
}
MARZO = on_day(dt.date(2025, 3, 3))
DGR = Atto(
    tipo=TipoAtto.DGR,
    organo="Giunta regionale",
    numero="192",
    data_dal=dt.date(2025, 2, 24),
    data_al=dt.date(2025, 2, 24),
    data_precisione="giorno",
    burp_numero="18",
    burp_data=dt.date(2025, 3, 3),
)
PER_DGR = (
    "per effetto della Deliberazione della Giunta regionale n. 192 del 24 febbraio 2025 (BURP n. 18 del 3 marzo 2025)."
)


def evento(tipo: TipoAnnotazione, dati: dict[str, Any], decorrenza: UncertainDate = MARZO) -> Evento:
    return Evento(7, tipo, dati, dt.datetime(2025, 3, 4, tzinfo=dt.UTC), decorrenza, 1)


def say(
    tipo: TipoAnnotazione, dati: dict[str, Any], decorrenza: UncertainDate = MARZO, atto: Atto = DGR, **contesto: Any
) -> str:
    named = Contesto(nomi=lambda fatto, codice: NOMI[fatto, codice], **contesto)
    return sentence(evento(tipo, dati, decorrenza), atto=atto, contesto=named)


SENTENCES = [
    (
        T.PRIMO_RICONOSCIMENTO,
        {"denominazione": "Distretto della Nautica"},
        {},
        f"Dal 3 marzo 2025 il distretto «Distretto della Nautica» ottiene il primo riconoscimento, {PER_DGR}",
    ),
    (
        T.RICONOSCIMENTO_DEFINITIVO,
        {"denominazione": "DAJS", "forma_giuridica": "1.8.10", "comune": "075035", "scade_il": "2028-03-02"},
        {},
        f"Dal 3 marzo 2025 il distretto «DAJS» è riconosciuto in via definitiva, {PER_DGR} Forma giuridica:"
        " Associazione non riconosciuta; comune della sede: Lecce; scade il: 2 marzo 2028.",
    ),
    (
        T.ISCRIZIONE,
        {"denominazione": "DAJS", "proviene_da": ["RP-1-0004"], "voci": {"RP-1-0004": "Jonico Salentino"}},
        {"sezione": "6. Distretti del cibo"},
        f"Dal 3 marzo 2025 il distretto «DAJS» è iscritto nel registro, sezione 6. Distretti del cibo, {PER_DGR}"
        " Proviene da: RP-1-0004 «Jonico Salentino».",
    ),
    (
        T.ISCRIZIONE,
        {"denominazione": "Rete dei borghi"},
        {"censita": True},
        f"Dal 3 marzo 2025 l’aggregazione «Rete dei borghi» è censita nel registro, {PER_DGR}",
    ),
    (
        T.VARIAZIONE,
        {"denominazione": "Industria Culturale e Digitale"},
        {"prima": {"denominazione": "Dialogòi"}},
        "Dal 3 marzo 2025 il distretto assume la denominazione «Industria Culturale e Digitale» (prima: «Dialogòi»),"
        f" {PER_DGR}",
    ),
    (
        T.VARIAZIONE,
        {"forma_giuridica": "1.5.20", "comune": "075035", "pec": "", "sito": "https://dajs.it"},
        {"prima": {"forma_giuridica": "1.8.10", "comune": "073027", "pec": "dajs@pec.it"}},
        "Dal 3 marzo 2025 il distretto assume la forma giuridica: Società consortile (prima: Associazione non"
        " riconosciuta), ha comune della sede: Lecce (prima: Taranto), ha sito: https://dajs.it e non ha più"
        f" PEC (prima: dajs@pec.it), {PER_DGR}",
    ),
    (
        T.VARIAZIONE,
        {"proviene_da": ["RP-1-0002", "RP-1-0003"], "voci": {"RP-1-0002": "Moda"}},
        {},
        f"Dal 3 marzo 2025 il distretto riceve RP-1-0002 «Moda» e RP-1-0003, {PER_DGR}",
    ),
    (
        T.ADERENTI,
        {"aderenti": {"totale": 1234, "versione": 3, "sha256": "ab"}},
        {},
        "Dal 3 marzo 2025 il distretto ha 1.234 aderenti (elenco approvato n. 3), sulla base "
        + PER_DGR.removeprefix("per effetto "),
    ),
    (
        T.CONFERMA,
        {"scade_il": "2028-03-08"},
        {},
        f"Dal 3 marzo 2025 il riconoscimento è confermato fino all’8 marzo 2028, {PER_DGR}",
    ),
    (
        T.SOSPENSIONE,
        {"sospesa_al": "2025-09-30"},
        {"censita": True},
        f"Dal 3 marzo 2025 l’iscrizione è sospesa fino al 30 settembre 2025 (art. 21-quater L. 241/1990), {PER_DGR}",
    ),
    (
        T.RIPRESA,
        {},
        {},
        f"Dal 3 marzo 2025 cessa la sospensione e il riconoscimento riprende i suoi effetti, {PER_DGR}",
    ),
    (
        T.SCADENZA,
        {},
        {},
        "Dal 3 marzo 2025 il riconoscimento è scaduto senza conferma, secondo il termine "
        + PER_DGR.removeprefix("per effetto "),
    ),
    (T.REVOCA, {}, {}, f"Dal 3 marzo 2025 il riconoscimento è revocato, {PER_DGR}"),
    (T.CANCELLAZIONE, {}, {}, f"Dal 3 marzo 2025 la voce è cancellata dal registro, {PER_DGR}"),
    (
        T.TRASFERIMENTO,
        {"confluita_in": "RP-6-0003"},
        {},
        f"Dal 3 marzo 2025 il distretto passa alla sezione 6. Distretti del cibo, con la voce RP-6-0003, {PER_DGR}",
    ),
    (
        T.FUSIONE,
        {"confluita_in": "RP-1-0009", "voci": {"RP-1-0009": "Distretto della Moda"}},
        {},
        f"Dal 3 marzo 2025 il distretto confluisce in RP-1-0009 «Distretto della Moda», {PER_DGR}",
    ),
    (
        T.RETTIFICA,
        {"rettifica_di": 4, "annulla": True, "motivo": "Registrata due volte."},
        {},
        f"L’annotazione n. 4 è annullata, {PER_DGR} Motivo: Registrata due volte.",
    ),
    (
        T.RETTIFICA,
        {
            "rettifica_di": 4,
            "motivo": "Nome trascritto male",
            "dati": {"denominazione": "Dialogòi", "pec": ""},
            "togli": ["sito"],
            "atto": {"id": 3, "testo": "Verbale del 2009"},
        },
        {"rettificata": evento(T.VARIAZIONE, {"denominazione": "Dialoghi"}, in_year(2010))},
        "L’annotazione n. 4 è corretta, "
        + PER_DGR.removesuffix(".")
        + ": denominazione: «Dialogòi» (invece di «Dialoghi»); PEC: nessun dato; sito: nessuna indicazione;"
        " decorrenza: 3 marzo 2025 (invece di 2010); atto: Verbale del 2009. Motivo: Nome trascritto male.",
    ),
]


@pytest.mark.parametrize(("tipo", "dati", "contesto", "text"), SENTENCES)
def test_each_kind_has_its_sentence(
    tipo: TipoAnnotazione, dati: dict[str, Any], contesto: dict[str, Any], text: str
) -> None:
    assert say(tipo, dati, **contesto) == text


def test_no_kind_is_without_a_sentence() -> None:
    assert {row[0] for row in SENTENCES} == set(TipoAnnotazione)


@pytest.mark.parametrize(
    ("decorrenza", "head"),
    [
        (on_day(dt.date(2010, 1, 11)), "Dall’11 gennaio 2010 la voce"),
        (on_day(dt.date(2010, 1, 1)), "Dal 1º gennaio 2010 la voce"),
        (in_month(2008, 7), "Da luglio 2008 la voce"),
        (in_year(2010), "Nel 2010 la voce"),
        (not_known(al=dt.date(2012, 12, 31)), "In data non nota, entro il 31 dicembre 2012, la voce"),
    ],
)
def test_a_sentence_begins_with_what_is_known_of_the_day(decorrenza: UncertainDate, head: str) -> None:
    assert say(T.CANCELLAZIONE, {}, decorrenza).startswith(head)


def an_atto(tipo: TipoAtto, data: UncertainDate | None = None, **fields: Any) -> Atto:
    known = {"data_dal": data.dal, "data_al": data.al, "data_precisione": data.precisione.value} if data else {}
    return Atto(tipo=tipo, **known, **fields)


@pytest.mark.parametrize(
    ("atto", "text"),
    [
        (
            an_atto(TipoAtto.DETERMINAZIONE_DIRIGENZIALE, MARZO, numero="5", organo="Sezione Ricerca"),
            "Determinazione dirigenziale n. 5 del 3 marzo 2025 (Sezione Ricerca)",
        ),
        (an_atto(TipoAtto.DGR, in_month(2008, 7)), "Deliberazione della Giunta regionale di luglio 2008"),
        (an_atto(TipoAtto.DECRETO_MINISTERIALE, in_year(2005), numero="1"), "Decreto ministeriale n. 1 del 2005"),
        (
            an_atto(TipoAtto.ACCORDO, not_known(al=dt.date(2005, 12, 31)), burp_data=dt.date(2006, 1, 8)),
            "Accordo in data non nota, entro il 31 dicembre 2005 (BURP dell’8 gennaio 2006)",
        ),
        (an_atto(TipoAtto.VERBALE, burp_numero="7"), "Verbale in data non nota (BURP n. 7)"),
        (an_atto(TipoAtto.NON_NOTO), "un atto non noto"),
        (
            an_atto(TipoAtto.NON_NOTO, on_day(dt.date(2013, 1, 15)), oggetto="Atto costitutivo della società."),
            "un atto non noto (Atto costitutivo della società; 15 gennaio 2013)",
        ),
    ],
)
def test_an_act_is_named_with_what_is_known_of_it(atto: Atto, text: str) -> None:
    assert name_atto(atto) == text


def test_an_act_not_known_and_an_agreement_after_their_preposition() -> None:
    assert "per effetto di un atto non noto." in say(T.REVOCA, {}, atto=an_atto(TipoAtto.NON_NOTO))
    assert "per effetto dell’Accordo" in say(T.REVOCA, {}, atto=an_atto(TipoAtto.ACCORDO, MARZO))
