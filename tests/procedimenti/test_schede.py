"""The tabs of a case: each says its part at an address of its own; the next act is the one primary button."""

import io
import re
from typing import Any

import pytest
from bs4 import BeautifulSoup

from core.clock import now
from core.models import Messaggio
from identita.models import User
from procedimenti.actions.istanza import change_istanza
from procedimenti.enums import Passo, TipoProcedimento
from procedimenti.models import Istanza
from procedimenti.selectors.comunicazioni import comunicazioni_of
from tests.procedimenti.conftest import OGGI, assigned, draft, step
from tests.procedimenti.test_schermate import BASE, desk

pytestmark = [pytest.mark.usefixtures("oggi"), pytest.mark.slow]
SCHEDE = ["sintesi", "documenti", "istruttoria", "comunicazioni", "nucleo", "cronologia"]


def page_of(istanza: Istanza, user: User, query: str = "") -> BeautifulSoup:
    response = desk(user).get(f"{BASE}{istanza.numero}/{query}")
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def words_of(istanza: Istanza, user: User, scheda: str) -> str:
    found = page_of(istanza, user, f"?scheda={scheda}").select_one(".proc-scheda")
    assert found is not None
    return re.sub(r"\s+", " ", found.get_text(" ", strip=True))


@pytest.mark.parametrize("asked", [*SCHEDE, "", "altro"])
def test_every_tab_has_an_address_and_says_which_it_is(funzionario: User, asked: str) -> None:
    page = page_of(assigned(funzionario), funzionario, f"?scheda={asked}" if asked else "")
    links = page.select(".proc-schede a")
    assert [a["href"] for a in links] == [f"?scheda={s}" for s in SCHEDE]
    (current,) = [a for a in links if a.get("aria-current")]
    assert current["href"] == f"?scheda={asked if asked in SCHEDE else 'sintesi'}"


def test_a_draft_shows_every_tab_with_nothing_in_it(funzionario: User) -> None:
    istanza = draft(funzionario)
    said = {scheda: words_of(istanza, funzionario, scheda) for scheda in SCHEDE}
    assert "Correggi i dati" in said["sintesi"]
    assert "Nessun documento nel fascicolo." in said["documenti"]
    assert "Nessuna comunicazione" in said["comunicazioni"]
    assert said["nucleo"] == "Nucleo Il parere non è ancora stato chiesto."
    assert "Ancora nessun passo" in said["cronologia"]


def test_the_next_act_is_the_one_primary_button_and_is_told_when_it_is_for_another(
    funzionario: User, collega: User
) -> None:
    istanza = assigned(funzionario)
    mine = page_of(istanza, funzionario)
    primary = [b.get_text() for b in mine.select("main a.button") if "button-secondary" not in b["class"]]
    assert primary == ["Chiedi il parere del Nucleo"]
    other = page_of(istanza, collega)
    shut = other.select_one(".proc-prossimo button[disabled]")
    assert shut is not None
    assert other.select_one(f"#{shut['aria-describedby']}").get_text() == "Lo fa il responsabile del procedimento."  # type: ignore[union-attr]


def test_the_clock_explains_itself_beside_the_days_left(funzionario: User) -> None:
    page = page_of(assigned(funzionario), funzionario, "?scheda=documenti")
    clock = page.select_one(".proc-orologio a")
    assert clock is not None
    assert clock["href"] == "?scheda=sintesi#orologio"
    explained = page.select_one(f"#{clock['aria-describedby']}")
    assert explained is not None
    assert "il termine decorre da qui" in explained.get_text()
    assert page.select_one("#orologio") is None
    assert page_of(assigned(funzionario), funzionario).select_one("#orologio") is not None


def test_what_went_out_and_came_in_is_told_with_number_day_and_what_became_of_the_email(funzionario: User) -> None:
    istanza = assigned(funzionario)
    said = words_of(istanza, funzionario, "comunicazioni")
    assert said.index("Avvio dell’istruttoria") < said.index("Presa in carico") < said.index("Presentazione")
    assert "In ingresso, 2 novembre 2026 · protocollo interno 1/2026" in said
    assert "In uscita, 2 novembre 2026 · protocollo interno 3/2026" in said
    assert said.count("E-mail a legno@pec.example.it: in attesa di invio.") == 2
    sent, failed = Messaggio.objects.filter(chiave__startswith="passo:").order_by("-pk")[:2]
    Messaggio.objects.filter(pk=sent.pk).update(inviato_il=now())
    Messaggio.objects.filter(pk=failed.pk).update(tentativi=2, ultimo_errore="OSError: no")
    said = words_of(istanza, funzionario, "comunicazioni")
    assert "inviata il 2 novembre 2026 alle 10:00" in said
    assert "l’invio non è riuscito 2 volte" in said
    Messaggio.objects.all().delete()
    assert "Il testo dell’e-mail non è più conservato." in words_of(istanza, funzionario, "comunicazioni")


def test_three_communications_cost_two_queries(funzionario: User, django_assert_num_queries: Any) -> None:
    istanza = assigned(funzionario)
    with django_assert_num_queries(2):
        assert len([c.passo.tipo_scritto for c in comunicazioni_of(istanza)]) == 3


def test_without_the_address_of_who_asks_the_letter_goes_by_itself(funzionario: User) -> None:
    istanza = assigned(funzionario, pec_richiedente="")
    assert "Manca la PEC del richiedente" in words_of(istanza, funzionario, "comunicazioni")


def test_the_opinion_is_told_on_its_tab_and_in_the_chronology(funzionario: User) -> None:
    istanza = assigned(funzionario)
    step(istanza, Passo.RICHIESTA_PARERE, funzionario)
    assert "Il parere, entro il" in words_of(istanza, funzionario, "nucleo")
    step(istanza, Passo.PARERE, funzionario, esito="con_prescrizioni", prescrizioni="Aggiornare il programma.")
    for scheda in ("nucleo", "cronologia"):
        said = words_of(istanza, funzionario, scheda)
        assert "Favorevole con prescrizioni" in said
        assert "Aggiornare il programma." in said
    assert "Presentazione" not in words_of(istanza, funzionario, "nucleo")


def test_a_kind_without_opinion_and_without_requirements_says_so(funzionario: User) -> None:
    censimento = assigned(funzionario, tipo=TipoProcedimento.CENSIMENTO, sezione=5)
    assert "non chiede il parere del Nucleo" in words_of(censimento, funzionario, "nucleo")


def test_the_chronology_says_who_was_chosen_and_what_was_reopened(
    funzionario: User, collega: User, dirigente: User
) -> None:
    istanza = draft(funzionario)
    step(istanza, Passo.PRESENTAZIONE, funzionario)
    step(istanza, Passo.ASSEGNAZIONE, dirigente, responsabile=collega.pk)
    step(istanza, Passo.AVVIO_ISTRUTTORIA, collega)
    step(istanza, Passo.RICHIESTA_INTEGRAZIONE, collega, campi=["sintesi", "aderenti", "codice_fiscale"])
    said = words_of(istanza, funzionario, "cronologia")
    assert "Assegnato a funzionario.ricerca2" in said
    assert "Da correggere Codice fiscale Mancante Sintesi Elenco degli aderenti" in said


def test_a_refused_file_is_told_on_the_tab_where_it_was_sent(funzionario: User) -> None:
    istanza = draft(funzionario)
    bad = io.BytesIO(b"MZ not a paper")
    bad.name = "statuto.pdf"
    for door, sent in (("allegati", {"file": bad, "tipo": "statuto"}), ("aderenti", {"al": OGGI.isoformat()})):
        response = desk(funzionario).post(f"{BASE}{istanza.numero}/{door}/", sent)
        page = BeautifulSoup(response.content, "html.parser")
        current = page.select_one(".proc-schede [aria-current]")
        assert current is not None
        assert current["href"] == "?scheda=documenti"
        assert page.select(".proc-scheda .help-critical, .proc-scheda .error-message")
    assert desk(funzionario).get(f"{BASE}{istanza.numero}/allegati/").headers["Location"].endswith("?scheda=documenti")


def test_every_button_is_a_verb_and_every_step_has_one() -> None:
    assert len({p.azione for p in Passo}) == len(Passo)
    assert all(p.azione != p.label for p in Passo)


def test_the_steps_allowed_come_before_those_that_are_not(funzionario: User) -> None:
    moves = page_of(assigned(funzionario), funzionario).select(".proc-mosse li")
    allowed = [bool(one.select("a.button")) for one in moves]
    assert True in allowed
    assert allowed == sorted(allowed, reverse=True)


def test_an_integration_is_compared_in_words_never_in_codes(funzionario: User) -> None:
    istanza = assigned(funzionario, dati={"denominazione": "Legno", "comune": "072006"})
    step(istanza, Passo.RICHIESTA_INTEGRAZIONE, funzionario, campi=["comune", "sintesi"])
    change_istanza(istanza=istanza, by=funzionario, dati=istanza.dati | {"comune": "073027"}, sintesi="Segherie.")
    step(istanza, Passo.INTEGRAZIONE, funzionario)
    said = words_of(istanza, funzionario, "istruttoria")
    assert "Comune della sede Prima: Bari Dopo: Taranto" in said
    assert "Sintesi Prima: non presente Dopo: Segherie." in said


def test_a_concluded_case_offers_nothing(funzionario: User) -> None:
    istanza = assigned(funzionario)
    step(istanza, Passo.RINUNCIA, funzionario)
    assert "Il procedimento è concluso: non ha altri passi." in page_of(istanza, funzionario).get_text()
    assert "il fascicolo non si cambia più" in words_of(istanza, funzionario, "documenti")
