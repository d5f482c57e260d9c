"""Recording an act in three steps: the kind of event, its fields, the sentence; any kind, once, and nothing lost."""

import datetime as dt
from typing import Any
from unittest.mock import patch

import pytest
from django.db import OperationalError
from django.test import Client

from core.uncertain_dates import Precisione, on_day
from distretti.actions.evento import record_evento
from distretti.actions.iscrizione import record_annotazione, suspend
from distretti.admin.evento import views
from distretti.admin.evento.scelta import GRUPPI
from distretti.enums import TipoAnnotazione, TipoAtto
from distretti.models import Annotazione, Atto, Comune, Iscrizione
from identita.models import User
from tests.distretti.admin.conftest import Signed
from tests.distretti.admin.pages import Screen, look
from tests.factories import make_atto, make_iscrizione

pytestmark = pytest.mark.slow

T = TipoAnnotazione
VOCE = "/admin/registro/RP-1-0001/"
ATTO = {"atto_scelta": "nuovo", "atto_tipo": "dgr", "atto_numero": "412", "atto_data_giorno": "20/10/2026"}
DECORRENZA = {"decorrenza_precisione": "giorno", "decorrenza_giorno": "1/11/2026"}


@pytest.fixture
def nautica(funzionario: User) -> Iscrizione:
    return make_iscrizione("Distretto della Nautica", by=funzionario, pec="nautica@pec.example.it")


@pytest.fixture
def moda(funzionario: User, nautica: Iscrizione) -> Iscrizione:
    return make_iscrizione("Distretto della Moda", by=funzionario)


def record(client: Client, path: str, **values: Any) -> tuple[Screen, Screen]:
    """Fill in the form at `path` and go through; return the sentence's screen and the page one is led to."""
    shown = look(client, path).send("anteprima", **{**ATTO, **DECORRENZA, **values})
    assert shown.quotes, shown.text
    return shown, shown.send("registra")


def last() -> Annotazione:
    found = Annotazione.objects.order_by("-seq").first()
    assert found is not None
    return found


# Kind of event on an active entry → what is written besides the act and the day, and how the sentence begins.
EVENTS: dict[TipoAnnotazione, tuple[dict[str, Any], str]] = {
    T.VARIAZIONE: ({"denominazione": "Nautica di Puglia"}, "il distretto assume la denominazione «Nautica di Puglia»"),
    T.CONFERMA: ({"scade_il": "31/10/2029"}, "il riconoscimento è confermato fino al 31 ottobre 2029"),
    T.RICONOSCIMENTO_DEFINITIVO: ({}, "il distretto è riconosciuto in via definitiva"),
    T.ISCRIZIONE: ({"scade_il": "31/10/2029"}, "il distretto è iscritto nel registro, sezione 1."),
    T.SOSPENSIONE: ({"sospesa_al": "31/12/2026"}, "il riconoscimento è sospeso fino al 31 dicembre 2026"),
    T.TRASFERIMENTO: ({"sezione": "2"}, "il distretto passa alla sezione 2."),
    T.FUSIONE: ({"destino": "esistente", "confluita_in": "RP-1-0002"}, "il distretto confluisce in RP-1-0002"),
    T.SCADENZA: ({"atto_scelta": "nuovo"}, "il riconoscimento è scaduto senza conferma"),
    T.REVOCA: ({}, "il riconoscimento è revocato"),
    T.CANCELLAZIONE: ({}, "la voce è cancellata dal registro"),
}


@pytest.mark.parametrize("tipo", EVENTS)
def test_every_kind_is_read_before_it_stands(
    officer: Client, nautica: Iscrizione, moda: Iscrizione, tipo: TipoAnnotazione
) -> None:
    values, words = EVENTS[tipo]
    before = Annotazione.objects.count()
    shown = look(officer, f"{VOCE}annota/{tipo.value}/").send("anteprima", **{**ATTO, **DECORRENZA, **values})
    assert Annotazione.objects.count() == before
    assert any(q.startswith(f"Dal 1º novembre 2026 {words}") for q in shown.quotes), shown.text
    page = shown.send("registra")
    made = nautica.annotazioni.get(tipo=tipo, seq__gt=before)
    assert made.testo == shown.quotes[0]
    assert f"Registrata l'annotazione n. {made.seq} nella voce RP-1-0001." in page.text
    assert made.registrata_da is not None
    assert made.registrata_da.username == "funzionario.ricerca"


def test_a_suspension_is_ended_by_its_term_without_an_act_of_its_own(
    officer: Client, nautica: Iscrizione, funzionario: User
) -> None:
    act = make_atto(dt.date(2026, 1, 10), "7")
    day = on_day(dt.date(2026, 2, 1))
    suspend(iscrizione=nautica, by=funzionario, atto=act, decorrenza=day, sospesa_al=dt.date(2026, 6, 30))
    form = look(officer, f"{VOCE}annota/ripresa/")
    assert form.values["atto_scelta"] == ["nessuno"]
    form.send("anteprima", decorrenza_giorno="01/07/2026").send("registra")
    assert last().atto == act


@pytest.mark.parametrize("tipo", ["primo_riconoscimento", "riconoscimento_definitivo", "iscrizione"])
def test_a_new_entry_starts_from_its_section(officer: Client, tipo: str) -> None:
    assert f"/admin/registro/nuova/2/{tipo}/" in str(look(officer, "/admin/registro/nuova/").soup)
    bari = Comune.objects.get(denominazione="Bari").pk
    shown, page = record(
        officer,
        f"/admin/registro/nuova/2/{tipo}/",
        denominazione="Distretto della Logistica",
        comune=bari,
        codice_fiscale="00488410010",
    )
    assert "RP-2-0001 " in shown.text
    assert "voce nuova" in shown.text
    made = Iscrizione.objects.get()
    assert (made.codice, made.comune_id, made.codice_fiscale) == ("RP-2-0001", bari, "00488410010")
    assert page.url == "/admin/registro/RP-2-0001/"


def test_two_entries_flow_into_a_new_one(officer: Client, nautica: Iscrizione, moda: Iscrizione) -> None:
    shown, _page = record(
        officer,
        f"{VOCE}annota/fusione/",
        destino="nuova",
        sezione="1",
        insieme_a=["RP-1-0002"],
        denominazione="Distretto del Mare e della Moda",
    )
    assert len(shown.quotes) == 3
    made = Iscrizione.objects.get(codice="RP-1-0003")
    assert made.proviene_da == ["RP-1-0001", "RP-1-0002"]


def test_what_changes_is_shown_before_and_after(officer: Client, nautica: Iscrizione) -> None:
    form = look(officer, f"{VOCE}annota/variazione/")
    shown = form.send("anteprima", **ATTO, **DECORRENZA, pec="", indirizzo="Lungomare 1")
    rows = [[cell.get_text(strip=True) for cell in row.select("th, td")] for row in shown.soup.select("tbody tr")]
    assert rows == [["Indirizzo della sede", "—", "Lungomare 1"], ["PEC", "nautica@pec.example.it", "—"]]


def test_only_what_the_person_changes_is_recorded(officer: Client, nautica: Iscrizione, funzionario: User) -> None:
    form = look(officer, f"{VOCE}annota/variazione/")
    record_annotazione(
        iscrizione=nautica,
        tipo=T.VARIAZIONE,
        decorrenza=on_day(dt.date(2026, 10, 1)),
        atto=make_atto(),
        dati={"pec": "nuova@pec.example.it"},
        by=funzionario,
    )
    form.send("anteprima", **ATTO, **DECORRENZA, indirizzo="Lungomare 1").send("registra")
    assert last().dati == {"indirizzo": "Lungomare 1"}


def test_an_act_already_recorded_is_chosen(officer: Client, nautica: Iscrizione) -> None:
    act = Atto.objects.get()
    record(officer, f"{VOCE}annota/revoca/", atto_scelta="registrato", atto_registrato=str(act.pk))
    assert last().atto == act
    assert Atto.objects.count() == 1


def test_all_that_is_said_of_a_new_act_is_kept(officer: Client, nautica: Iscrizione) -> None:
    record(
        officer,
        f"{VOCE}annota/revoca/",
        atto_organo="Giunta",
        atto_oggetto="Revoca",
        atto_burp_numero="80",
        atto_burp_data="22/10/2026",
        atto_burp_link="https://burp.example.it/80",
        atto_fonte="Albo",
        atto_seguito_di=str(Atto.objects.get().pk),
    )
    act = last().atto
    assert (act.tipo, act.numero, act.data_al, act.organo) == (TipoAtto.DGR, "412", dt.date(2026, 10, 20), "Giunta")
    assert (act.burp_numero, act.burp_data, act.burp_link) == (
        "80",
        dt.date(2026, 10, 22),
        "https://burp.example.it/80",
    )
    assert (act.fonte, act.oggetto, act.seguito_di) == ("Albo", "Revoca", Atto.objects.order_by("pk").first())


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ({"decorrenza_precisione": "mese", "decorrenza_mese": "10", "decorrenza_anno": "2026"}, "2026-10-31 mese"),
        ({"decorrenza_precisione": "anno", "decorrenza_anno_solo": "2025"}, "2025-12-31 anno"),
        (
            {
                "decorrenza_precisione": "non_nota",
                "decorrenza_non_prima": "01/06/2025",
                "decorrenza_non_dopo": "30-6-2026",
            },
            "2026-06-30 non_nota",
        ),
        ({"decorrenza_precisione": "giorno", "decorrenza_giorno": "2026-10-21"}, "2026-10-21 giorno"),
    ],
)
def test_the_day_is_written_as_well_as_it_is_known(
    officer: Client, nautica: Iscrizione, written: dict[str, str], expected: str
) -> None:
    act = {"atto_numero": "1", "atto_data_precisione": "anno", "atto_data_anno_solo": "2025"}
    record(officer, f"{VOCE}annota/variazione/", indirizzo="Via 1", **{**written, **act})
    assert f"{last().decorrenza_al} {last().precisione}" == expected
    assert last().atto.data_precisione == Precisione.ANNO


# What is written wrong → the field beside which it is said, and the words.
WRONG: dict[str, tuple[dict[str, Any], str, str]] = {
    "no day": ({"decorrenza_giorno": ""}, "decorrenza", "Indica la data"),
    "no such day": ({"decorrenza_giorno": "31/02/2026"}, "decorrenza", "Scrivi un giorno che esiste"),
    "a month without year": (
        {"decorrenza_precisione": "mese", "decorrenza_mese": "3"},
        "decorrenza",
        "Servono il mese e l'anno.",
    ),
    "a year of two figures": (
        {"decorrenza_precisione": "anno", "decorrenza_anno_solo": "26"},
        "decorrenza",
        "L'anno si scrive con quattro cifre.",
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
    "before the act": ({"decorrenza_giorno": "1/10/2026"}, "decorrenza", "precede l'atto che la dispone"),
    "far away": ({"decorrenza_giorno": "1/11/2062"}, "decorrenza", "più di un anno dopo"),
    "an act without number": ({"atto_numero": ""}, "atto_numero", "scrivi il numero, oppure segna"),
    "an act of the future": ({"atto_data_giorno": "1/1/2062"}, "atto_data", "data futura"),
    "no act chosen": ({"atto_scelta": "registrato"}, "atto_registrato", "Indica l'atto che lo dispone."),
    "an act that is not there": (
        {"atto_scelta": "registrato", "atto_registrato": "999"},
        "atto_registrato",
        "Questo valore non è nell'elenco",
    ),
    "a BURP before its act": ({"atto_burp_data": "1/1/2026"}, "atto_burp_data", "precede l'atto che pubblica"),
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
        ({"partita_iva": "00488410011"}, "partita_iva", "L'ultima cifra non torna"),
        ({"pec": "nautica"}, "pec", "La PEC non è scritta come un indirizzo"),
        ({"sito": "nautica.it"}, "sito", "deve cominciare con https://"),
        ({"denominazione": ""}, "denominazione", "Una voce non può restare senza denominazione."),
        ({"denominazione": "x" * 301}, "denominazione", "Al massimo 300 caratteri."),
        ({"comune": "999999"}, "comune", "Questo valore non è nell'elenco"),
        ({"sezione_secondaria": "1"}, "sezione_secondaria", "scegline un'altra o nessuna"),
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


def test_one_goes_back_and_forth_without_losing_a_word(officer: Client, nautica: Iscrizione) -> None:
    sent = {**ATTO, **DECORRENZA, "indirizzo": "Via «Lecce» & Bari, 1", "territorio": "Costa\r\ne porti"}
    shown = look(officer, f"{VOCE}annota/variazione/").send("anteprima", **sent)
    back = shown.send("correggi")
    assert back.values["indirizzo"] == ["Via «Lecce» & Bari, 1"]
    assert back.values["atto_numero"] == ["412"]
    assert not back.soup.select(".error-message")
    again = back.send("anteprima")
    assert again.quotes == shown.quotes
    again.send("registra")
    assert last().dati["territorio"] == "Costa e porti"


def test_a_double_click_records_once(officer: Client, nautica: Iscrizione) -> None:
    shown, first = record(officer, f"{VOCE}annota/revoca/")
    second = shown.send("registra")
    assert nautica.annotazioni.count() == 2
    assert second.url == first.url == VOCE
    assert "Registrata l'annotazione n. 2" in second.text


def test_a_double_click_served_at_the_same_time_records_once(
    officer: Client, nautica: Iscrizione, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second click finds the way free, and only on recording learns of the first."""
    shown, _page = record(officer, f"{VOCE}annota/variazione/", indirizzo="Via 1")
    found = views.find_submission
    answers = iter([None])
    monkeypatch.setattr(views, "find_submission", lambda chiave: next(answers, found(chiave)))
    page = shown.send("registra")
    assert nautica.annotazioni.count() == 2
    assert page.url == VOCE


def test_a_register_that_moved_meanwhile_is_read_again(officer: Client, nautica: Iscrizione, funzionario: User) -> None:
    shown = look(officer, f"{VOCE}annota/variazione/").send("anteprima", **ATTO, **DECORRENZA, denominazione="Nuovo")
    record_annotazione(
        iscrizione=nautica,
        tipo=T.VARIAZIONE,
        decorrenza=on_day(dt.date(2026, 10, 1)),
        atto=make_atto(),
        dati={"denominazione": "Nome di mezzo"},
        by=funzionario,
    )
    again = shown.send("registra")
    assert "Nel frattempo il registro è cambiato" in again.text
    assert "prima: «Nome di mezzo»" in again.quotes[0]
    again.send("registra")
    assert last().dati == {"denominazione": "Nuovo"}


def test_a_register_that_no_longer_admits_it_says_why(officer: Client, nautica: Iscrizione, funzionario: User) -> None:
    shown = look(officer, f"{VOCE}annota/conferma/").send("anteprima", **ATTO, **DECORRENZA, scade_il="31/10/2029")
    record_evento(
        tipo=T.REVOCA,
        by=funzionario,
        atto=make_atto(),
        decorrenza=on_day(dt.date(2026, 10, 1)),
        dati={},
        iscrizione=nautica,
    )
    back = shown.send("registra")
    assert "La voce è nello stato «Revocata»: ammette solo rettifiche." in back.text
    assert back.values["scade_il"] == ["31/10/2029"]


def test_a_busy_register_is_said_and_nothing_is_lost(officer: Client, nautica: Iscrizione) -> None:
    form = look(officer, f"{VOCE}annota/revoca/")
    with patch.object(views, "preview_evento", side_effect=OperationalError("database is locked")):
        back = form.send("anteprima", **ATTO, **DECORRENZA)
    assert "Il registro è occupato da un'altra registrazione" in back.text
    assert back.values["atto_numero"] == ["412"]


def test_every_kind_is_offered_once() -> None:
    offered = [tipo for _titolo, tipi in GRUPPI for tipo in tipi]
    assert sorted(offered) == sorted(TipoAnnotazione)


def test_what_is_not_possible_is_shown_with_its_reason(officer: Client, nautica: Iscrizione, funzionario: User) -> None:
    page = look(officer, f"{VOCE}annota/")
    links = {str(a["href"]).rstrip("/").rsplit("/", 1)[-1] for a in page.soup.select(".desk-choice a")}
    assert {"variazione", "conferma", "sospensione", "revoca", "fusione"} <= links
    assert not {"ripresa", "aderenti", "primo_riconoscimento"} & links
    assert "Si può quando la voce è «Sospesa»; ora è «Attiva»." in page.text
    assert "Serve solo ad aprire una voce nuova." in page.text
    record_evento(
        tipo=T.REVOCA,
        by=funzionario,
        atto=make_atto(),
        decorrenza=on_day(dt.date(2026, 10, 1)),
        dati={},
        iscrizione=nautica,
    )
    after = look(officer, f"{VOCE}annota/")
    assert [a.get_text() for a in after.soup.select(".desk-choice a")] == ["Rettifica"]
    assert after.text.count("La voce è nello stato «Revocata»: ammette solo rettifiche.") == 12


def test_what_was_possible_in_the_past_may_still_be_recorded_there(
    officer: Client, nautica: Iscrizione, funzionario: User
) -> None:
    act, day = make_atto(dt.date(2026, 10, 1), "7"), on_day(dt.date(2026, 10, 2))
    suspend(iscrizione=nautica, by=funzionario, atto=act, decorrenza=day, sospesa_al=dt.date(2062, 1, 1))
    page = look(officer, f"{VOCE}annota/")
    assert "Ora la voce è «Sospesa»: solo con una decorrenza in cui era «Attiva»." in page.text
    record(
        officer,
        f"{VOCE}annota/riconoscimento_definitivo/",
        atto_data_giorno="01/05/2026",
        decorrenza_giorno="02/05/2026",
    )
    nautica.refresh_from_db()
    assert nautica.stato == "sospesa"


def test_an_event_of_the_past_that_changes_nothing_today_says_so(
    officer: Client, nautica: Iscrizione, funzionario: User
) -> None:
    record_annotazione(
        iscrizione=nautica,
        tipo=T.VARIAZIONE,
        decorrenza=on_day(dt.date(2026, 11, 1)),
        atto=make_atto(),
        dati={"indirizzo": "Via 2"},
        by=funzionario,
    )
    form = look(officer, f"{VOCE}annota/variazione/")
    shown = form.send("anteprima", **ATTO, decorrenza_giorno="25/10/2026", indirizzo="Via 1")
    assert "I dati di oggi restano come sono" in shown.text


def test_an_event_of_the_future_says_from_when(officer: Client, nautica: Iscrizione) -> None:
    form = look(officer, f"{VOCE}annota/variazione/")
    day = dt.date.today() + dt.timedelta(days=30)
    shown = form.send("anteprima", **ATTO, decorrenza_giorno=day.strftime("%d/%m/%Y"), indirizzo="Via 1")
    assert "Che cosa risulterà il" in shown.text


@pytest.mark.parametrize(
    "path",
    [
        f"{VOCE}annota/aderenti/",
        f"{VOCE}annota/rettifica/",
        f"{VOCE}annota/boh/",
        "/admin/registro/RP-1-9999/annota/revoca/",
        "/admin/registro/nuova/1/revoca/",
        "/admin/registro/nuova/9/iscrizione/",
        f"{VOCE}rettifica/99/",
    ],
)
def test_what_does_not_exist_is_not_found(officer: Client, nautica: Iscrizione, path: str) -> None:
    assert officer.get(path).status_code == 404
    assert officer.post(path, {"passo": "registra"}).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/admin/registro/RP-6-0001/annota/",
        "/admin/registro/RP-6-0001/annota/revoca/",
        "/admin/registro/RP-6-0001/rettifica/2/",
        "/admin/registro/nuova/6/iscrizione/",
    ],
)
def test_the_other_structure_records_nothing(officer: Client, nautica: Iscrizione, altro: User, path: str) -> None:
    make_iscrizione("Distretto del Cibo", by=altro, sezione=6)
    assert officer.get(path).status_code == 404
    data = {**ATTO, **DECORRENZA, "chiave": "abc", "passo": "registra", "motivo": "x", "come": "annulla"}
    assert officer.post(path, data).status_code in {404, 405}
    assert Annotazione.objects.count() == 2


def test_an_entry_of_the_other_structure_does_not_flow_by_a_forged_form(
    officer: Client, nautica: Iscrizione, moda: Iscrizione, altro: User
) -> None:
    make_iscrizione("Distretto del Cibo", by=altro, sezione=6)
    back = look(officer, f"{VOCE}annota/fusione/").send(
        "anteprima", **ATTO, **DECORRENZA, confluita_in="RP-1-0002", insieme_a=["RP-6-0001"]
    )
    assert "non è" in back.error_of("insieme_a")
    assert Annotazione.objects.count() == 3


def test_the_key_of_another_person_records_nothing_of_theirs(
    officer: Client, signed: Signed, nautica: Iscrizione
) -> None:
    shown, _page = record(officer, f"{VOCE}annota/variazione/", indirizzo="Via 1")
    forged = look(signed("dirigente.ricerca"), f"{VOCE}annota/variazione/")
    chiave = shown.values["chiave"]
    back = forged.send("anteprima", **ATTO, **DECORRENZA, indirizzo="Via 2", chiave=chiave).send("registra")
    assert "Questo modulo è già stato inviato con altri dati" in back.text
    assert nautica.annotazioni.count() == 2


def test_a_key_that_no_form_has_records_nothing(officer: Client, nautica: Iscrizione) -> None:
    data = {**ATTO, **DECORRENZA, "chiave": "a\0b", "indirizzo": "Via 1", "passo": "registra"}
    back = Screen(officer, officer.post(f"{VOCE}annota/variazione/", data))
    assert "Qualcosa va corretto prima di andare avanti" in back.text
    assert nautica.annotazioni.count() == 1


@pytest.mark.parametrize(
    "path", [VOCE, "/admin/registro/", f"{VOCE}annota/", f"{VOCE}annota/variazione/", f"{VOCE}rettifica/1/"]
)
def test_no_script_or_style_stands_in_the_page(officer: Client, nautica: Iscrizione, path: str) -> None:
    page = look(officer, path)
    inline = [s for s in page.soup.select("script:not([src])") if s.get("type") != "application/json"]
    assert inline == []
    main = page.soup.select_one("main")
    assert main is not None
    assert not main.select("[style], [onclick], [onchange], [onsubmit]")
