"""The office hands in what it has: the register takes it whole, says every difference, and takes it once."""

import datetime as dt
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from wagtail.models import ModelLogEntry

from distretti.models import Aderente, Annotazione, Atto, ElencoAderenti, Iscrizione
from distretti.selectors import head_of_chain
from identita.models import User
from tests.procedimenti.importazione.libri import (
    CANTIERI,
    DGR,
    NAUTICA,
    NOMI,
    csv,
    nothing_written,
    real_fogli,
    run,
    xlsx,
)


@pytest.fixture(autouse=True)
def _today(registro: None) -> Iterator[None]:
    with time_machine.travel(dt.datetime(2026, 12, 1, 9, tzinfo=dt.UTC), tick=False):
        yield


def small(path: Path, **more: Any) -> Path:
    """One act, one entry, one member; `more` changes the entry's row."""
    return xlsx(path, Atti=[DGR], Iscrizioni=[NAUTICA | more], Aderenti=[CANTIERI])


@pytest.mark.slow
def test_thirty_five_entries_with_their_acts_and_members_come_in_once(tmp_path: Path) -> None:
    fogli = real_fogli()
    assert [len(righe) for righe in fogli.values()] == [60, 81, 4_500]
    libro = xlsx(
        tmp_path / "esistente.xlsx", Atti=fogli["Atti"], Iscrizioni=fogli["Iscrizioni"], Aderenti=fogli["Aderenti"]
    )

    code, out, err = run(libro, dry_run=True)
    assert code == 0, err
    assert "Atti: 60 nuovi." in out
    assert "Iscrizioni: 81 nuovi." in out
    assert "Aderenti: 35 nuovi." in out
    assert "Foglio Iscrizioni, riga 2, nuovo: RP-1-0001 Distretto Produttivo Aerospaziale Pugliese (DAP)" in out
    assert "700 aderenti" in out
    assert "È una prova: non ho scritto nulla." in out
    assert nothing_written()

    code, out, err = run(libro)
    assert code == 0, err
    assert out.endswith("Importazione fatta.\n")
    assert (Iscrizione.objects.count(), Aderente.objects.count(), Annotazione.objects.count()) == (35, 4_500, 116)
    assert Atto.objects.filter(numero_non_noto=True).exists()
    proof = io.StringIO()
    call_command("verify_registro", stdout=proof, stderr=proof)
    assert "Catena verificata: 116 annotazioni" in proof.getvalue()

    head = head_of_chain()
    code, out, err = run(libro)
    assert code == 0, err
    assert "Atti: 60 già presenti." in out
    assert "Iscrizioni: 81 già presenti." in out
    assert "Aderenti: 35 già presenti." in out
    assert "Il registro ha già tutto: non c’è nulla da fare." in out
    assert head_of_chain() == head
    assert (Atto.objects.count(), ModelLogEntry.objects.filter(action="procedimenti.import_registro").count()) == (
        60 + 35,  # an act not known for each list, whose rows named none
        1,
    )


def test_names_with_quotes_and_accents_come_in_as_they_are(tmp_path: Path) -> None:
    nomi = [*NOMI, "@Work s.r.l.", "-Zero"]
    members = [CANTIERI | {"Denominazione": nome, "Codice fiscale": None, "Tipo di soggetto": "Altro"} for nome in nomi]
    nome = 'Distretto dell’«Agroalimentare» di qualità – Città d\'"Oro"'
    libro = xlsx(tmp_path / "x.xlsx", Atti=[DGR], Iscrizioni=[NAUTICA | {"Denominazione": nome}], Aderenti=members)
    assert run(libro)[0] == 0
    assert Iscrizione.objects.get().denominazione == nome
    assert [a.denominazione for a in Aderente.objects.all()] == nomi


def test_a_folder_of_csv_says_the_same_as_the_workbook(tmp_path: Path) -> None:
    assert run(small(tmp_path / "x.xlsx"))[0] == 0
    folder = tmp_path / "csv"
    folder.mkdir()
    csv(folder / "Atti.csv", [DGR])
    csv(folder / "Iscrizioni.csv", [NAUTICA])
    csv(folder / "Aderenti.csv", [CANTIERI]).rename(folder / "ADERENTI.CSV")
    code, out, _err = run(folder)
    assert code == 0
    assert "non c’è nulla da fare" in out


def test_sheets_may_come_one_at_a_time(tmp_path: Path) -> None:
    assert run(xlsx(tmp_path / "a.xlsx", Atti=[DGR], Iscrizioni=[NAUTICA]))[0] == 0
    code, out, _err = run(
        xlsx(tmp_path / "b.xlsx", Aderenti=[CANTIERI, CANTIERI | {"Voce": "RP-1-0001", "Elenco al": "30/06/2015"}])
    )
    assert code == 0, out
    assert [
        (e.al.year, e.totale, e.annotazione and e.annotazione.decorrenza_al)
        for e in ElencoAderenti.objects.order_by("versione")
    ] == [
        (2014, 1, dt.date(2014, 6, 30)),
        (2015, 1, dt.date(2015, 6, 30)),
    ]
    assert Atto.objects.filter(tipo="non_noto").count() == 2


def test_what_changed_in_the_file_is_a_rettifica_and_the_old_file_does_not_bring_it_back(tmp_path: Path) -> None:
    old, new = (
        small(tmp_path / "old.xlsx"),
        small(tmp_path / "new.xlsx", Denominazione="Distretto della Nautica da diporto", Comune="Taranto"),
    )
    assert run(old)[0] == 0
    code, out, _err = run(new, dry_run=True)
    assert code == 0
    assert "Iscrizioni: 1 cambiato." in out
    assert "Foglio Iscrizioni, riga 2, cambiato: RP-1-0001" in out
    assert run(new)[0] == 0
    entry = Iscrizione.objects.get()
    assert (entry.denominazione, entry.comune_id) == ("Distretto della Nautica da diporto", "073027")
    assert list(entry.annotazioni.values_list("tipo", flat=True)) == ["primo_riconoscimento", "aderenti", "rettifica"]
    for libro in (old, new):
        assert "non c’è nulla da fare" in run(libro)[1]


def test_a_fact_taken_away_a_day_and_an_act_corrected(tmp_path: Path) -> None:
    other = DGR | {"Riferimento": "D2", "Numero": "2410", "Data": "11/12/2008"}
    assert run(small(tmp_path / "old.xlsx", Comune="Taranto"))[0] == 0
    row = NAUTICA | {"Decorrenza": "11/12/2008", "Atto": "D2"}
    assert run(xlsx(tmp_path / "new.xlsx", Atti=[DGR, other], Iscrizioni=[row]))[0] == 0
    entry = Iscrizione.objects.get()
    assert entry.comune is None
    (event, _list) = entry.stato_at(dt.date(2026, 12, 1)).eventi
    assert (event.decorrenza.al, Atto.objects.get(pk=event.atto_id).numero) == (dt.date(2008, 12, 11), "2410")


def test_the_whole_life_of_an_entry(tmp_path: Path) -> None:
    def event(kind: str, day: str, **more: str) -> dict[str, Any]:
        return {"Voce": "NAUTICA", "Evento": kind, "Decorrenza": day, "Atto": "D1", **more}

    life = [
        event("Revoca", "01/02/2020"),
        event("Scadenza", "") | {"Atto": None},
        NAUTICA | {"Scade il": "31/12/2015"},
        event("Riconoscimento definitivo", "2010", **{"Scade il": "31/12/2018"}),
        event("Variazione", "tra il 01/01/2011 e il 31/12/2012", Denominazione="Distretto nautico"),
        event("Sospensione", "01/03/2013", **{"Sospesa fino al": "30/06/2013"}),
        event("Ripresa", "01/07/2013") | {"Atto": None},
    ]
    libro = xlsx(tmp_path / "x.xlsx", Atti=[DGR], Iscrizioni=[life[0], *life[2:]])
    code, _out, err = run(libro)
    assert code == 0, err
    entry = Iscrizione.objects.get()
    assert (entry.stato, entry.denominazione) == ("revocata", "Distretto nautico")
    assert "non c’è nulla da fare" in run(libro)[1]


def test_a_term_that_passed_needs_neither_act_nor_day(tmp_path: Path) -> None:
    rows = [
        {"Voce": "NAUTICA", "Evento": "Scadenza"},
        NAUTICA | {"Scade il": "31/12/2015"},
        {"Voce": "NAUTICA", "Evento": "Conferma", "Decorrenza": "01/02/2016", "Atto": "D1", "Scade il": "31/12/2030"},
    ]
    assert run(xlsx(tmp_path / "x.xlsx", Atti=[DGR], Iscrizioni=rows[:2]))[0] == 0
    assert Iscrizione.objects.get().stato == "scaduta"
    code, out, err = run(xlsx(tmp_path / "y.xlsx", Atti=[DGR], Iscrizioni=rows))
    assert code == 0, err
    assert "Iscrizioni: 1 nuovo, 2 già presenti." in out
    assert Iscrizione.objects.get().stato == "attiva"


def test_what_the_system_writes_is_told_as_its_own_and_nobody_may_enter_in_its_name(tmp_path: Path) -> None:
    assert run(small(tmp_path / "x.xlsx"))[0] == 0
    system = User.objects.get()
    assert set(Annotazione.objects.values_list("registrata_da", flat=True)) == {system.pk}
    assert (system.is_active, system.has_usable_password(), system.ruoli) == (False, False, "")
    (line,) = ModelLogEntry.objects.filter(action="procedimenti.import_registro")
    assert (line.user, line.data["righe"]) == (
        system,
        {"Atti": {"nuovo": 1}, "Iscrizioni": {"nuovo": 1}, "Aderenti": {"nuovo": 1}},
    )
    assert list(line.data["file"]) == ["x.xlsx"]


def test_a_list_of_after_tells_who_enters_and_who_leaves(tmp_path: Path) -> None:
    assert run(small(tmp_path / "x.xlsx"))[0] == 0
    later = CANTIERI | {"Elenco al": "30/06/2016", "Comune": "Taranto"}
    entering = later | {"Denominazione": "Vele di Puglia", "Codice fiscale": None, "Tipo di soggetto": "Altro"}
    code, out, _err = run(xlsx(tmp_path / "y.xlsx", Aderenti=[later, entering]))
    assert code == 0
    assert "2 aderenti: 1 entra, 0 escono, 1 cambia" in out


def test_an_older_list_than_the_one_in_force_is_refused(tmp_path: Path) -> None:
    assert run(small(tmp_path / "x.xlsx"))[0] == 0
    code, _out, err = run(xlsx(tmp_path / "y.xlsx", Aderenti=[CANTIERI | {"Elenco al": "30/06/2012"}]))
    assert code == 1
    assert "Foglio Aderenti, riga 2, colonna B (Elenco al): L’elenco in vigore è del 30 giugno 2014" in err
