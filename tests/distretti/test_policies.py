"""Each rule of the register says no with its sentence, beside its field; and lets pass what is right."""

import datetime as dt
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from core.uncertain_dates import UncertainDate, in_month, in_year, not_known, on_day
from distretti.enums import StatoIscrizione, TipoAnnotazione, TipoAtto
from distretti.exceptions import RegistroError
from distretti.policies import annotazione, atto, confluenza, dati, rettifica
from distretti.stato import Evento

T, S = TipoAnnotazione, StatoIscrizione
OGGI = dt.date(2026, 6, 30)
Call = Callable[[], Any]


def refusal(call: Call) -> tuple[str, dict[str, str]]:
    with pytest.raises(RegistroError) as refused:
        call()
    return refused.value.messaggio, refused.value.campi


def event(seq: int, tipo: TipoAnnotazione, day: dt.date | UncertainDate, **facts: Any) -> Evento:
    decorrenza = on_day(day) if isinstance(day, dt.date) else day
    return Evento(seq, tipo.value, facts, dt.datetime(2026, 1, seq, tzinfo=dt.UTC), decorrenza, seq)


def written(**changes: Any) -> Any:
    """An act as the form writes it, good unless changed."""
    act = {
        "tipo": TipoAtto.DGR,
        "numero": "100",
        "numero_non_noto": False,
        "data": on_day(dt.date(2026, 1, 10)),
        "burp_data": None,
        "burp_link": "",
        "burp_numero": "",
        "organo": "",
        "oggetto": "",
        "fonte": "",
    }
    return SimpleNamespace(**act | changes)


OPENED = event(1, T.ISCRIZIONE, dt.date(2025, 1, 1), denominazione="Nautica")


def decorrenza(day: UncertainDate, *, of: UncertainDate | None = None, tipo: TipoAnnotazione = T.VARIAZIONE) -> Call:
    return lambda: annotazione.check_decorrenza(decorrenza=day, atto=of, tipo=tipo, today=OGGI)


def storia(nuovo: Evento, *before: Evento) -> Call:
    return lambda: annotazione.check_storia(before, nuovo=nuovo, today=OGGI)


def fact(name: str, value: Any, **more: Any) -> Call:
    return lambda: dati.canonical_dati({name: value, **more}, tipo=T.VARIAZIONE, opening=False)


REFUSED: dict[str, tuple[Call, str, str]] = {
    # A file of the whole register cannot hold a control character, and the ledger keeps what it was given for ever.
    "a name with a control character": (fact("denominazione", "Nautica\x01"), "denominazione", "non si vedono"),
    "a name that shows in another order": (fact("denominazione", "\u202eacituaN"), "denominazione", "non si vedono"),
    "a name that is no character": (fact("denominazione", "Nautica\uffff"), "denominazione", "non si vedono"),
    "an act whose number has a control character": (
        lambda: atto.check_atto(written(numero="1\x02"), today=OGGI),
        "atto_numero",
        "non si vedono",
    ),
    # name: (what is tried, the field where it is said, words of the sentence)
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
        "Renderebbe impossibile l'annotazione n. 2",
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
        "precede l'atto che la dispone",
    ),
    "a decorrenza of another century": (decorrenza(on_day(dt.date(2062, 1, 1))), "decorrenza", "controlla l'anno"),
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
    "both entry and section": (lambda: annotazione.check_one_of(iscrizione=1, sezione=1), "sezione", "La voce c'è già"),
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
        "Indica l'atto",
    ),
    "a form without decorrenza": (
        lambda: annotazione.check_request(tipo=T.VARIAZIONE, iscrizione=1, sezione=None, decorrenza=None, atto=1),
        "decorrenza",
        "Indica da quando",
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
        "precede l'atto che pubblica",
    ),
    "a link that is none": (
        lambda: atto.check_atto(written(burp_link="burp.regione"), today=OGGI),
        "burp_link",
        "https://",
    ),
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
        "Scegli un valore dall'elenco",
    ),
    "a variazione of nothing": (
        lambda: dati.only_changes({"denominazione": "A"}, prima={"denominazione": "A"}),
        "__all__",
        "Nessun dato cambia",
    ),
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


@pytest.mark.parametrize("name", REFUSED)
def test_the_register_says_no_and_why(name: str) -> None:
    call, field, words = REFUSED[name]
    messaggio, campi = refusal(call)
    assert words in (campi[field] if field else messaggio)


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
    "a good act": lambda: atto.check_atto(
        written(burp_data=dt.date(2026, 1, 20), burp_link="https://burp.example.it/1"), today=OGGI
    ),
    "an act of unknown day": lambda: atto.check_atto(written(data=None, burp_data=OGGI), today=OGGI),
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
    "two different sections": lambda: dati.check_sezione({"sezione_secondaria": 6, "tipologia_cibo": "a"}, sezione=1),
    "known codes": lambda: dati.check_voci({"comune": "073027"}, sconosciute={}),
    "correcting what stands": lambda: rettifica.check_target(tipo=T.VARIAZIONE, in_force=True),
    "a reason": lambda: rettifica.check_motivo("La data era sbagliata"),
    "a change": lambda: rettifica.check_corrects(changed=True),
    "taking away what is not needed": lambda: rettifica.check_togli(("sito",), tipo=T.VARIAZIONE, opening=False),
    "annulling with no partner": lambda: rettifica.check_partner(codice=None),
}


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


def test_a_correction_takes_away_and_changes() -> None:
    assert rettifica.merged({"a": 1, "b": 2}, changes={"c": 3}, togli=("a",)) == {"b": 2, "c": 3}


def test_the_kinds_for_a_form_follow_the_state() -> None:
    assert T.ISCRIZIONE in annotazione.tipi_on(None)
    assert T.VARIAZIONE not in annotazione.tipi_on(None)
    assert T.VARIAZIONE in annotazione.tipi_on(S.ATTIVA)
    assert annotazione.tipi_on(S.CANCELLATA) == [t for t in annotazione.tipi_on(S.CANCELLATA) if t == T.RETTIFICA]
