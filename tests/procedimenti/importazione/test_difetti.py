"""Whatever is wrong with a file is said in a sentence, with sheet, row and column, and nothing of it is written."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import time_machine

from core.uncertain_dates import on_day
from distretti.actions.elenco import approve_elenco, upload_elenco
from distretti.actions.iscrizione import record_variazione
from distretti.models import Annotazione, Atto, Iscrizione
from identita.models import User
from tests.distretti.elenchi import CANTIERI as RIGA
from tests.distretti.elenchi import xlsx as elenco_xlsx
from tests.factories import make_atto, make_funzionario, make_iscrizione, make_user
from tests.procedimenti.importazione.libri import CANTIERI, DGR, NAUTICA, column, nothing_written, run, xlsx

VENTI = 20


@pytest.fixture(autouse=True)
def _today(registro: None) -> Iterator[None]:
    with time_machine.travel(dt.datetime(2026, 12, 1, 9, tzinfo=dt.UTC), tick=False):
        yield


def places(err: str) -> list[tuple[str, int, str]]:
    """Where the faults are: sheet, row, letter of the column."""
    found = re.findall(r"^Foglio (\w+), riga (\d+), colonna ([A-Z]+) ", err, flags=re.MULTILINE)
    return [(foglio, int(riga), colonna) for foglio, riga, colonna in found]


def act(name: str, **more: Any) -> dict[str, Any]:
    return DGR | {"Riferimento": name, "Numero": name[1:], **more}


def entry(name: str, **more: Any) -> dict[str, Any]:
    return NAUTICA | {"Voce": name, "Denominazione": f"Distretto {name}", **more}


def plant_twenty() -> tuple[dict[str, list[Mapping[str, Any]]], list[tuple[str, int, str]]]:
    """The sheets of a workbook with twenty errors, and where each of them is."""
    planted: list[tuple[str, int, str]] = []

    def plant(foglio: str, righe: list[Mapping[str, Any]], riga: Mapping[str, Any], intestazione: str) -> None:
        righe.append(riga)
        planted.append((foglio, len(righe) + 1, column(foglio, intestazione)))

    atti: list[Mapping[str, Any]] = [DGR]
    plant("Atti", atti, act("D2", Riferimento="D1"), "Riferimento")
    plant("Atti", atti, act("D3", **{"Tipo di atto": "Ordinanza"}), "Tipo di atto")
    plant("Atti", atti, act("D4", Numero="=1+1"), "Numero")
    plant("Atti", atti, act("D5", Data="dicembre duemilaotto"), "Data")
    plant("Atti", atti, act("D6", Numero=None), "Numero")
    plant("Atti", atti, act("D7", **{"BURP data": "01/01/2001"}), "BURP data")
    plant("Atti", atti, act("D8", **{"Seguito di": "BOH"}), "Seguito di")
    plant("Atti", atti, act("D9", Numero="2409"), "Numero")
    plant("Atti", atti, act("D10"), "Oggetto")
    atti.append(act("D11"))
    voci: list[Mapping[str, Any]] = [NAUTICA | {"Codice fiscale": "00743110157"}]
    plant("Iscrizioni", voci, entry("V2", Sezione="9"), "Sezione")
    plant("Iscrizioni", voci, entry("V3", Comune="Milano"), "Comune")
    plant("Iscrizioni", voci, entry("V4", **{"Codice fiscale": "00743110158"}), "Codice fiscale")
    plant("Iscrizioni", voci, entry("V5", **{"Codice fiscale": "00743110157"}), "Codice fiscale")
    plant("Iscrizioni", voci, entry("V6", Evento="Fusione"), "Evento")
    plant("Iscrizioni", voci, entry("V7", Atto="Z9"), "Atto")
    plant("Iscrizioni", voci, entry("V8", Evento="Conferma"), "Evento")
    plant("Iscrizioni", voci, entry("V9", Decorrenza=39790), "Decorrenza")
    aderenti: list[Mapping[str, Any]] = [CANTIERI]
    plant("Aderenti", aderenti, CANTIERI | {"Voce": "BOH"}, "Voce")
    plant("Aderenti", aderenti, CANTIERI | {"Denominazione": "Altri"}, "Codice fiscale")
    plant("Aderenti", aderenti, CANTIERI | {"Tipo di soggetto": "Ditta", "Codice fiscale": None}, "Tipo di soggetto")
    assert len(planted) == VENTI
    return {"Atti": atti, "Iscrizioni": voci, "Aderenti": aderenti}, planted


def test_twenty_planted_errors_are_told_and_no_other(tmp_path: Path) -> None:
    fogli, planted = plant_twenty()
    letter = column("Atti", "Oggetto")
    libro = xlsx(tmp_path / "x.xlsx", merge={"Atti": f"{letter}11:{letter}12"}, **fogli)
    for dry_run in (True, False):
        code, out, err = run(libro, dry_run=dry_run)
        assert code == 1
        assert sorted(places(err)) == sorted(planted), err
        assert "20 errori: non ho scritto nulla. Correggili nel file e riprova." in err
        assert "fatta" not in out
    assert nothing_written()


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ({"Riferimento": None}, "A (Riferimento): Manca."),
        ({"Data": "01/01/2030"}, "E (Data): L’atto ha una data futura"),
        ({"Data": "31/12/1808"}, "E (Data): L’anno 1808 non può essere: controlla la data."),
        ({"BURP data": "2009"}, "H (BURP data): Qui serve il giorno esatto, come 31/12/2008"),
        ({"BURP data": "non nota"}, "H (BURP data): Qui serve il giorno esatto"),
        ({"BURP indirizzo": "burp"}, "I (BURP indirizzo): L’indirizzo deve cominciare con https://"),
        ({"Organo": "Giunta\u202eregionale"}, "C (Organo): Il testo contiene caratteri che non si vedono"),
        ({"Numero": True}, "D (Numero): Qui serve un testo, non VERO o FALSO."),
        ({"Numero": "1" * 41}, "D (Numero): Il testo ha 41 caratteri: al massimo 40."),
        ({"Numero": 2409.5}, "D (Numero): Qui serve un testo, non un numero con i decimali."),
        ({"Oggetto": '=HYPERLINK("http://x.example";"Apri")'}, "F (Oggetto): La cella contiene una formula"),
        ({"Oggetto": "#N/A"}, "F (Oggetto): La cella contiene un errore (#N/A)"),
        ({"Seguito di": "D1"}, "K (Seguito di): Qui va il riferimento di un altro atto del foglio"),
    ],
)
def test_a_wrong_act(tmp_path: Path, row: dict[str, Any], fault: str) -> None:
    code, _out, err = run(xlsx(tmp_path / "x.xlsx", Atti=[DGR | row]))
    assert code == 1
    assert f"Foglio Atti, riga 2, colonna {fault}" in err
    assert err.count("Foglio") == 1, err


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ({"Evento": "Festa"}, "B (Evento): «Festa» non è fra gli eventi previsti"),
        ({"Evento": "Ripresa"}, "B (Evento): Una voce del registro non può cominciare con «Ripresa»."),
        ({"Decorrenza": None}, "C (Decorrenza): Indica da quando"),
        ({"Decorrenza": "01/01/2000"}, "C (Decorrenza): La decorrenza (1º gennaio 2000) precede l’atto"),
        ({"Atto": None}, "D (Atto): Manca: se l’atto non si conosce, cita un atto di tipo «Atto non noto»."),
        ({"Sezione": None}, "E (Sezione): Manca: è il primo evento di una voce nuova."),
        ({"Denominazione": None}, "F (Denominazione): Manca il dato «denominazione»."),
        ({"Denominazione": "x" * 301}, "F (Denominazione): Il testo ha 301 caratteri: al massimo 300."),
        ({"Forma giuridica": "Bottega"}, "G (Forma giuridica): «Bottega» non è fra le forme giuridiche"),
        ({"Codice fiscale": "RSSNNA80A41A662R"}, "H (Codice fiscale): Questo è il codice fiscale di una persona"),
        ({"PEC": "nessuna"}, "M (PEC): La PEC non è scritta come un indirizzo"),
        ({"Tipologia del cibo": "z"}, "O (Tipologia del cibo): «z» non è una tipologia"),
        ({"Tipologia del cibo": "b"}, "O (Tipologia del cibo): La tipologia vale solo per i distretti del cibo"),
        ({"Scade il": "10/12/2008"}, "Q (Scade il): Il termine (10 dicembre 2008) deve venire dopo la decorrenza"),
        ({"Scade il": "2015"}, "Q (Scade il): Qui serve il giorno esatto"),
        ({"Voce": "RP-1-0099"}, "A (Voce): La voce RP-1-0099 non c’è nel registro."),
    ],
)
def test_a_wrong_entry(tmp_path: Path, row: dict[str, Any], fault: str) -> None:
    code, _out, err = run(xlsx(tmp_path / "x.xlsx", Atti=[DGR], Iscrizioni=[NAUTICA | row]))
    assert code == 1
    assert f"Foglio Iscrizioni, riga 2, colonna {fault}" in err
    assert err.count("Foglio") == 1, err


def test_what_rows_say_of_each_other(tmp_path: Path) -> None:
    again = NAUTICA | {"Voce": "ALTRA"}
    code, _out, err = run(xlsx(tmp_path / "x.xlsx", Atti=[DGR], Iscrizioni=[NAUTICA, NAUTICA, again]))
    assert code == 1
    assert "riga 3, colonna B (Evento): Stesso evento della riga 2." in err
    assert "riga 4, colonna F (Denominazione): Stessa denominazione della riga 2, che è di un’altra voce" in err


def test_acts_that_follow_each_other(tmp_path: Path) -> None:
    first, second, third = (act(f"D{n}", **{"Seguito di": s}) for n, s in ((1, "D2"), (2, "D3"), (3, None)))
    assert run(xlsx(tmp_path / "x.xlsx", Atti=[first, second, third]))[0] == 0
    assert [a.seguito_di and a.seguito_di.numero for a in Atto.objects.order_by("numero")] == ["2", "3", None]
    code, _out, err = run(xlsx(tmp_path / "y.xlsx", Atti=[first, second, third | {"Seguito di": "D1"}]))
    assert code == 1
    assert places(err) == [("Atti", 4, "K")]


def test_an_act_already_recorded_does_not_change(tmp_path: Path) -> None:
    assert run(xlsx(tmp_path / "x.xlsx", Atti=[DGR | {"Oggetto": "Riconoscimento"}]))[0] == 0
    assert run(xlsx(tmp_path / "y.xlsx", Atti=[DGR]))[0] == 0
    changed = xlsx(tmp_path / "z.xlsx", Atti=[DGR | {"Oggetto": "Altro", "BURP numero": "198"}])
    code, _out, err = run(changed)
    assert code == 1
    assert "colonna F (Oggetto): Il registro ha già quest’atto e qui dice «Riconoscimento»" in err
    assert "colonna G (BURP numero): Il registro ha già quest’atto e qui dice niente" in err
    assert Atto.objects.count() == 1


def recorded_by_hand(**dati: Any) -> Iscrizione:
    by = make_funzionario()
    return make_iscrizione(
        by=by, atto=make_atto(dt.date(2008, 12, 10), "2409"), decorrenza=on_day(dt.date(2008, 12, 10)), **dati
    )


def test_what_a_person_recorded_is_recognised_and_never_overridden(tmp_path: Path) -> None:
    entry = recorded_by_hand(codice_fiscale="00743110157", comune="073027")
    row = NAUTICA | {"Evento": "Iscrizione", "Codice fiscale": "00743110157"}
    code, out, err = run(xlsx(tmp_path / "x.xlsx", Atti=[DGR], Iscrizioni=[row]))
    assert code == 0, err
    assert "non c’è nulla da fare" in out
    for more, fault in (
        (
            {"Comune": "Bari"},
            "colonna J (Comune): Il registro ha già questo evento (annotazione n. 1) e qui dice «073027».",
        ),
        ({"Decorrenza": "11/12/2008"}, "colonna C (Decorrenza): Il registro ha già questo evento"),
        ({"Atto": "D2"}, "colonna D (Atto): Il registro ha già questo evento"),
        ({"Voce": entry.codice, "Sezione": "2"}, "colonna E (Sezione): La voce RP-1-0001 è della sezione 1"),
    ):
        libro = xlsx(tmp_path / "y.xlsx", Atti=[DGR, act("D2", Data="11/12/2008")], Iscrizioni=[row | more])
        code, _out, err = run(libro)
        assert code == 1
        assert fault in err
        assert err.count("Foglio") == 1, err
    assert Annotazione.objects.count() == 1


def test_an_event_of_its_own_day_is_new_beside_those_of_people(tmp_path: Path) -> None:
    entry = recorded_by_hand()
    record_variazione(
        iscrizione=entry,
        by=User.objects.get(username="funzionario.ricerca"),
        atto=make_atto(dt.date(2012, 1, 1), "7"),
        decorrenza=on_day(dt.date(2012, 1, 1)),
        dati={"indirizzo": "Via Roma 1"},
    )
    row = {"Voce": entry.codice, "Evento": "Variazione", "Decorrenza": "2010", "Atto": "D1", "Comune": "Bari"}
    code, out, err = run(xlsx(tmp_path / "x.xlsx", Atti=[DGR], Iscrizioni=[row]))
    assert code == 0, err
    assert "Iscrizioni: 1 nuovo." in out


def test_two_entries_that_may_be_the_one_meant(tmp_path: Path) -> None:
    by = make_funzionario()
    for codice_fiscale in ("93051590722", "00159560366"):
        make_iscrizione("Distretto della Nautica", by=by, codice_fiscale=codice_fiscale)
    code, _out, err = run(xlsx(tmp_path / "x.xlsx", Atti=[DGR], Iscrizioni=[NAUTICA]))
    assert code == 1
    assert "colonna A (Voce): Nel registro ci sono più voci così (RP-1-0001, RP-1-0002): scrivi il codice" in err
    other = NAUTICA | {"Codice fiscale": "00743110157", "Voce": "X"}
    assert run(xlsx(tmp_path / "y.xlsx", Atti=[DGR], Iscrizioni=[other]))[0] == 0


def test_wrong_members(tmp_path: Path) -> None:
    twice = [CANTIERI | {"Atto": "D1"}, CANTIERI | {"Codice fiscale": "00159560366", "Denominazione": "Altri"}]
    headless = {k: v for k, v in CANTIERI.items() if k != "Voce"}
    code, _out, err = run(xlsx(tmp_path / "x.xlsx", Atti=[DGR], Iscrizioni=[NAUTICA], Aderenti=[*twice, headless]))
    assert code == 1
    assert "riga 3, colonna C (Atto): Le righe dello stesso elenco citano un atto solo, quello della riga 2." in err
    assert "riga 4, colonna A (Voce): Manca." in err
    assert err.count("Foglio") == 2, err


def test_a_fault_of_the_entry_or_of_the_act_is_told_once(tmp_path: Path) -> None:
    wrong_act, wrong_entry = DGR | {"Numero": None}, NAUTICA | {"Sezione": "9"}
    for atto, voce in ((wrong_act, NAUTICA), (DGR, wrong_entry)):
        members = [CANTIERI | {"Atto": "D1"}]
        code, _out, err = run(xlsx(tmp_path / "x.xlsx", Atti=[atto], Iscrizioni=[voce], Aderenti=members))
        assert code == 1
        assert err.count("Foglio") == 1, err


def test_a_list_that_waits_for_an_officer_comes_first(tmp_path: Path) -> None:
    entry = recorded_by_hand()
    editor = make_user("redattore", "Redattore – ricerca")
    upload_elenco(iscrizione=entry, by=editor, contenuto=elenco_xlsx(RIGA), al=dt.date(2025, 6, 30))
    code, _out, err = run(xlsx(tmp_path / "x.xlsx", Aderenti=[CANTIERI | {"Voce": entry.codice}]))
    assert code == 1
    assert "colonna A (Voce): C’è già un elenco in attesa (versione 1): ritiralo, poi carica questo." in err


def test_a_list_that_another_person_approved_here_is_not_replaced_by_a_file(tmp_path: Path) -> None:
    entry, editor = recorded_by_hand(), make_user("redattore", "Redattore – ricerca")
    elenco = upload_elenco(iscrizione=entry, by=editor, contenuto=elenco_xlsx(RIGA), al=dt.date(2025, 6, 30))
    approver = make_funzionario(username="funzionario.ricerca2")
    approve_elenco(elenco=elenco, by=approver, sha256=elenco.sha256)
    row = CANTIERI | {"Voce": entry.codice, "Elenco al": "30/06/2026", "Comune": "Taranto"}
    code, _out, err = run(xlsx(tmp_path / "x.xlsx", Aderenti=[row]))
    assert code == 1
    assert "colonna A (Voce): L’elenco di questa voce è tenuto qui" in err


def test_too_many_members_of_one_entry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("distretti.elenco.parse.MAX_RIGHE", 1)
    rows = [CANTIERI, CANTIERI | {"Codice fiscale": "00159560366"}]
    code, _out, err = run(xlsx(tmp_path / "x.xlsx", Atti=[DGR], Iscrizioni=[NAUTICA], Aderenti=rows))
    assert code == 1
    assert "Foglio Aderenti, riga 2, colonna A (Voce): L’elenco ha più di 1 righe" in err
