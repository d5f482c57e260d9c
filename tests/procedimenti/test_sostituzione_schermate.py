"""The potere sostitutivo on the screens: the case past its term, who holds it, the yearly list as a file."""

import csv
import datetime as dt
import io

import pytest
from django.test import Client

from identita.models import User
from procedimenti.enums import Passo, TipoProcedimento
from procedimenti.models import TitolarePotereSostitutivo
from tests.factories import make_funzionario, make_iscrizione
from tests.procedimenti.conftest import OGGI, assigned, draft, step

P = Passo
BASE = "/admin/procedimenti/"
LATE = OGGI - dt.timedelta(days=120)
DAY = {"giorno_precisione": "giorno", "giorno_giorno": "02/11/2026"}
pytestmark = [pytest.mark.usefixtures("oggi"), pytest.mark.slow]


def desk(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_a_case_past_its_term_names_him_and_takes_the_request(funzionario: User, dirigente: User) -> None:
    in_time = assigned(funzionario)
    page = desk(funzionario).get(f"{BASE}{in_time.numero}/").content.decode()
    assert "potere sostitutivo" not in page
    assert "intervento sostitutivo" not in page
    istanza = assigned(funzionario, LATE)
    case = f"{BASE}{istanza.numero}/"
    page = desk(funzionario).get(case).content.decode()
    assert "Dirigente generale del dipartimento" in page
    assert "Nessuno lo ha ancora chiesto." in page
    asks = f"{case}passo/richiesta_sostituzione/"
    assert 'value="Legno di Puglia scarl"' in desk(funzionario).get(asks).content.decode()
    said = {"versione": istanza.versione, **DAY, "richiesta_da": "Legno di Puglia scarl", "protocollo_numero": "77"}
    assert desk(funzionario).post(asks, said).status_code == 302
    takes = f"{case}passo/sostituzione/"
    assert "Dirigente generale" in desk(dirigente).get(takes).content.decode()
    said = {"versione": istanza.versione + 1, **DAY, "titolare": "Ada Neri"}
    assert desk(dirigente).post(takes, said).status_code == 302
    page = desk(funzionario).get(case).content.decode()
    assert "Chiesto da Legno di Puglia scarl: 2 novembre 2026." in page
    assert "Esercitato da Ada Neri: 2 novembre 2026." in page
    assert "Deve concludere entro il 17 dicembre 2026." in page


def test_a_step_of_the_substitute_in_time_goes_back_to_the_case(funzionario: User) -> None:
    istanza = assigned(funzionario)
    answer = desk(funzionario).get(f"{BASE}{istanza.numero}/passo/richiesta_sostituzione/", follow=True)
    assert "ora non si può fare" in answer.content.decode()


def test_the_dirigente_writes_who_holds_it(dirigente: User, funzionario: User) -> None:
    path = f"{BASE}potere-sostitutivo/"
    assert "Lo scrive il dirigente della struttura." in desk(funzionario).get(path).content.decode()
    client = desk(dirigente)
    said = {"competenza": "ricerca", "incarico": "Direttore generale", "nome": "Ada Neri", "valido_dal": "02/11/2026"}
    assert "Scrivi l’atto che lo attribuisce." in client.post(path, said).content.decode()
    page = client.post(path, said | {"fonte": "DGR 1/2026"}, follow=True).content.decode()
    assert "Direttore generale, Ada Neri" in page
    assert "DGR 1/2026" in page
    stolen = client.post(path, said | {"fonte": "DGR 2/2026", "competenza": "agricoltura"})
    assert stolen.status_code == 200
    assert not TitolarePotereSostitutivo.objects.filter(fonte="DGR 2/2026").exists()
    assert "Direttore generale, Ada Neri." in client.get(f"{BASE}carichi-e-tempi/").content.decode()
    other = desk(make_funzionario("agricoltura")).get(path).content.decode()
    assert "Ada Neri" not in other


def rows(client: Client, query: str = "") -> list[dict[str, str]]:
    answer = client.get(f"{BASE}carichi-e-tempi/oltre-il-termine.csv{query}")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert "no-store" in answer["Cache-Control"]
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))


def test_the_yearly_list_is_by_kind_and_a_file_that_runs_nothing(
    funzionario: User, collega: User, dirigente: User
) -> None:
    assert rows(desk(funzionario)) == []
    voce = make_iscrizione("Distretto della Nautica", by=funzionario)
    ended = assigned(funzionario, LATE, richiedente="=cmd()")
    step(ended, P.INAMMISSIBILITA, collega)
    asked = assigned(funzionario, LATE, tipo=TipoProcedimento.VARIAZIONE, iscrizione=voce, richiedente="Nautica")
    step(asked, P.RICHIESTA_SOSTITUZIONE, funzionario, richiesta_da="Nautica")
    step(asked, P.SOSTITUZIONE, dirigente, titolare="Ada Neri")
    waiting = draft(funzionario, richiedente="Nessuno l’ha presa")
    step(waiting, P.PRESENTAZIONE, funzionario, LATE)
    found = rows(desk(funzionario))
    assert [(r["procedimento"], r["riguarda"], r["giorni_di_ritardo"]) for r in found] == [
        ("Riconoscimento e iscrizione", "'=cmd()", "30"),
        ("Riconoscimento e iscrizione", "Nessuno l’ha presa", "30"),
        ("Variazione", "Nautica", "30"),
    ]
    assert found[0]["concluso_il"] == "2026-11-02"
    assert (found[1]["responsabile"], found[0]["responsabile"]) == ("", "funzionario.ricerca")
    assert (found[2]["intervento_chiesto_il"], found[2]["potere_esercitato_il"]) == ("2026-11-02", "2026-11-02")
    assert rows(desk(funzionario), "?anno=2025") == []
    page = desk(funzionario).get(f"{BASE}carichi-e-tempi/").content.decode()
    assert "Sezione Ricerca e Relazioni Internazionali: riconoscimento e iscrizione (2)" in page
    assert "entro il 30 gennaio" in page
    assert rows(desk(make_funzionario("agricoltura"))) == []
