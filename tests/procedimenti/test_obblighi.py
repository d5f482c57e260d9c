"""What the rules oblige is marked on the screen: sent empty, each form refuses just the fields that bear the mark."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag

from identita.models import User
from procedimenti.enums import EsitoParere, Passo, TipoProcedimento
from procedimenti.models import Istanza
from procedimenti.policies.obblighi import check_obblighi, obblighi_of
from tests.procedimenti.conftest import OGGI, assigned, draft, step
from tests.procedimenti.test_schermate import BASE, desk

pytestmark = [pytest.mark.usefixtures("oggi"), pytest.mark.slow]
P, ANCORA = Passo, "ancora"
Taken = tuple[Passo, int, dict[str, Any]]


def after(*passi: Taken, since: int = 60) -> Callable[[User], Istanza]:
    """A case in istruttoria for some days, and the steps that followed, each so many days ago."""

    def make(by: User) -> Istanza:
        istanza = assigned(by, OGGI - dt.timedelta(days=since))
        for passo, ago, dati in passi:
            step(istanza, passo, by, OGGI - dt.timedelta(days=ago), **dati)
        return istanza

    return make


def submitted(by: User) -> Istanza:
    istanza = draft(by)
    step(istanza, P.PRESENTAZIONE, by)
    return istanza


def taken(by: User) -> Istanza:
    istanza = submitted(by)
    step(istanza, P.PRESA_IN_CARICO, by)
    return istanza


ASKED: Taken = (P.RICHIESTA_INTEGRAZIONE, 50, {"campi": ["sintesi"]})
TO_NUCLEO: Taken = (P.RICHIESTA_PARERE, 50, {})
GIVEN: Taken = (P.PARERE, 45, {"esito": EsitoParere.FAVOREVOLE})
PROPOSED: Taken = (P.PROPOSTA, 20, {})
NOTICE: Taken = (P.PREAVVISO, 40, {})
# How a case comes to each step, and who takes it.
CASES: dict[str, tuple[Callable[[User], Istanza], str]] = {
    P.PRESENTAZIONE: (draft, "funzionario"),
    P.PRESA_IN_CARICO: (submitted, "funzionario"),
    P.ASSEGNAZIONE: (submitted, "dirigente"),
    P.AVVIO_ISTRUTTORIA: (taken, "funzionario"),
    P.RICHIESTA_INTEGRAZIONE: (after(), "funzionario"),
    P.INTEGRAZIONE: (after(ASKED), "funzionario"),
    P.RIPRESA: (after(ASKED), "funzionario"),
    P.RICHIESTA_PARERE: (after(), "funzionario"),
    P.RINVIO: (after((P.RICHIESTA_PARERE, 1, {})), "funzionario"),
    P.PARERE: (after(TO_NUCLEO), "funzionario"),
    P.PREAVVISO: (after(), "funzionario"),
    P.OSSERVAZIONI: (after(NOTICE), "funzionario"),
    P.PROPOSTA: (after(TO_NUCLEO, GIVEN), "funzionario"),
    f"{P.PROPOSTA.value} {ANCORA}": (after(NOTICE, (P.OSSERVAZIONI, 39, {})), "funzionario"),
    P.RICHIESTA_SOSTITUZIONE: (after(since=200), "funzionario"),
    P.SOSTITUZIONE: (after(since=200), "dirigente"),
    P.RESTITUZIONE: (after(TO_NUCLEO, GIVEN, PROPOSED), "collega"),
    P.ACCOGLIMENTO: (after(TO_NUCLEO, GIVEN, PROPOSED), "collega"),
    P.RIGETTO: (after(NOTICE, PROPOSED), "collega"),
    P.IRRICEVIBILITA: (submitted, "collega"),
    P.INAMMISSIBILITA: (after(), "collega"),
    P.IMPROCEDIBILITA: (after(ASKED, (P.RIPRESA, 10, {})), "collega"),
    P.RINUNCIA: (after(), "funzionario"),
    P.ARCHIVIAZIONE: (draft, "funzionario"),
}
# What must be said besides: written by hand, by what the law and the rules ask of each step.
ALSO: dict[str, set[str]] = {
    P.ASSEGNAZIONE: {"responsabile"},
    P.RICHIESTA_INTEGRAZIONE: {"campi", "motivo"},
    P.RINVIO: {"motivo"},
    P.PARERE: {"esito"},
    P.PREAVVISO: {"motivo"},
    f"{P.PROPOSTA.value} {ANCORA}": {"controdeduzioni"},
    P.RICHIESTA_SOSTITUZIONE: {"richiesta_da"},
    P.SOSTITUZIONE: {"titolare"},
    P.RESTITUZIONE: {"motivo"},
    P.ARCHIVIAZIONE: {"motivo"},
    **{p: {"motivo", "ricorso_1_autorita", "ricorso_1_giorni"}
       for p in (P.RIGETTO, P.IRRICEVIBILITA, P.INAMMISSIBILITA, P.IMPROCEDIBILITA)},
}  # fmt: skip


def fields_with(page: BeautifulSoup, mark: str) -> dict[str, Tag]:
    """The fields of the form that bear something, by name."""
    found = {}
    for box in page.select(f".desk-field:has({mark})"):
        (name,) = [c.removeprefix("desk-field--") for c in box["class"] if c.startswith("desk-field--")]
        found[name] = box
    return found


def filled(box: Tag, name: str) -> dict[str, str]:
    """A plausible answer to one field."""
    if name in {"giorno", "decorrenza"}:
        return {f"{name}_precisione": "giorno", f"{name}_giorno": "02/11/2026"}
    options = [str(o["value"]) for o in box.select("option[value], [type=checkbox], [type=radio]") if o["value"]]
    return {name: options[0] if options else "30"}


@pytest.fixture
def people(funzionario: User, collega: User, dirigente: User) -> dict[str, User]:
    return {"funzionario": funzionario, "collega": collega, "dirigente": dirigente}


@pytest.mark.parametrize("name", CASES)
def test_a_step_sent_empty_refuses_just_what_is_marked(name: str, people: dict[str, User]) -> None:
    make, who = CASES[name]
    istanza, client, passo = make(people["funzionario"]), desk(people[who]), name.split(" ")[0]
    url = f"{BASE}{istanza.numero}/passo/{passo}/"
    marked = fields_with(BeautifulSoup(client.get(url).content, "html.parser"), ".w-required-mark")
    own = {"atto_scelta", "decorrenza"} if passo == P.ACCOGLIMENTO else {"giorno"}
    assert set(marked) == own | ALSO.get(name, set())
    empty = BeautifulSoup(client.post(url, {"versione": istanza.versione}).content, "html.parser")
    assert set(fields_with(empty, ".w-field__errors")) == set(marked)
    assert empty.select(".help-critical") == []
    if passo != P.ACCOGLIMENTO:  # what its act must say depends on the act
        said = {k: v for field, box in marked.items() for k, v in filled(box, field).items()}
        done = client.post(url, {"versione": str(istanza.versione), **said})
        assert done.status_code == 302, BeautifulSoup(done.content, "html.parser").select(".error-message")


def test_every_step_is_walked() -> None:
    assert {name.split(" ")[0] for name in CASES} == {p.value for p in Passo}


def test_the_mark_is_told_to_who_does_not_see_it(funzionario: User) -> None:
    istanza = after()(funzionario)
    page = BeautifulSoup(desk(funzionario).get(f"{BASE}{istanza.numero}/passo/richiesta_integrazione/").content, "lxml")
    assert "I campi segnati con * sono obbligatori." in page.get_text()
    assert page.select_one("[name=motivo]").has_attr("required")  # type: ignore[union-attr]
    assert page.select_one(".desk-field--campi legend").get_text() == "Che cosa si chiede* obbligatorio"  # type: ignore[union-attr]


def test_what_is_wanted_in_one_case_only_says_which(funzionario: User) -> None:
    istanza = after(TO_NUCLEO)(funzionario)
    client = desk(funzionario)
    page = client.get(f"{BASE}{istanza.numero}/passo/parere/").content.decode()
    assert "Obbligatorie se l’esito è «Favorevole con prescrizioni»." in page
    new = client.get(f"{BASE}nuovo/{TipoProcedimento.RICONOSCIMENTO.value}/").content.decode()
    assert new.count("Senza, la presentazione non si registra.") == 2


def test_another_way_to_appeal_may_take_the_place_of_the_first(funzionario: User, collega: User) -> None:
    istanza = after()(funzionario)
    said = {"giorno_precisione": "giorno", "giorno_giorno": "02/11/2026", "motivo": "Manca la sede."}
    said |= {"versione": str(istanza.versione), "ricorso_2_autorita": "TAR Puglia", "ricorso_2_giorni": "60"}
    assert desk(collega).post(f"{BASE}{istanza.numero}/passo/inammissibilita/", said).status_code == 302


def test_what_is_not_obliged_may_be_empty() -> None:
    check_obblighi(obblighi_of(P.RINUNCIA), {"motivo": " "})
    check_obblighi(obblighi_of(P.PROPOSTA), {"controdeduzioni": ""})
