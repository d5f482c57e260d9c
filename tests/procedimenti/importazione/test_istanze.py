"""The istanze of the platform in use come in with their number and their day, open or concluded, and once."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from core.models import Messaggio
from core.uncertain_dates import on_day
from distretti.models import Annotazione
from procedimenti.actions.passi import Richiesta, take_passo
from procedimenti.actions.protocollo import NumeroDato
from procedimenti.enums import Passo
from procedimenti.models import Istanza, Protocollo
from tests.factories import make_funzionario
from tests.procedimenti.conftest import draft
from tests.procedimenti.importazione.libri import DGR, NAUTICA, run, xlsx

ISTANZA: dict[str, Any] = {
    "Registro di protocollo": "regionale",
    "Anno": 2025,
    "Numero": 1234,
    "Ricevuta il": "10/03/2025",
    "Procedimento": "Riconoscimento e iscrizione",
    "Sezione": "1",
    "Chi la presenta": "Nautica di Puglia scarl",
    "PEC di chi la presenta": "nautica@pec.example.it",
    "Denominazione": "Distretto della vela",
}
FINALE = DGR | {"Riferimento": "D2", "Numero": "640", "Data": "05/06/2025"}
CONCLUSA = ISTANZA | {"Voce": "NAUTICA", "Esito": "Accolta", "Conclusa il": "10/06/2025", "Atto": "D2"}


@pytest.fixture(autouse=True)
def _today(registro: None) -> Iterator[None]:
    with time_machine.travel(dt.datetime(2026, 12, 1, 9, tzinfo=dt.UTC), tick=False):
        yield


def book(path: Path, *istanze: dict[str, Any]) -> Path:
    return xlsx(path, Atti=[DGR, FINALE], Iscrizioni=[NAUTICA], Istanze=istanze)


def test_an_open_istanza_waits_for_an_officer_with_its_own_number_and_day(tmp_path: Path) -> None:
    libro = xlsx(tmp_path / "x.xlsx", Istanze=[ISTANZA])
    code, out, err = run(libro)
    assert code == 0, err
    assert "nuovo: I-2026-00001 Nautica di Puglia scarl, protocollo regionale 1234/2025" in out
    istanza = Istanza.objects.get()
    assert (istanza.stato, istanza.ricevuta_al, istanza.giorni) == ("presentata", dt.date(2025, 3, 10), 90)
    assert istanza.scade_il == dt.date(2025, 6, 9)  # the ninetieth day is a Sunday
    assert [(p.registro, p.anno, p.numero) for p in Protocollo.objects.all()] == [("regionale", 2025, "1234")]
    assert not Messaggio.objects.exists()
    officer = make_funzionario()
    richiesta = Richiesta(versione=istanza.versione, giorno=on_day(dt.date(2025, 3, 12)))
    take_passo(istanza=istanza, passo=Passo.PRESA_IN_CARICO, by=officer, richiesta=richiesta)
    code, out, err = run(libro)
    assert code == 0, err
    assert "non c’è nulla da fare" in out


def test_a_concluded_istanza_says_how_it_ended_and_invents_no_step_in_between(tmp_path: Path) -> None:
    code, _out, err = run(book(tmp_path / "x.xlsx", CONCLUSA))
    assert code == 0, err
    istanza = Istanza.objects.get()
    assert (istanza.stato, istanza.concluso_il, istanza.iscrizione and istanza.iscrizione.codice) == (
        "accolta",
        dt.date(2025, 6, 10),
        "RP-1-0001",
    )
    received, ended = istanza.passi.order_by("seq")
    assert [received.passo, ended.passo, ended.atto and ended.atto.numero] == ["presentazione", "accoglimento", "640"]
    assert "i passi in mezzo non sono stati importati" in ended.motivo
    assert Protocollo.objects.count() == 1
    assert Annotazione.objects.count() == 1  # the register is told by the sheet of the entries, not twice
    assert not Messaggio.objects.exists()
    assert "non c’è nulla da fare" in run(book(tmp_path / "x.xlsx", CONCLUSA))[1]


def test_an_istanza_that_ended_meanwhile_is_concluded_by_the_next_file(tmp_path: Path) -> None:
    assert run(book(tmp_path / "x.xlsx", ISTANZA))[0] == 0
    refused = ISTANZA | {"Esito": "Rigettata", "Conclusa il": "10/06/2025", "Motivi": "Mancano le imprese."}
    code, out, err = run(book(tmp_path / "y.xlsx", refused))
    assert code == 0, err
    assert "Istanze: 1 cambiato." in out
    assert Istanza.objects.get().passi.get(passo="rigetto").motivo == "Mancano le imprese."
    code, _out, err = run(book(tmp_path / "z.xlsx", CONCLUSA))
    assert code == 1
    assert "(Esito): Il caso I-2026-00001 qui è già «Rigettata»: si conclude a mano." in err


def test_a_case_that_an_office_wrote_here_is_not_concluded_by_a_file(tmp_path: Path) -> None:
    """A file would otherwise refuse or grant it with no decision of another person, no notice and no letter."""
    officer = make_funzionario()
    case = draft(officer, richiedente="Nautica di Puglia scarl", dati={"denominazione": "Distretto della vela"})
    number = NumeroDato("regionale", "1234", 2026)
    richiesta = Richiesta(versione=case.versione, giorno=on_day(dt.date(2026, 11, 30)), protocollo=number)
    take_passo(istanza=case, passo=Passo.PRESENTAZIONE, by=officer, richiesta=richiesta)
    known = {k: v for k, v in ISTANZA.items() if "PEC" not in k} | {"Anno": 2026, "Ricevuta il": "30/11/2026"}
    assert "non c’è nulla da fare" in run(xlsx(tmp_path / "x.xlsx", Istanze=[known]))[1]
    for esito in ("Rigettata", "Inammissibile"):
        code, _out, err = run(
            xlsx(tmp_path / "y.xlsx", Istanze=[known | {"Esito": esito, "Conclusa il": "01/12/2026"}])
        )
        assert code == 1
        assert f"(Esito): Il caso {case.numero} non viene da un’importazione: si conclude a mano." in err
    case.refresh_from_db()
    assert case.stato == "presentata"


def test_a_request_about_an_entry_takes_its_section_from_it(tmp_path: Path) -> None:
    row = {k: v for k, v in ISTANZA.items() if k not in ("Sezione", "Denominazione")}
    code, _out, err = run(book(tmp_path / "x.xlsx", row | {"Procedimento": "Conferma", "Voce": "NAUTICA"}))
    assert code == 0, err
    istanza = Istanza.objects.get()
    assert (istanza.sezione_id, istanza.iscrizione and istanza.iscrizione.codice, istanza.tipo) == (
        1,
        "RP-1-0001",
        "conferma",
    )


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ({"Anno": "25"}, "(Anno): L’anno si scrive con quattro cifre, come 2025."),
        ({"Numero": None}, "(Numero): Manca."),
        ({"Ricevuta il": "01/01/2030"}, "(Ricevuta il): Il giorno non può essere nel futuro."),
        ({"Procedimento": "Permesso"}, "(Procedimento): «Permesso» non è fra i procedimenti"),
        ({"Procedimento": "Conferma"}, "(Voce): Indica la voce del registro a cui si riferisce."),
        ({"Procedimento": "Censimento"}, "(Sezione): «Censimento» non riguarda le voci della sezione 1"),
        ({"Voce": "NAUTICA"}, "(Voce): Questo procedimento apre una voce nuova: non indicarne una."),
        ({"Voce": "NAUTICA", "Sezione": "2"}, "(Sezione): La voce RP-1-0001 è della sezione 1."),
        ({"Voce": "BOH"}, "(Voce): La voce «BOH» non c’è nel foglio Iscrizioni né nel registro."),
        ({"Sezione": None}, "(Sezione): Manca: indica la sezione, o la voce."),
        ({"Chi la presenta": None}, "(Chi la presenta): Scrivi chi presenta l’istanza."),
        ({"Denominazione": None}, "(Denominazione): Scrivi la denominazione da iscrivere."),
        ({"PEC di chi la presenta": "x"}, "(PEC di chi la presenta): Scrivi un indirizzo di posta completo"),
        ({"Esito": "Boh"}, "(Esito): «Boh» non è un esito"),
        ({"Esito": "Rigettata"}, "(Conclusa il): Manca: è conclusa, indica quando."),
        ({"Esito": "Rigettata", "Conclusa il": "2024"}, "(Conclusa il): Il passo precede quello di prima"),
        ({"Esito": "Accolta", "Conclusa il": "2026"}, "(Voce): È stata accolta: indica la voce del registro."),
        (
            {"Procedimento": "Revoca", "Voce": "NAUTICA", "Denominazione": None, "Esito": "Rigettata"},
            "(Esito): «Revoca» non può finire così.",
        ),
        ({"Atto": "Z"}, "(Atto): «Z» non è fra i riferimenti del foglio Atti."),
        (CONCLUSA | {"Atto": "D1"}, "(Atto): L’atto precede l’istanza: controlla la sua data."),
        (
            {"Registro di protocollo": " INTERNO "},
            "(Registro di protocollo): Il registro «interno» è di qu",
        ),
    ],
)
def test_a_wrong_istanza(tmp_path: Path, row: dict[str, Any], fault: str) -> None:
    code, _out, err = run(book(tmp_path / "x.xlsx", ISTANZA | row))
    assert code == 1
    assert "Foglio Istanze, riga 2, colonna" in err
    assert fault in err
    assert err.count("Foglio Istanze") == 1, err
    assert not Istanza.objects.exists()


def test_the_same_protocol_twice(tmp_path: Path) -> None:
    code, _out, err = run(book(tmp_path / "x.xlsx", ISTANZA, ISTANZA | {"Chi la presenta": "Altri"}))
    assert code == 1
    assert "Foglio Istanze, riga 3, colonna C (Numero): Stesso protocollo della riga 2." in err


def test_what_was_submitted_does_not_change(tmp_path: Path) -> None:
    assert run(book(tmp_path / "x.xlsx", ISTANZA))[0] == 0
    changed = ISTANZA | {"Chi la presenta": "Altri", "Ricevuta il": "11/03/2025", "Comune": "Taranto"}
    code, _out, err = run(book(tmp_path / "y.xlsx", changed))
    assert code == 1
    for heading, here in (
        ("Chi la presenta", "Nautica di Puglia scarl"),
        ("Ricevuta il", "10 marzo 2025"),
        ("Comune", "niente"),
    ):
        assert f"({heading}): Il caso I-2026-00001 qui dice «{here}»: un’istanza presentata non si cambia." in err
    assert run(book(tmp_path / "z.xlsx", ISTANZA | {"Ricevuta il": "non nota"}))[0] == 0


def test_a_number_that_another_step_has(tmp_path: Path) -> None:
    assert run(book(tmp_path / "x.xlsx", ISTANZA))[0] == 0
    istanza, officer = Istanza.objects.get(), make_funzionario()
    richiesta = Richiesta(versione=istanza.versione, giorno=on_day(dt.date(2025, 3, 12)))
    take_passo(istanza=istanza, passo=Passo.PRESA_IN_CARICO, by=officer, richiesta=richiesta)
    given = Protocollo.objects.get(registro="interno")
    row = ISTANZA | {"Registro di protocollo": "interno", "Anno": given.anno, "Numero": given.numero}
    code, _out, err = run(book(tmp_path / "y.xlsx", row))
    assert code == 1
    assert "(Numero): Questo numero è già di un altro passo del caso I-2026-00001." in err


def test_a_fault_of_what_it_quotes_is_told_once(tmp_path: Path) -> None:
    wrong = xlsx(tmp_path / "x.xlsx", Atti=[DGR, FINALE | {"Numero": None}], Iscrizioni=[NAUTICA], Istanze=[CONCLUSA])
    code, _out, err = run(wrong)
    assert code == 1
    assert err.count("Foglio") == 1, err


def test_the_officer_reads_what_came_in_as_any_other_case(tmp_path: Path, client: Client) -> None:
    assert run(book(tmp_path / "x.xlsx", ISTANZA, CONCLUSA | {"Numero": "980"}))[0] == 0
    client.force_login(make_funzionario())
    for istanza in Istanza.objects.all():
        address = reverse("istanze:caso", args=[istanza.numero])
        assert istanza.richiedente in client.get(address).content.decode()
        page = client.get(address, {"scheda": "cronologia"}).content.decode()
        assert f"regionale {istanza.passi.get(seq=1).protocollo.numero}/2025" in page
    assert "i passi in mezzo non sono stati importati" in page
    work = client.get(reverse("istanze:elenco")).content.decode()
    assert Istanza.objects.get(stato="presentata").numero in work


def test_a_file_moves_no_case_to_another_entry(tmp_path: Path) -> None:
    """Neither an entry for another, nor one of another section, whose structure could not even see the case."""
    vino = NAUTICA | {"Voce": "VINO", "Sezione": "6", "Denominazione": "Distretto del vino"}
    vela = NAUTICA | {"Voce": "VELA", "Denominazione": "Distretto della vela"}
    conferma = {k: v for k, v in ISTANZA.items() if k not in ("Sezione", "Denominazione")}
    conferma |= {"Procedimento": "Conferma", "Voce": "NAUTICA", "Numero": "77"}
    fogli: dict[str, Any] = {"Atti": [DGR, FINALE], "Iscrizioni": [NAUTICA, vino, vela]}
    assert run(xlsx(tmp_path / "x.xlsx", **fogli, Istanze=[ISTANZA, conferma]))[0] == 0
    ended = {"Esito": "Accolta", "Conclusa il": "10/06/2025", "Atto": "D2"}
    moved = [
        ({k: v for k, v in ISTANZA.items() if k != "Sezione"} | ended | {"Voce": "VINO"},
         "(Voce): Il caso è della sezione 1, la voce RP-6-0001 della sezione 6."),
        (conferma | {"Voce": "VELA"}, "(Voce): Il caso I-2026-00002 qui dice «RP-1-0001»"),
        (conferma | ended | {"Voce": "VELA"}, "(Voce): Il caso I-2026-00002 qui dice «RP-1-0001»"),
    ]  # fmt: skip
    for row, fault in moved:
        code, _out, err = run(xlsx(tmp_path / "y.xlsx", **fogli, Istanze=[row]))
        assert code == 1
        assert fault in err
    assert run(xlsx(tmp_path / "z.xlsx", **fogli, Istanze=[conferma | ended]))[0] == 0
