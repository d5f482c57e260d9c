"""The screens of the rules that are data: who reads them, how a version is shown before it is written."""

import datetime as dt

import pytest
import time_machine
from bs4 import BeautifulSoup

from identita.models import User
from procedimenti.models import Dichiarazione, RegolaNucleo, Ricorso
from tests.factories import make_funzionario
from tests.identita.test_hostile import bodies
from tests.procedimenti.test_obblighi import fields_with
from tests.procedimenti.test_schermate import BASE, desk

REGOLE = f"{BASE}regole/"
COPIE, TAR = f"{REGOLE}ricerca/dichiarazioni/copie/", "Tribunale amministrativo regionale per la Puglia"
pytestmark = [pytest.mark.usefixtures("oggi"), pytest.mark.slow]


def texts(user: User, path: str = REGOLE) -> str:
    return BeautifulSoup(desk(user).get(path).content, "html.parser").select_one("main").get_text(" ", strip=True)  # type: ignore[union-attr]


def test_who_treats_istanze_reads_them_with_source_and_days(funzionario: User) -> None:
    page = texts(funzionario)
    assert "Conformità delle copie" in page
    assert "Vale dal 3 marzo 2025 · da confermare" in page
    assert f"{TAR} Entro 60 giorni dalla notifica. Vale dal 16 settembre 2010" in page
    assert "Numero legale: presenti più di tanti componenti con voto 50 per cento." in page
    assert "Le scrive il dirigente della struttura." in page
    assert "Scrivi un’altra versione" not in page


def test_the_dirigente_sees_the_text_as_it_will_appear_then_writes_it(dirigente: User, funzionario: User) -> None:
    client = desk(dirigente)
    said = {"titolo": "Copie", "testo": "che le copie sono vere", "articolo": "art. 19 DPR 445/2000",
            "tipi": ["riconoscimento"], "sezioni": ["1"], "obbligatoria": "on", "fonte": "DGR 9/2026",
            "valida_dal": "01/12/2026"}  # fmt: skip
    seen = client.post(COPIE, said | {"anteprima": "1"}).content.decode()
    assert "che le copie sono vere – art. 19 DPR 445/2000, obbligatoria" in seen
    assert Dichiarazione.objects.filter(codice="copie").count() == 1
    done = client.post(COPIE, said, follow=True).content.decode()
    assert "Registrato: Copie." in done
    new = Dichiarazione.objects.filter(codice="copie").last()
    assert new is not None
    assert (new.registrato_da, new.tipi, new.sezioni) == (dirigente, ["riconoscimento"], [1])
    assert "Poi: che le copie sono vere" in texts(dirigente)
    assert "fino" not in new.testo
    with time_machine.travel(dt.datetime(2026, 12, 2, 9, tzinfo=dt.UTC)):
        assert "che le copie sono vere" in desk(funzionario).get(f"{BASE}nuovo/riconoscimento/").content.decode()
        assert "Versioni di prima (1)" in texts(dirigente)


def test_an_authority_is_shown_among_the_others_of_the_letter(dirigente: User) -> None:
    client, first = desk(dirigente), Ricorso.objects.get(giorni=60)
    said = {"giorni": "45", "fonte": "art. 120 d.lgs. 104/2010", "valida_dal": "01/12/2026"}
    seen = client.post(f"{REGOLE}ricerca/ricorsi/{first.pk}/", said | {"anteprima": "1"}).content.decode()
    assert f"{TAR}, entro 45 giorni dalla notifica (art. 120 d.lgs. 104/2010)" in seen
    assert "con ricorso straordinario, entro 120 giorni" in seen
    assert client.post(f"{REGOLE}ricerca/ricorsi/{first.pk}/", said).status_code == 302
    new = {**said, "autorita": "Difensore civico", "anteprima": "1"}
    assert "Difensore civico, entro 45 giorni" in client.post(f"{REGOLE}ricerca/ricorsi/", new).content.decode()
    del new["anteprima"]
    assert client.post(f"{REGOLE}ricerca/ricorsi/", new).status_code == 302


def test_two_who_read_the_same_version_do_not_write_over_each_other(dirigente: User) -> None:
    client, path = desk(dirigente), f"{REGOLE}ricerca/nucleo/quorum_percento/"
    page = BeautifulSoup(client.get(path).content, "html.parser")
    read = page.select_one("input[name=letta]")["value"]  # type: ignore[index]
    said = {"valore": "60", "fonte": "DGR 9/2026", "valida_dal": "03/11/2026", "letta": read}
    assert f'name="letta" value="{read}"' in client.post(path, said | {"anteprima": "1"}).content.decode()
    assert client.post(path, said).status_code == 302
    late = client.post(path, said | {"valore": "70"})
    assert "Nel frattempo è stata scritta un’altra versione" in late.content.decode()
    assert set(
        RegolaNucleo.objects.filter(nome="quorum_percento", competenza="ricerca").values_list("valore", flat=True)
    ) == {50, 60}


def test_what_is_asked_no_more_is_told_and_cannot_end_twice(dirigente: User) -> None:
    client, end = desk(dirigente), f"{COPIE}fine/"
    assert "Registra che non si chiede più" in client.get(end).content.decode()
    assert client.post(end, {"fonte": "DGR 9/2026", "valida_dal": "03/11/2026"}).status_code == 302
    assert "Non si chiede più." in texts(dirigente)
    assert client.get(end).status_code == 404
    appeal = f"{REGOLE}ricerca/ricorsi/{Ricorso.objects.get(giorni=120).pk}/fine/"
    assert client.post(appeal, {"fonte": "DGR 9/2026", "valida_dal": "03/11/2026"}).status_code == 302
    last = f"{REGOLE}ricerca/ricorsi/{Ricorso.objects.get(giorni=60).pk}/fine/"
    refused = client.post(last, {"fonte": "DGR 9/2026", "valida_dal": "03/11/2026"}).content.decode()
    assert "Almeno un’autorità deve restare" in refused


def test_a_number_of_the_nucleo_is_written_from_a_day(dirigente: User) -> None:
    client, path = desk(dirigente), f"{REGOLE}ricerca/nucleo/voto_presidente/"
    said = {"valore": "0", "fonte": "DGR 192/2025, art. 4", "valida_dal": "03/11/2026"}
    assert (
        "A parità prevale il voto di chi presiede: no" in client.post(path, said | {"anteprima": "1"}).content.decode()
    )
    assert client.post(path, said).status_code == 302
    assert RegolaNucleo.objects.filter(nome="voto_presidente", competenza="ricerca").count() == 2
    quorum = f"{REGOLE}ricerca/nucleo/quorum_percento/"
    wrong = client.post(quorum, {**said, "valore": "100"}).content.decode()
    assert "Scrivi un numero da 0 a 99" in wrong


@pytest.mark.parametrize(
    ("where", "marked"),
    [
        ("dichiarazioni/", {"titolo", "testo", "articolo", "tipi", "sezioni", "fonte", "valida_dal"}),
        ("dichiarazioni/copie/fine/", {"fonte", "valida_dal"}),
        ("ricorsi/", {"autorita", "giorni", "fonte", "valida_dal"}),
        ("nucleo/link_giorni/", {"valore", "fonte", "valida_dal"}),
    ],
)
def test_sent_empty_a_form_refuses_just_what_is_marked(where: str, marked: set[str], dirigente: User) -> None:
    page = BeautifulSoup(desk(dirigente).get(f"{REGOLE}ricerca/{where}").content, "html.parser")
    assert set(fields_with(page, ".w-required-mark")) == marked
    empty = BeautifulSoup(desk(dirigente).post(f"{REGOLE}ricerca/{where}").content, "html.parser")
    assert set(fields_with(empty, ".w-field__errors")) == marked


@pytest.mark.parametrize(
    "where",
    ["agricoltura/ricorsi/", "boh/ricorsi/", "ricerca/boh/", "ricerca/nucleo/", "ricerca/ricorsi/boh/",
     "ricerca/nucleo/link_giorni/fine/", "ricerca/dichiarazioni/boh/fine/"],
)  # fmt: skip
def test_what_is_not_there_or_of_the_other_structure_is_nowhere(where: str, dirigente: User) -> None:
    assert desk(dirigente).get(f"{REGOLE}{where}").status_code == 404


def test_an_officer_writes_none(funzionario: User) -> None:
    assert desk(funzionario).get(COPIE).status_code == 302
    assert "Sezione Ricerca" not in texts(make_funzionario("agricoltura"))


@pytest.mark.parametrize(
    "where",
    ["dichiarazioni/", "dichiarazioni/copie/", "ricorsi/", "nucleo/quorum_percento/", "dichiarazioni/copie/fine/"],
)
def test_whatever_is_written_nobody_gets_an_error_of_the_server(where: str, dirigente: User) -> None:
    client = desk(dirigente)
    for what, said in bodies(client.get(f"{REGOLE}ricerca/{where}").content.decode()):
        assert client.post(f"{REGOLE}ricerca/{where}", said).status_code < 500, what
