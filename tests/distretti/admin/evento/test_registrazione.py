"""Recording an act in three steps: the kind of event, its fields, the sentence; any kind, once, and nothing lost."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from core.uncertain_dates import Precisione, on_day
from distretti.actions.iscrizione import record_annotazione, suspend
from distretti.enums import TipoAnnotazione, TipoAtto
from distretti.models import Annotazione, Atto, Comune, Iscrizione
from identita.models import User
from tests.distretti.admin.evento.modulo import ATTO, DECORRENZA, VOCE, T, last, record
from tests.distretti.admin.pages import look
from tests.factories import make_atto

pytestmark = pytest.mark.slow


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
    assert f"Registrata l’annotazione n. {made.seq} nella voce RP-1-0001." in page.text
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
    found = shown.soup.select(".desk-table tbody tr")
    rows = [[cell.get_text(strip=True) for cell in row.select("th, td")] for row in found]
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
