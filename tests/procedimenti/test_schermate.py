"""The desk of the procedures as officers use it: from a PEC to the public entry, and what each screen refuses."""

import io

import pytest
from django.test import Client

from distretti.models import Iscrizione
from identita.models import User
from procedimenti.enums import Passo, StatoIstanza, TipoProcedimento
from procedimenti.models import Istanza
from tests.archivio.files import pdf
from tests.distretti.elenchi import CANTIERI, SARTORIA, xlsx
from tests.factories import make_funzionario
from tests.procedimenti.conftest import OGGI, assigned, draft, step

pytestmark = [pytest.mark.usefixtures("oggi"), pytest.mark.slow]
BASE = "/admin/procedimenti/"
DAY = {"giorno_precisione": "giorno", "giorno_giorno": "02/11/2026"}


def desk(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def take(client: Client, istanza: Istanza, passo: str, **more: str) -> str:
    """Send a step's form as the screen has it; returns the text of the screen that follows."""
    istanza.refresh_from_db()
    response = client.post(
        f"{BASE}{istanza.numero}/passo/{passo}/", {"versione": istanza.versione, **DAY, **more}, follow=True
    )
    assert response.status_code == 200
    istanza.refresh_from_db()
    return response.content.decode()


def test_from_a_pec_to_the_public_entry(funzionario: User, collega: User) -> None:
    mine, other = desk(funzionario), desk(collega)
    said = {"sezione": "1", "richiedente": "Legno di Puglia scarl", "denominazione": "Distretto del Legno"}
    said |= {"pec_richiedente": "legno@pec.example.it", "pec": "distretto@pec.example.it"}
    assert mine.post(f"{BASE}nuovo/riconoscimento/", said).status_code == 302
    istanza = Istanza.objects.get()
    assert (istanza.pec_richiedente, istanza.dati["pec"]) == ("legno@pec.example.it", "distretto@pec.example.it")
    members = io.BytesIO(xlsx(CANTIERI, SARTORIA))
    members.name = "elenco.xlsx"
    mine.post(f"{BASE}{istanza.numero}/aderenti/", {"file": members, "al": "30/09/2026"})
    paper = io.BytesIO(pdf())
    paper.name = "statuto.pdf"
    mine.post(f"{BASE}{istanza.numero}/allegati/", {"file": paper, "tipo": "statuto"})
    take(mine, istanza, "presentazione", protocollo_numero="12345")
    take(mine, istanza, "presa_in_carico")
    take(mine, istanza, "avvio_istruttoria")
    take(mine, istanza, "richiesta_parere")
    take(mine, istanza, "parere", esito="favorevole")
    take(mine, istanza, "proposta")
    act = {
        "atto_scelta": "nuovo",
        "atto_tipo": "dgr",
        "atto_numero": "900",
        "atto_data_precisione": "giorno",
        "atto_data_giorno": "02/11/2026",
        "decorrenza_precisione": "giorno",
        "decorrenza_giorno": "02/11/2026",
        "scade_il": "01/11/2029",
    }
    words = take(other, istanza, "accoglimento", **act)
    assert istanza.stato == StatoIstanza.ACCOLTA
    voce = Iscrizione.objects.get()
    assert f"voce {voce.codice}" in words
    item = Client().get(f"/api/v1/iscrizioni/{voce.codice}").json()
    assert (item["denominazione"], item["aderenti"]["totale"]) == ("Distretto del Legno", 2)
    told = other.get(f"{BASE}{istanza.numero}/?scheda=comunicazioni").content.decode()
    assert "regionale 12345/2026" in told


def test_whoever_begins_a_procedure_reads_what_each_kind_is(funzionario: User) -> None:
    page = desk(funzionario).get(f"{BASE}nuovo/").content.decode()
    for tipo in TipoProcedimento:
        assert f'href="{BASE}nuovo/{tipo.value}/">{tipo.label}</a><p>' in page


def test_a_refusal_says_the_article_and_keeps_the_words(funzionario: User) -> None:
    istanza = assigned(funzionario)
    words = take(desk(funzionario), istanza, "richiesta_integrazione", motivo="Manca lo statuto aggiornato.")
    assert "Indica almeno un dato o un documento" in words
    assert "Manca lo statuto aggiornato." in words
    assert istanza.stato == StatoIstanza.IN_ISTRUTTORIA


def test_what_an_integration_reopens_is_all_that_its_screen_asks(funzionario: User) -> None:
    istanza = assigned(funzionario)
    step(istanza, Passo.RICHIESTA_INTEGRAZIONE, funzionario, campi=["sintesi"])
    page = desk(funzionario).get(f"{BASE}{istanza.numero}/modifica/").content.decode()
    assert 'name="sintesi"' in page
    assert 'name="richiedente"' not in page
    desk(funzionario).post(f"{BASE}{istanza.numero}/modifica/", {"sintesi": "Nuova", "richiedente": "Altri"})
    istanza.refresh_from_db()
    assert (istanza.sintesi, istanza.richiedente) == ("Nuova", "Legno di Puglia scarl")


def test_a_forbidden_step_is_seen_with_its_reason(funzionario: User, collega: User) -> None:
    istanza = assigned(funzionario)
    page = desk(collega).get(f"{BASE}{istanza.numero}/").content.decode()
    assert "Lo fa il responsabile del procedimento." in page
    assert "Assegna i procedimenti il dirigente della struttura." in page
    step_page = desk(collega).get(f"{BASE}{istanza.numero}/passo/richiesta_parere/").content.decode()
    assert "Lo fa il responsabile del procedimento." in step_page
    assert 'type="submit" class="button"' not in step_page


def test_a_step_that_the_history_forbids_is_seen_with_its_rule(funzionario: User) -> None:
    istanza = assigned(funzionario)
    step(istanza, Passo.RICHIESTA_INTEGRAZIONE, funzionario, campi=["sintesi"])
    step(istanza, Passo.INTEGRAZIONE, funzionario)
    page = desk(funzionario).get(f"{BASE}{istanza.numero}/").content.decode()
    assert "una volta sola. (art. 2, comma 7, L. 241/1990)" in page


def test_a_step_that_the_state_does_not_admit_goes_back_to_the_case(funzionario: User) -> None:
    istanza = draft(funzionario)
    words = take(desk(funzionario), istanza, "parere")
    assert "ora non si può fare: il caso è «Bozza»" in words.replace("&laquo;", "«")


def test_the_list_is_by_term_and_each_view_says_when_it_is_empty(funzionario: User, collega: User) -> None:
    assert "Nessun procedimento aperto." in desk(funzionario).get(BASE).content.decode()
    late = assigned(funzionario, OGGI.replace(month=1), richiedente="In ritardo")
    assigned(funzionario, OGGI, richiedente="In tempo")
    page = desk(funzionario).get(BASE).content.decode()
    assert page.index("In ritardo") < page.index("In tempo")
    assert "Scaduto da" in page
    mine = desk(collega).get(f"{BASE}?vista=miei").content.decode()
    assert "Non sei responsabile di nessun procedimento aperto." in mine
    assert "In ritardo" in desk(collega).get(f"{BASE}?vista=scaduti").content.decode()
    assert late.scade_il is not None


def test_the_other_structure_finds_nothing(funzionario: User) -> None:
    istanza = draft(funzionario)
    client = desk(make_funzionario("agricoltura"))
    assert client.get(f"{BASE}{istanza.numero}/").status_code == 404
    assert istanza.richiedente not in client.get(BASE).content.decode()
