"""The outcome: the act that grants writes the register and closes the case, all or nothing."""

import datetime as dt
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from core.models import Messaggio
from core.uncertain_dates import UncertainDate, in_year, not_known, on_day
from distretti.actions.atto import CampiAtto
from distretti.enums import TipoAtto
from distretti.exceptions import DatiError
from distretti.models import Annotazione, Iscrizione
from identita.models import User
from procedimenti.actions.esito import grant_istanza
from procedimenti.actions.istanza import upload_aderenti
from procedimenti.actions.passi import Richiesta
from procedimenti.enums import Passo, StatoIstanza, TipoProcedimento
from procedimenti.exceptions import ProcedimentoError
from procedimenti.models import Istanza
from procedimenti.selectors.caso import orologio_of_istanza
from tests.distretti.elenchi import CANTIERI, SARTORIA, xlsx
from tests.factories import make_atto, make_funzionario
from tests.procedimenti.conftest import OGGI, assigned, draft, step

P, S, T = Passo, StatoIstanza, TipoProcedimento
pytestmark = pytest.mark.usefixtures("oggi")


def act(giorno: UncertainDate | None = None, numero: str = "900") -> CampiAtto:
    return {
        "tipo": TipoAtto.DGR,
        "organo": "Giunta regionale",
        "numero": numero,
        "numero_non_noto": not numero,
        "data": giorno or on_day(OGGI),
        "burp_numero": "99",
        "burp_data": OGGI,
    }


def grant(istanza: Istanza, by: User, giorno: UncertainDate | None = None, **more: Any) -> Istanza:
    istanza.refresh_from_db()
    giorno = giorno or on_day(OGGI)
    richiesta = Richiesta(versione=more.pop("versione", istanza.versione), giorno=giorno)
    said: dict[str, Any] = {"atto": act(giorno, more.pop("numero", "900")), "decorrenza": giorno} | more
    grant_istanza(istanza=istanza, by=by, richiesta=richiesta, **said)
    istanza.refresh_from_db()
    return istanza


def decided(by: User, **more: Any) -> Istanza:
    """A recognition in decisione, with a favourable opinion."""
    istanza = assigned(by, **more)
    step(istanza, P.RICHIESTA_PARERE, by)
    step(istanza, P.PARERE, by, esito="favorevole")
    step(istanza, P.PROPOSTA, by)
    return istanza


def test_the_act_opens_the_entry_and_everybody_reads_it(funzionario: User, collega: User, client: Client) -> None:
    istanza = draft(funzionario, sintesi="Segherie e mobilifici della Murgia.")
    upload_aderenti(istanza=istanza, by=funzionario, contenuto=xlsx(CANTIERI, SARTORIA), al=dt.date(2026, 9, 30))
    for passo in (P.PRESENTAZIONE, P.PRESA_IN_CARICO, P.AVVIO_ISTRUTTORIA, P.RICHIESTA_PARERE):
        step(istanza, passo, funzionario)
    step(istanza, P.PARERE, funzionario, esito="favorevole")
    step(istanza, P.PROPOSTA, funzionario)
    grant(istanza, collega, scade_il="2029-11-01")
    assert istanza.stato == S.ACCOLTA
    voce = istanza.iscrizione
    assert voce is not None
    tipi = list(voce.annotazioni.order_by("seq").values_list("tipo", flat=True))
    assert tipi == ["riconoscimento_definitivo", "iscrizione", "aderenti"]
    assert voce.scade_il == dt.date(2029, 11, 1)
    item = client.get(f"/api/v1/iscrizioni/{voce.codice}").json()
    assert item["denominazione"] == "Distretto Produttivo del Legno"
    assert item["aderenti"]["totale"] == 2
    assert item["profilo"] is None
    assert voce.scheda is not None
    assert voce.scheda.get_latest_revision_as_object().sintesi == "Segherie e mobilifici della Murgia."
    assert Messaggio.objects.filter(chiave__startswith="passo:").exists()
    call_command("verify_registro")


def test_twice_is_once(funzionario: User, collega: User) -> None:
    istanza = decided(funzionario)
    seen = istanza.versione
    grant(istanza, collega)
    with pytest.raises(ProcedimentoError, match="un’altra persona ha fatto un passo"):
        grant(istanza, collega, versione=seen)
    assert Iscrizione.objects.count() == 1


def test_a_refused_act_leaves_nothing(funzionario: User, collega: User) -> None:
    istanza = decided(funzionario)
    missing = act() | {"numero": "", "numero_non_noto": False}
    with pytest.raises(DatiError):
        grant(istanza, collega, atto=missing)
    istanza.refresh_from_db()
    assert istanza.stato == S.IN_DECISIONE
    assert not Annotazione.objects.exists()


def test_an_act_before_the_istanza_is_refused(funzionario: User, collega: User) -> None:
    istanza = decided(funzionario)
    with pytest.raises(ProcedimentoError, match="precede"):
        grant(istanza, collega, on_day(OGGI - dt.timedelta(days=1)))


def test_the_act_may_be_one_already_recorded_but_not_older_than_the_istanza(funzionario: User, collega: User) -> None:
    istanza = decided(funzionario, giorno=OGGI - dt.timedelta(days=3))
    with pytest.raises(ProcedimentoError, match="L’atto precede l’istanza"):
        grant(istanza, collega, atto=make_atto(OGGI - dt.timedelta(days=4)))
    grant(istanza, collega, atto=make_atto(OGGI, numero="901"))
    assert istanza.stato == S.ACCOLTA


def test_who_did_the_istruttoria_does_not_register_the_act(funzionario: User) -> None:
    istanza = decided(funzionario)
    with pytest.raises(ProcedimentoError, match="un’altra persona"):
        grant(istanza, funzionario)


@pytest.mark.parametrize(
    ("tipo", "stato", "annotazione"),
    [
        (T.CANCELLAZIONE, "cancellata", "cancellazione"),
        (T.CANCELLAZIONE_UFFICIO, "cancellata", "cancellazione"),
    ],
)
def test_a_procedure_on_an_entry_writes_its_annotation(
    funzionario: User, collega: User, tipo: TipoProcedimento, stato: str, annotazione: str
) -> None:
    voce = grant(decided(funzionario), collega).iscrizione
    istanza = assigned(funzionario, tipo=tipo, iscrizione=voce)
    step(istanza, P.PROPOSTA, funzionario)
    grant(istanza, collega, numero="901")
    assert istanza.iscrizione == voce
    assert istanza.iscrizione is not None
    assert istanza.iscrizione.stato == stato
    assert istanza.iscrizione.annotazioni.order_by("-seq")[0].tipo == annotazione


def test_a_three_year_conferma(funzionario: User, collega: User, client: Client) -> None:
    voce = grant(decided(funzionario), collega, scade_il="2026-11-30").iscrizione
    istanza = assigned(funzionario, tipo=T.CONFERMA, iscrizione=voce)
    step(istanza, P.RICHIESTA_PARERE, funzionario)
    step(istanza, P.PARERE, funzionario, esito="con_prescrizioni", prescrizioni="Aggiornare il programma.")
    step(istanza, P.PROPOSTA, funzionario)
    grant(istanza, collega, numero="902", scade_il="2029-11-30")
    assert istanza.iscrizione is not None
    item = client.get(f"/api/v1/iscrizioni/{istanza.iscrizione.codice}").json()
    assert item["registro"]["scade_il"] == "2029-11-30"
    assert item["registro"]["annotazioni"][-1]["tipo"] == "conferma"


def test_a_censimento_asks_no_opinion(funzionario: User, collega: User) -> None:
    istanza = assigned(funzionario, tipo=T.CENSIMENTO, sezione=5)
    step(istanza, P.PROPOSTA, funzionario)
    grant(istanza, collega)
    assert istanza.iscrizione is not None
    assert istanza.iscrizione.codice.startswith("RP-5-")


def test_daunia_rurale_as_far_as_it_is_known(registro: None, client: Client) -> None:
    """The real case: istanza of 2021, first DGR 163/2022, opinion of 9-10-2024, final act before 5-11-2024."""
    officer, other = make_funzionario("agricoltura"), make_funzionario("agricoltura", "funzionario.agricoltura2")
    known = not_known(dal=dt.date(2024, 10, 9), al=dt.date(2024, 11, 5))
    istanza = draft(
        officer, sezione=6, dati={"denominazione": "Distretto del Cibo Daunia Rurale"}, richiedente="Daunia Rurale"
    )
    step(istanza, P.PRESENTAZIONE, officer, in_year(2021))
    orologio = orologio_of_istanza(istanza)
    assert orologio is not None
    assert not orologio.certo
    assert orologio.prima is not None
    assert (orologio.prima.scade_il, orologio.calcolo.scade_il) == (dt.date(2021, 4, 1), dt.date(2022, 3, 31))
    assert orologio.calcolo.is_past(OGGI)
    period = not_known(dal=dt.date(2021, 1, 1), al=dt.date(2024, 10, 9))
    for passo in (P.PRESA_IN_CARICO, P.AVVIO_ISTRUTTORIA, P.RICHIESTA_PARERE):
        step(istanza, passo, officer, period)
    step(istanza, P.PARERE, officer, dt.date(2024, 10, 9), esito="favorevole")
    step(istanza, P.PROPOSTA, officer, known)
    grant(istanza, other, known, numero="")
    assert istanza.iscrizione is not None
    path = f"/api/v1/iscrizioni/{istanza.iscrizione.codice}"
    assert client.get(f"{path}?alla_data=2024-10-08").status_code == 404
    assert client.get(f"{path}?alla_data=2024-11-05").json()["riconosciuto_dal"]["al"] == "2024-11-05"
    assert client.get(path).json()["riconosciuto_dal"]["precisione"] == "non_nota"
