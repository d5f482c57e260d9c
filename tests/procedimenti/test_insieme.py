"""Acts on many cases: each is done or refused by itself, and the screen says of each which, and why."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import OperationalError

from identita.models import User
from procedimenti.actions.insieme import take_each
from procedimenti.enums import Passo, StatoIstanza
from procedimenti.exceptions import ProcedimentoError
from procedimenti.models import Istanza
from tests.factories import make_funzionario
from tests.procedimenti.conftest import assigned, draft, step
from tests.procedimenti.test_schermate import BASE, desk

pytestmark = [pytest.mark.usefixtures("oggi"), pytest.mark.slow]
S = StatoIstanza


def received(by: User, nome: str, **more: Any) -> Istanza:
    istanza = draft(by, richiedente=nome, **more)
    step(istanza, Passo.PRESENTAZIONE, by)
    return istanza


def do(user: User, passo: str, *istanze: Istanza, **more: str) -> BeautifulSoup:
    sent = {"passo": passo, "caso": [f"{i.numero}:{i.versione}" for i in istanze], **more}
    response = desk(user).post(f"{BASE}insieme/", sent, follow=True)
    assert response.status_code == 200
    for istanza in istanze:
        istanza.refresh_from_db()
    return BeautifulSoup(response.content, "html.parser")


def outcomes(page: BeautifulSoup) -> list[str]:
    return [" ".join(li.get_text(" ", strip=True).split()) for li in page.select("main .proc-lista li")]


def test_each_case_is_done_or_refused_by_itself(funzionario: User, collega: User) -> None:
    first, second, taken = (received(funzionario, nome) for nome in ("Uno", "Due", "Tre"))
    seen = (first, second, Istanza.objects.get(pk=taken.pk))
    step(taken, Passo.PRESA_IN_CARICO, collega)
    page = do(funzionario, "presa_in_carico", *seen, elenco="?vista=da-assegnare&sezione=1")
    one, two, three = outcomes(page)
    assert one == f"Uno {first.numero} fatto"
    assert two == f"Due {second.numero} fatto"
    assert three.startswith(f"Tre {taken.numero} non fatto Nel frattempo un’altra persona ha fatto un passo")
    assert "2 fatti, 1 non fatto" in page.get_text()
    assert first.responsabile == second.responsabile == funzionario
    assert page.select_one("main .desk-actions a")["href"] == f"{BASE}?vista=da-assegnare&sezione=1"  # type: ignore[index]
    # Sent again by a reload, nothing happens twice.
    assert all("non fatto" in said for said in outcomes(do(funzionario, "presa_in_carico", *seen[2:])))


def test_the_reason_of_a_refusal_is_the_rules_own(funzionario: User, collega: User) -> None:
    mine, others, open_ = assigned(funzionario), received(collega, "Altrui"), received(collega, "Nuova")
    step(others, Passo.PRESA_IN_CARICO, collega)
    said = outcomes(do(funzionario, "avvio_istruttoria", mine, others, open_))
    assert "«Avvio dell’istruttoria» si può fare quando il procedimento è «Assegnata»" in said[0]
    assert "Lo fa il responsabile del procedimento." in said[1]
    assert "ora è «Presentata»" in said[2]
    assert others.stato == S.ASSEGNATA


def test_the_dirigente_assigns_many_to_one(dirigente: User, funzionario: User, collega: User) -> None:
    waiting, running = received(funzionario, "Nuova"), assigned(funzionario)
    asked = do(dirigente, "assegnazione", waiting, running, elenco="?vista=miei")
    assert [i["value"] for i in asked.select("[name=caso]")] == [f"{i.numero}:{i.versione}" for i in (waiting, running)]
    assert "Scegli una persona." not in asked.get_text()
    assert [o.get_text() for o in asked.select("option")][1:] == [
        "dirigente.ricerca",
        "funzionario.ricerca",
        "funzionario.ricerca2",
    ]
    again = do(dirigente, "assegnazione", waiting, running, responsabile="")
    assert "Scegli una persona." in again.get_text()
    assert all("non fatto" not in said for said in outcomes(
        do(dirigente, "assegnazione", waiting, running, responsabile=str(collega.pk))))  # fmt: skip
    assert waiting.responsabile == running.responsabile == collega
    assert (waiting.stato, running.stato) == (S.ASSEGNATA, S.IN_ISTRUTTORIA)


def test_who_may_not_assign_is_told_of_each(funzionario: User, collega: User) -> None:
    istanza = received(funzionario, "Nuova")
    assert "Scegli…" in do(funzionario, "assegnazione", istanza).get_text()
    (said,) = outcomes(do(funzionario, "assegnazione", istanza, responsabile=str(collega.pk)))
    assert "Assegna i procedimenti il dirigente della struttura." in said


@pytest.mark.parametrize("caso", ["", "I-2026-00001", "I-2026-00001:x", "I-9999-00001:1", "'; --:1"])
def test_what_names_no_case_is_asked_again(funzionario: User, caso: str) -> None:
    page = desk(funzionario).post(f"{BASE}insieme/", {"passo": "presa_in_carico", "caso": caso}, follow=True)
    assert "Scegli almeno un procedimento" in page.content.decode()


@pytest.mark.parametrize(("passo", "said"), [("boh", "Scegli almeno"), ("rinuncia", "si fa su un caso alla volta")])
def test_what_is_not_done_together_is_refused(funzionario: User, passo: str, said: str) -> None:
    istanza = received(funzionario, "Nuova")
    assert said in do(funzionario, passo, istanza).get_text()
    assert istanza.stato == S.PRESENTATA


def test_the_other_structure_finds_nothing_to_choose(funzionario: User) -> None:
    istanza = received(funzionario, "Riservata")
    page = do(make_funzionario("agricoltura"), "presa_in_carico", istanza)
    assert "Riservata" not in page.get_text()
    assert istanza.stato == S.PRESENTATA
    assert desk(funzionario).get(f"{BASE}insieme/").status_code == 302


def test_a_busy_register_is_told_of_the_case_that_waits(funzionario: User, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = received(funzionario, "Uno"), received(funzionario, "Due")
    real = take_each.__globals__["take_passo"]

    def busy_once(*, istanza: Istanza, **more: Any) -> Any:
        if istanza == first:
            raise OperationalError("database is locked")
        return real(istanza=istanza, **more)

    monkeypatch.setattr("procedimenti.actions.insieme.take_passo", busy_once)
    said = outcomes(do(funzionario, "presa_in_carico", first, second))
    assert "Il registro è occupato" in said[0]
    assert said[1].endswith(" fatto")


def test_only_steps_without_words_are_taken_together(funzionario: User) -> None:
    with pytest.raises(ProcedimentoError, match="un caso alla volta"):
        take_each(scelte=[], passo=Passo.RIGETTO, by=funzionario, dati={})
