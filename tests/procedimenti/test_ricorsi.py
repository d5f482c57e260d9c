"""A refusal says why, and how to appeal: in the step, on the case, to the applicant, in the fascicolo."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from core.models import Messaggio
from identita.models import User
from procedimenti.actions.setup import load_ricorsi
from procedimenti.enums import Passo, StatoIstanza
from procedimenti.exceptions import ProcedimentoError
from procedimenti.models import Istanza, PassoIstanza, Ricorso
from procedimenti.policies.rimedi.ricorsi import IMPUGNABILI
from procedimenti.selectors.fascicolo import gather_caso
from procedimenti.selectors.struttura.ricorsi import ricorsi_on
from tests.procedimenti.conftest import OGGI, assigned, draft, step

P = Passo
TAR = "Tribunale amministrativo regionale per la Puglia, entro 60 giorni dalla notifica (art. 29 d.lgs. 104/2010)"
PRESIDENTE = (
    "Presidente della Repubblica, con ricorso straordinario, entro 120 giorni dalla notifica (art. 9 DPR 1199/1971)"
)
pytestmark = pytest.mark.usefixtures("oggi")


def refuse(passo: Passo, by: User, other: User, **dati: Any) -> PassoIstanza:
    """Refuse an istanza by one of the four steps."""
    if passo is P.IRRICEVIBILITA:
        istanza = draft(by)
        step(istanza, P.PRESENTAZIONE, by)
        return step(istanza, passo, other, **dati)
    istanza = assigned(by, dt.date(2026, 9, 1))
    if passo is P.RIGETTO:
        step(istanza, P.PREAVVISO, by, dt.date(2026, 9, 10))
        step(istanza, P.PROPOSTA, by, dt.date(2026, 10, 1))
    if passo is P.IMPROCEDIBILITA:
        step(istanza, P.RICHIESTA_INTEGRAZIONE, by, dt.date(2026, 9, 10), campi=["sintesi"])
        step(istanza, P.RIPRESA, by, dt.date(2026, 10, 20))
    return step(istanza, passo, other, **dati)


@pytest.mark.parametrize("passo", sorted(IMPUGNABILI))
def test_each_refusal_says_how_to_appeal(passo: Passo, funzionario: User, collega: User) -> None:
    done = refuse(passo, funzionario, collega)
    assert done.ricorsi == [TAR, PRESIDENTE]
    body = Messaggio.objects.get(chiave=f"passo:{done.pk}").contenuto["body"]
    assert f"si può ricorrere a:\n– {TAR}\n– {PRESIDENTE}\n" in body
    assert "Motivi della decisione." in body
    assert gather_caso(done.istanza)["passi"][-1]["ricorsi"] == [TAR, PRESIDENTE]


@pytest.mark.parametrize("passo", sorted(IMPUGNABILI))
def test_none_goes_without_its_reason(passo: Passo, funzionario: User, collega: User) -> None:
    with pytest.raises(ProcedimentoError, match=r"art\. 3 L\. 241/1990|Scrivi") as refused:
        refuse(passo, funzionario, collega, motivo=" ")
    assert refused.value.campo == "motivo"


def test_who_decides_may_say_otherwise(funzionario: User, collega: User) -> None:
    mine = [{"autorita": "Tribunale superiore delle acque", "giorni": 1, "fonte": ""}]
    done = refuse(P.INAMMISSIBILITA, funzionario, collega, ricorsi=mine)
    assert done.ricorsi == ["Tribunale superiore delle acque, entro 1 giorno dalla notifica"]


@pytest.mark.parametrize(
    ("ricorsi", "said"),
    [
        ([], "a quale autorità"),
        ([{"autorita": "TAR", "giorni": 60}] * 6, "a quale autorità"),
        ([{"autorita": " ", "giorni": 60}], "l’autorità di ciascun"),
        ([{"autorita": "TAR", "giorni": ""}], "da 1 a 365"),
        ([{"autorita": "TAR", "giorni": 0}], "da 1 a 365"),
        ([{"autorita": "TAR", "giorni": 366}], "da 1 a 365"),
        ([{"autorita": "x" * 201, "giorni": 60}], "duecento caratteri"),
        ([{"autorita": "TAR", "giorni": 60, "fonte": "a\0"}], "duecento caratteri"),
    ],
)
def test_an_appeal_has_its_authority_and_its_term(
    ricorsi: list[dict[str, Any]], said: str, funzionario: User, collega: User
) -> None:
    with pytest.raises(ProcedimentoError, match=said):
        refuse(P.INAMMISSIBILITA, funzionario, collega, ricorsi=ricorsi)
    assert not Istanza.objects.filter(stato=StatoIstanza.INAMMISSIBILE).exists()


def test_they_are_those_in_force_on_the_day(registro: None) -> None:
    old = Ricorso.objects.get(giorni=120)
    Ricorso.objects.create(autorita=old.autorita, giorni=120, fonte="", posizione=2, valida_dal=OGGI, cessata=True)
    assert [r["giorni"] for r in ricorsi_on("ricerca", OGGI - dt.timedelta(days=1))] == [60, 120]
    assert [r["giorni"] for r in ricorsi_on("ricerca", OGGI)] == [60]
    load_ricorsi()
    assert [r["giorni"] for r in ricorsi_on("ricerca", OGGI)] == [60]
    assert str(Ricorso.objects.first()) == "Tribunale amministrativo regionale per la Puglia, 60"


def test_without_any_in_the_data_a_refusal_must_say_its_own(funzionario: User, collega: User) -> None:
    for known in list(Ricorso.objects.all()):
        Ricorso.objects.create(autorita=known.autorita, giorni=1, posizione=1, valida_dal=OGGI, cessata=True)
    with pytest.raises(ProcedimentoError, match="a quale autorità") as refused:
        refuse(P.INAMMISSIBILITA, funzionario, collega)
    assert refused.value.intero.endswith("(art. 3, comma 4, L. 241/1990)")


def test_what_refuses_nothing_says_no_appeal(funzionario: User) -> None:
    istanza = assigned(funzionario)
    assert step(istanza, P.RINUNCIA, funzionario).ricorsi == []


@pytest.mark.slow
def test_the_screen_proposes_them_and_takes_what_is_written(funzionario: User, collega: User) -> None:
    istanza = assigned(funzionario)
    client = Client()
    client.force_login(collega)
    path = f"/admin/procedimenti/{istanza.numero}/passo/inammissibilita/"
    page = client.get(path).content.decode()
    assert "Tribunale amministrativo regionale per la Puglia" in page
    assert 'name="ricorso_3_autorita"' in page
    said = {"versione": istanza.versione, "giorno_precisione": "giorno", "giorno_giorno": "02/11/2026", "motivo": "No."}
    bad = client.post(path, said | {"ricorso_1_autorita": "TAR", "ricorso_1_giorni": ""}).content.decode()
    assert "da 1 a 365" in bad
    good = {"ricorso_1_autorita": "TAR per la Puglia", "ricorso_1_giorni": "30", "ricorso_3_autorita": ""}
    assert client.post(path, said | good).status_code == 302
    case = client.get(f"/admin/procedimenti/{istanza.numero}/?scheda=cronologia").content.decode()
    assert "TAR per la Puglia, entro 30 giorni dalla notifica" in case
    assert "Presidente della Repubblica" not in case
    other = client.get(f"/admin/procedimenti/{assigned(funzionario).numero}/passo/rinuncia/").content.decode()
    assert "ricorso_1" not in other
