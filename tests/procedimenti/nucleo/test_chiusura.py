"""The end of a seduta: each opinion in its case, the clock, the verbale sealed."""

import datetime as dt

import pytest
import time_machine
from django.db import DatabaseError, transaction

from core.canonical import digest
from identita.models import User
from procedimenti.actions.nucleo.chiusura import close_seduta
from procedimenti.actions.nucleo.punto import Chiamato, declare_conflitto
from procedimenti.collegio import EsitoPunto, StatoSeduta
from procedimenti.enums import Passo, StatoIstanza
from procedimenti.exceptions import ProcedimentoError
from procedimenti.models import ComponenteNucleo, Istanza, RegolaNucleo, VerbaleNucleo
from procedimenti.selectors.caso import parere_of_istanza
from procedimenti.selectors.nucleo.seduta import candidates_for, punti_of_istanza
from tests.procedimenti.conftest import OGGI, step
from tests.procedimenti.nucleo.conftest import (
    C,
    F,
    P,
    S,
    convened,
    item,
    opened,
    prepared,
    sent,
    vote,
    vote_all,
    waiting,
)

pytestmark = pytest.mark.usefixtures("oggi")


def closed(by: User, who: list[ComponenteNucleo], *values: str) -> Istanza:
    """A case after a seduta where the first members voted so."""
    case = waiting(by)
    seduta = opened(by, case)
    vote_all(item(seduta), who, by, *values)
    close_seduta(seduta=seduta, by=by)
    case.refresh_from_db()
    return case


@pytest.mark.parametrize(
    ("values", "stato", "esito"),
    [
        ((F, F, F), StatoIstanza.PARERE_RESO, "favorevole"),
        ((P, P, F), StatoIstanza.PARERE_RESO, "con_prescrizioni"),
        ((C, C, F), StatoIstanza.PARERE_RESO, "non_favorevole"),
    ],
)
def test_the_opinion_is_in_the_case(
    funzionario: User,
    nucleo: list[ComponenteNucleo],
    values: tuple[str, ...],
    stato: StatoIstanza,
    esito: str,
) -> None:
    case = closed(funzionario, nucleo, *values)
    passo = case.passi.get(passo=Passo.PARERE)
    assert (case.stato, passo.dati["esito"]) == (stato, esito)
    assert passo.dati["seduta"] == "Seduta n. 1/2026 del 2 novembre 2026"
    assert passo.protocollo.verso == "ingresso"
    assert punti_of_istanza(case)[0].passo == passo
    if esito != "favorevole":
        assert "Perché sì." in passo.motivo
    if esito == "con_prescrizioni":
        assert passo.dati["prescrizioni"] == "Perché sì."


def test_a_suspension_is_a_rinvio_and_stops_the_clock_of_the_opinion(
    funzionario: User, nucleo: list[ComponenteNucleo]
) -> None:
    case = closed(funzionario, nucleo, S, S, F)
    rinvio = case.passi.get(passo=Passo.RINVIO)
    assert case.stato == StatoIstanza.IN_ISTRUTTORIA
    assert "Perché sì." in rinvio.motivo
    with time_machine.travel(dt.datetime(2026, 11, 9, 9, tzinfo=dt.UTC), tick=False):
        step(case, Passo.RICHIESTA_PARERE, funzionario, dt.date(2026, 11, 9))
        due = parere_of_istanza(case)
        assert due is not None
        assert due.scade_il == dt.date(2026, 11, 24)


def test_without_quorum_or_majority_the_case_waits_for_another_seduta(
    funzionario: User, nucleo: list[ComponenteNucleo]
) -> None:
    deserted, split = waiting(funzionario, "Deserta"), waiting(funzionario, "Divisa")
    first = opened(funzionario, deserted, absent=tuple(nucleo[1:]))
    close_seduta(seduta=first, by=funzionario)
    assert item(first).esito == EsitoPunto.NESSUNO
    assert "Manca il numero legale" in item(first).spiegazione
    second = opened(funzionario, split)
    vote_all(item(second), nucleo, funzionario, F, C, S)
    close_seduta(seduta=second, by=funzionario)
    assert candidates_for(prepared(funzionario)) == [deserted, split]


def test_a_tie_goes_as_the_rule_of_that_day_says(funzionario: User, nucleo: list[ComponenteNucleo]) -> None:
    """Five members, one in conflict, the vicepresident presiding in the place of the president."""
    case = waiting(funzionario)
    seduta = opened(funzionario, case)
    punto = item(seduta)
    declare_conflitto(punto=punto, chi=Chiamato(nucleo[0], by=funzionario), motivo="È socio.")
    vote_all(punto, nucleo[1:], funzionario, C, F, F, C)
    close_seduta(seduta=seduta, by=funzionario)
    assert item(seduta).esito == EsitoPunto.NON_FAVOREVOLE
    assert "prevale il voto di chi presiede, Bruno Vice" in item(seduta).spiegazione
    RegolaNucleo.objects.create(competenza="ricerca", nome="voto_presidente", valore=0, fonte="DGR", valida_dal=OGGI)
    other = opened(funzionario, waiting(funzionario, "Moda"), absent=(nucleo[4],))
    vote_all(item(other), nucleo, funzionario, F, F, C, C)
    close_seduta(seduta=other, by=funzionario)
    assert item(other).esito == EsitoPunto.NESSUNO


def test_a_case_withdrawn_meanwhile_keeps_its_state_and_the_item_says_why(
    funzionario: User, nucleo: list[ComponenteNucleo]
) -> None:
    case, other = waiting(funzionario), waiting(funzionario, "Moda")
    seduta = opened(funzionario, case, other)
    for posizione in (1, 2):
        vote_all(item(seduta, posizione), nucleo, funzionario, F, F, F)
    step(case, Passo.RINUNCIA, funzionario)
    close_seduta(seduta=seduta, by=funzionario)
    case.refresh_from_db()
    other.refresh_from_db()
    assert (case.stato, other.stato) == (StatoIstanza.RINUNCIATA, StatoIstanza.PARERE_RESO)
    assert "ora è «Rinunciata»" in item(seduta).nota
    assert item(seduta).passo is None


def test_the_prescriptions_agreed_come_before_those_written_with_the_votes(
    funzionario: User, nucleo: list[ComponenteNucleo]
) -> None:
    case = waiting(funzionario)
    seduta = opened(funzionario, case)
    punto = item(seduta)
    punto.prescrizioni = "Una sola sede operativa."
    punto.save()
    vote_all(punto, nucleo, funzionario, P, P, P)
    close_seduta(seduta=seduta, by=funzionario)
    assert case.passi.get(passo=Passo.PARERE).dati["prescrizioni"] == "Una sola sede operativa."


def test_the_responsabile_is_told_when_somebody_else_closes(
    funzionario: User, collega: User, nucleo: list[ComponenteNucleo]
) -> None:
    case = waiting(funzionario)
    seduta = opened(funzionario, case)
    vote_all(item(seduta), nucleo, funzionario, F, F, F)
    close_seduta(seduta=seduta, by=collega)
    told = [m for m in sent() if m.subject == f"Parere del Nucleo: {case.numero}"]
    assert [m.to for m in told] == [[funzionario.email]]


def test_it_closes_once_and_only_when_open(funzionario: User, nucleo: list[ComponenteNucleo]) -> None:
    seduta = convened(funzionario, waiting(funzionario))
    with pytest.raises(ProcedimentoError, match="Si chiude quando la seduta è «Aperta»"):
        close_seduta(seduta=seduta, by=funzionario)
    seduta = opened(funzionario, waiting(funzionario, "Moda"))
    close_seduta(seduta=seduta, by=funzionario)
    with pytest.raises(ProcedimentoError, match="ora è «Chiusa»"):
        close_seduta(seduta=seduta, by=funzionario)
    seduta.refresh_from_db()
    assert seduta.stato == StatoSeduta.CHIUSA


def test_the_verbale_is_sealed(funzionario: User, nucleo: list[ComponenteNucleo]) -> None:
    case = waiting(funzionario)
    seduta = opened(funzionario, case, absent=(nucleo[4],))
    punto = item(seduta)
    declare_conflitto(punto=punto, chi=Chiamato(nucleo[3], by=funzionario), motivo="È socio di un aderente.")
    for one in nucleo[:3]:
        vote(punto, one, funzionario, F)
    verbale = close_seduta(seduta=seduta, by=funzionario)
    verbale.refresh_from_db()
    assert verbale.sha256 == digest(verbale.contenuto)
    told = verbale.contenuto["punti"][0]
    assert told["conflitti"] == [{"nome": "Dario Quarto", "motivo": "È socio di un aderente."}]
    assert (told["assenti"], told["presiede"], told["presenti"]) == (["Elena Quinta"], "Anna Presidente", 3)
    assert [v["voto"] for v in told["voti"]] == ["Favorevole"] * 3
    with pytest.raises(DatabaseError), transaction.atomic():
        VerbaleNucleo.objects.update(sha256="0" * 64)
    assert str(verbale) == "Verbale della Seduta n. 1/2026 del 2 novembre 2026"
