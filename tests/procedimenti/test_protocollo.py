"""Protocol numbers of another system: asked after commit, once for each step, awaited when it does not answer."""

import datetime as dt
import json
import threading
from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client
from pytest_django import Settings

from core.models import MAX_TENTATIVI, Canale, Messaggio
from core.uncertain_dates import on_day
from identita.models import User
from procedimenti.actions.passi import Richiesta, take_passo
from procedimenti.actions.protocollo import NumeroDato, drain_protocollo
from procedimenti.actions.protocollo import sistema as client
from procedimenti.enums import Passo
from procedimenti.models import PassoIstanza, Protocollo
from procedimenti.selectors.caso import passi_of
from procedimenti.selectors.fascicolo import gather_caso
from procedimenti.selectors.struttura.protocollo import waiting_steps
from tests.factories import make_funzionario
from tests.procedimenti.conftest import OGGI, draft, step
from tests.servers.protocollo import SistemaProtocollo, sistema_protocollo

P = Passo
ARRIVED = OGGI - dt.timedelta(days=3)
AT = dt.datetime(2026, 11, 2, 9, tzinfo=dt.UTC)
pytestmark = pytest.mark.usefixtures("oggi")


@pytest.fixture
def sistema(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[SistemaProtocollo]:
    monkeypatch.setattr(client, "TIMEOUT_SECONDS", 5)
    with sistema_protocollo() as started:
        settings.PROTOCOLLO_URL, settings.PROTOCOLLO_TOKEN = started.url, "segreto"
        yield started


def submit(by: User) -> PassoIstanza:
    return step(draft(by), P.PRESENTAZIONE, by, ARRIVED)


def number_of(passo: PassoIstanza) -> Protocollo | None:
    return Protocollo.objects.filter(passo=passo).first()


def shown(passo: PassoIstanza) -> str:
    return next(p.attesa for p in passi_of(passo.istanza) if p.pk == passo.pk)


def again(minutes: int) -> None:
    """Let `tick` come round so much later."""
    with time_machine.travel(AT + dt.timedelta(minutes=minutes), tick=False):
        drain_protocollo()


def test_the_number_comes_after_the_step_and_is_that_of_the_system(
    sistema: SistemaProtocollo, funzionario: User
) -> None:
    passo = submit(funzionario)
    assert (number_of(passo), sistema.chieste) == (None, [])
    assert shown(passo) == "in attesa"
    assert drain_protocollo().fatti == 1
    found = number_of(passo)
    assert found is not None
    assert (str(found), found.verso, found.registrato_il) == ("AOO_158 00001/2026", "ingresso", AT)
    assert shown(passo) == ""
    ((headers, body),) = sistema.chieste
    assert headers["Authorization"] == "Bearer segreto"
    assert headers["Idempotency-Key"] == f"registro.example.it:protocollo:{passo.pk}"
    assert body == {
        "verso": "ingresso",
        "oggetto": "Presentazione: Legno di Puglia scarl (I-2026-00001)",
        "data": "2026-10-30",
        "corrispondente": "Legno di Puglia scarl",
        "pratica": "I-2026-00001",
        "impronta": passo.fotografia.sha256,
    }
    assert drain_protocollo().fatti == 0


def test_what_goes_out_is_asked_too_and_what_stays_inside_is_not(sistema: SistemaProtocollo, funzionario: User) -> None:
    taken = step(submit(funzionario).istanza, P.PRESA_IN_CARICO, funzionario)
    step(taken.istanza, P.AVVIO_ISTRUTTORIA, funzionario)
    step(taken.istanza, P.RICHIESTA_PARERE, funzionario)
    assert drain_protocollo().fatti == 3
    assert [body["verso"] for _headers, body in sistema.chieste] == ["ingresso", "uscita", "uscita"]
    assert sistema.chieste[1][1]["impronta"] == ""


def test_a_number_given_already_is_not_asked(sistema: SistemaProtocollo, funzionario: User) -> None:
    given = Richiesta(versione=0, giorno=on_day(OGGI), protocollo=NumeroDato("regionale", "77", 2026))
    passo = take_passo(istanza=draft(funzionario), passo=P.PRESENTAZIONE, by=funzionario, richiesta=given)
    assert str(number_of(passo)) == "regionale 77/2026"
    assert not Messaggio.objects.filter(canale=Canale.PROTOCOLLO).exists()


def good(**more: object) -> bytes:
    return json.dumps({"registro": "AOO_158", "numero": "1", "anno": 2026} | more).encode()


@pytest.mark.parametrize(
    ("risposta", "said"),
    [
        ((500, b""), "ha risposto 500"),
        ((302, b""), "ha risposto 302"),
        ((401, b"{}"), "ha risposto 401"),
        ((200, b"<html>"), "non è JSON"),
        ((200, b"[]"), "non è un oggetto"),
        ((200, b" " * (64 * 1024 + 1)), "non è un oggetto"),
        ((200, b"{}"), "registro, numero e anno"),
        ((200, good(numero="")), "registro, numero e anno"),
        ((200, good(numero=True)), "registro, numero e anno"),
        ((200, good(numero=" 1")), "registro, numero e anno"),
        ((200, good(numero="9" * 41)), "registro, numero e anno"),
        ((200, good(anno="2026")), "registro, numero e anno"),
        ((200, good(anno=26)), "registro, numero e anno"),
        ((200, good(registrato_il="ieri")), "non si legge"),
        ((200, good(registrato_il=5)), "non si legge"),
        ((200, good(registrato_il="2026-11-02T10:00:00")), "fuso orario"),
    ],
)
def test_an_answer_that_is_none_gives_no_number(
    risposta: tuple[int, bytes], said: str, sistema: SistemaProtocollo, funzionario: User
) -> None:
    passo = submit(funzionario)
    sistema.risposta = risposta
    assert len(drain_protocollo().falliti) == 1
    assert number_of(passo) is None
    assert said in Messaggio.objects.get(canale=Canale.PROTOCOLLO).ultimo_errore
    assert shown(passo) == "in attesa: il sistema di protocollo non ha ancora risposto"
    sistema.risposta = (200, good(numero=5))
    again(2)
    assert str(number_of(passo)) == "AOO_158 5/2026"


def test_one_that_never_answers_is_left_after_a_while(
    sistema: SistemaProtocollo, funzionario: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "TIMEOUT_SECONDS", 0.2)
    passo = submit(funzionario)
    sistema.muto = threading.Event()
    assert len(drain_protocollo().falliti) == 1
    assert "non ha risposto" in Messaggio.objects.get(canale=Canale.PROTOCOLLO).ultimo_errore
    assert number_of(passo) is None


def test_one_that_is_not_there_is_asked_again(funzionario: User, settings: Settings) -> None:
    with sistema_protocollo() as gone:
        settings.PROTOCOLLO_URL = gone.url
    passo = submit(funzionario)
    assert len(drain_protocollo().falliti) == 1
    with sistema_protocollo() as back:
        settings.PROTOCOLLO_URL = back.url
        again(2)
        assert "Authorization" not in back.chieste[0][0]
    assert str(number_of(passo)) == "AOO_158 00001/2026"


def test_an_answer_lost_on_the_way_costs_no_second_number(sistema: SistemaProtocollo, funzionario: User) -> None:
    passo = submit(funzionario)
    sistema.perde = True
    assert len(drain_protocollo().falliti) == 1
    sistema.perde = False
    again(2)
    assert (len(sistema.chieste), sistema.numeri) == (2, {f"registro.example.it:protocollo:{passo.pk}": "00001"})
    assert str(number_of(passo)) == "AOO_158 00001/2026"


def test_a_sender_that_stopped_before_its_note_writes_no_second_number(
    sistema: SistemaProtocollo, funzionario: User
) -> None:
    passo = submit(funzionario)
    drain_protocollo()
    Messaggio.objects.filter(canale=Canale.PROTOCOLLO).update(inviato_il=None, riprova_dal=AT)
    assert drain_protocollo().fatti == 1
    assert Protocollo.objects.filter(passo=passo).count() == 1


def test_a_number_that_another_step_has_is_not_believed(sistema: SistemaProtocollo, funzionario: User) -> None:
    sistema.risposta = (201, good())
    first, second = submit(funzionario), submit(funzionario)
    turno = drain_protocollo()
    assert (turno.fatti, len(turno.falliti)) == (1, 1)
    assert (str(number_of(first)), number_of(second)) == ("AOO_158 1/2026", None)


def test_another_system_does_not_number_in_the_name_of_this_register(
    sistema: SistemaProtocollo, funzionario: User
) -> None:
    sistema.risposta = (201, good(registro="Interno"))
    passo = submit(funzionario)
    drain_protocollo()
    assert number_of(passo) is None
    assert "«interno» è di questo sistema" in Messaggio.objects.get(canale=Canale.PROTOCOLLO).ultimo_errore


def test_given_up_it_is_told_and_nothing_is_lost(sistema: SistemaProtocollo, funzionario: User) -> None:
    passo = submit(funzionario)
    Messaggio.objects.filter(canale=Canale.PROTOCOLLO).update(tentativi=MAX_TENTATIVI)
    assert drain_protocollo().fatti == 0
    assert shown(passo).endswith("avvisa chi gestisce il registro")
    assert gather_caso(passo.istanza)["passi"][0]["protocollo"] == shown(passo)


def test_what_waits_is_not_numbered_by_the_embedded_register(
    sistema: SistemaProtocollo, funzionario: User, settings: Settings
) -> None:
    waiting = submit(funzionario)
    settings.PROTOCOLLO_URL = ""
    assert drain_protocollo().fatti == 0
    assert number_of(waiting) is None
    assert str(number_of(submit(funzionario))) == "interno 1/2026"


@pytest.mark.slow
def test_the_case_and_the_dashboard_say_what_waits(sistema: SistemaProtocollo, funzionario: User) -> None:
    passo = submit(funzionario)
    assert waiting_steps(["ricerca"]) == [passo]
    assert waiting_steps(["agricoltura"]) == []
    browser = Client()
    browser.force_login(funzionario)
    assert (
        "<dt>Protocollo</dt><dd>in attesa</dd>"
        in browser.get(f"/admin/procedimenti/{passo.istanza.numero}/?scheda=cronologia").content.decode()
    )
    board = "/admin/procedimenti/carichi-e-tempi/"
    assert "In attesa del numero di protocollo" in browser.get(board).content.decode()
    other = Client()
    other.force_login(make_funzionario("agricoltura"))
    assert passo.istanza.numero not in other.get(board).content.decode()
    drain_protocollo()
    assert "In attesa del numero di protocollo" not in browser.get(board).content.decode()
