"""Who sits in the Nucleo: from a day to a day, one president at a time, each seat passed on."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from identita.models import User
from procedimenti.actions.nucleo.componenti import correct_componente, end_componente, replace_componente
from procedimenti.actions.nucleo.setup import load_nucleo
from procedimenti.collegio import IncaricoNucleo, NomeRegolaNucleo
from procedimenti.exceptions import ProcedimentoError
from procedimenti.models import ComponenteNucleo, CriterioValutazione, RegolaNucleo
from procedimenti.selectors.nucleo.componenti import componenti_on, criteri_on, regole_in_force, regole_on
from tests.factories import make_funzionario
from tests.procedimenti.conftest import OGGI
from tests.procedimenti.nucleo.conftest import F, item, member, opened, vote, waiting

pytestmark = pytest.mark.usefixtures("oggi")


def test_members_are_called_president_first(funzionario: User, nucleo: list[ComponenteNucleo]) -> None:
    member("Zoe Segretaria", funzionario, IncaricoNucleo.SEGRETARIO, vota=False)
    names = [c.nome for c in componenti_on("ricerca", OGGI)]
    assert names == [*(c.nome for c in nucleo), "Zoe Segretaria"]
    assert componenti_on("agricoltura", OGGI) == []
    assert componenti_on("ricerca", dt.date(2025, 3, 2)) == []


def test_the_office_of_president_is_one_persons_at_a_time(funzionario: User, nucleo: list[ComponenteNucleo]) -> None:
    with pytest.raises(ProcedimentoError, match="Anna Presidente è già presidente dal 3 marzo 2025"):
        member("Altra Presidente", funzionario, IncaricoNucleo.PRESIDENTE)
    end_componente(componente=nucleo[0], al=OGGI, by=funzionario)
    with pytest.raises(ProcedimentoError, match="è già presidente"):
        member("Altra Presidente", funzionario, IncaricoNucleo.PRESIDENTE, dal=OGGI)
    member("Altra Presidente", funzionario, IncaricoNucleo.PRESIDENTE, dal=OGGI + dt.timedelta(days=1))
    member("Prima Presidente", funzionario, IncaricoNucleo.PRESIDENTE, dt.date(2024, 1, 1), al=dt.date(2025, 3, 2))
    member("Presidente Altrove", make_funzionario("agricoltura"), IncaricoNucleo.PRESIDENTE, competenza="agricoltura")


@pytest.mark.parametrize(
    ("said", "campo"),
    [
        ({"nome": "  "}, "nome"),
        ({"nome": "Anna\u200b Rossi"}, "nome"),
        ({"nome": "A B", "email": "non-è-una-mail"}, "email"),
        ({"nome": "A B", "al": dt.date(2025, 1, 1)}, "al"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(funzionario: User, said: dict[str, object], campo: str) -> None:
    with pytest.raises(ProcedimentoError) as refused:
        member(by=funzionario, **{"email": "", **said})  # type: ignore[arg-type]
    assert refused.value.campo == campo


def test_a_seat_passes_from_one_to_another(funzionario: User, nucleo: list[ComponenteNucleo]) -> None:
    day = OGGI + dt.timedelta(days=1)
    new = replace_componente(componente=nucleo[0], nome="Fabio Nuovo", dal=day, by=funzionario, email="f@example.it")
    nucleo[0].refresh_from_db()
    assert (nucleo[0].al, nucleo[0].sostituito_da) == (OGGI, new)
    assert (new.incarico, new.vota) == (IncaricoNucleo.PRESIDENTE, True)
    assert componenti_on("ricerca", day)[0] == new
    with pytest.raises(ProcedimentoError, match="già stato sostituito"):
        replace_componente(componente=nucleo[0], nome="Altro", dal=day, by=funzionario)
    with pytest.raises(ProcedimentoError, match="già stato sostituito"):
        end_componente(componente=nucleo[0], al=OGGI, by=funzionario)


def test_a_seat_does_not_pass_before_it_was_taken_nor_while_it_is_held(
    funzionario: User, nucleo: list[ComponenteNucleo]
) -> None:
    with pytest.raises(ProcedimentoError, match="comincia dopo il 3 marzo 2025"):
        replace_componente(componente=nucleo[1], nome="Altro", dal=nucleo[1].dal, by=funzionario)
    end_componente(componente=nucleo[1], al=OGGI, by=funzionario)
    with pytest.raises(ProcedimentoError, match="Chi lascia resta fino al 2 novembre 2026"):
        replace_componente(componente=nucleo[1], nome="Altro", dal=OGGI, by=funzionario)
    late = replace_componente(componente=nucleo[1], nome="Altro", dal=OGGI + dt.timedelta(days=30), by=funzionario)
    nucleo[1].refresh_from_db()
    assert (nucleo[1].al, nucleo[1].sostituito_da) == (OGGI, late)


def test_a_mistake_is_corrected_until_something_was_done(funzionario: User, nucleo: list[ComponenteNucleo]) -> None:
    fixed = correct_componente(componente=nucleo[2], by=funzionario, nome="Carla Terzi", email="terzi@example.it")
    assert str(fixed) == "Carla Terzi"
    opened(funzionario, waiting(funzionario))
    with pytest.raises(ProcedimentoError, match="ha già preso parte a una seduta"):
        correct_componente(componente=nucleo[2], by=funzionario, nome="Altra Persona")
    again = correct_componente(componente=nucleo[2], by=funzionario, email="nuova@example.it", nome="Carla Terzi")
    assert again.email == "nuova@example.it"


def test_who_voted_was_a_member_that_day(funzionario: User, nucleo: list[ComponenteNucleo]) -> None:
    seduta = opened(funzionario, waiting(funzionario))
    vote(item(seduta), nucleo[2], funzionario, F)
    with pytest.raises(ProcedimentoError, match="Dopo quel giorno ha ancora votato"):
        end_componente(componente=nucleo[2], al=OGGI - dt.timedelta(days=1), by=funzionario)
    assert end_componente(componente=nucleo[2], al=OGGI, by=funzionario).al == OGGI


def test_the_database_too_wants_a_period_and_one_holder(nucleo: list[ComponenteNucleo]) -> None:
    for values in ({"al": dt.date(2020, 1, 1)}, {"sostituito_da": nucleo[1]}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ComponenteNucleo.objects.filter(pk=nucleo[0].pk).update(**values)


def test_rules_and_criteria_are_data_with_their_source(registro: None) -> None:
    rows = regole_in_force("ricerca", OGGI)
    assert [r.nome for r in rows] == NomeRegolaNucleo.values
    assert all(r.fonte and r.stato == "da_confermare" for r in rows)
    assert all(c.fonte and c.stato == "da_confermare" for c in criteri_on("agricoltura", OGGI))
    assert [r.detto for r in rows] == ["50 per cento", "50 per cento", "no", "sì", "1 giorno"]
    assert str(rows[3]) == "A parità prevale il voto di chi presiede: sì"
    assert regole_on("ricerca", OGGI).prevale_presidente


def test_a_rule_that_somebody_changed_is_left_alone(registro: None) -> None:
    RegolaNucleo.objects.create(
        competenza="ricerca", nome="quorum_percento", valore=66, fonte="DGR", valida_dal=dt.date(2026, 1, 1)
    )
    CriterioValutazione.objects.filter(codice="reti").update(massimo=10)
    load_nucleo()
    assert regole_on("ricerca", OGGI).quorum == 66
    assert regole_on("agricoltura", OGGI).quorum == 50
    assert {c.massimo for c in criteri_on("ricerca", OGGI) if c.codice == "reti"} == {10}


def test_the_rule_is_that_of_the_day(registro: None) -> None:
    RegolaNucleo.objects.create(
        competenza="ricerca", nome="voto_presidente", valore=0, fonte="DGR", valida_dal=dt.date(2027, 1, 1)
    )
    assert regole_on("ricerca", OGGI).prevale_presidente
    assert not regole_on("ricerca", dt.date(2027, 1, 1)).prevale_presidente
    assert regole_on("ricerca", dt.date(2020, 1, 1)).quorum == 50
