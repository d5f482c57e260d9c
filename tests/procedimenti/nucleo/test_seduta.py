"""A seduta from its preparation to its opening: agenda, convocation, calling off."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction

from identita.models import User
from procedimenti.actions.nucleo.componenti import correct_componente, end_componente
from procedimenti.actions.nucleo.seduta import (
    add_punto,
    annulla_seduta,
    apri_seduta,
    change_seduta,
    convoca_seduta,
    create_seduta,
    delete_seduta,
    remove_punto,
    resend_link,
)
from procedimenti.collegio import ModoSeduta, StatoSeduta
from procedimenti.exceptions import ProcedimentoError
from procedimenti.models import ComponenteNucleo, LinkNucleo, PuntoOrdine, SedutaNucleo
from procedimenti.selectors.nucleo.seduta import candidates_for
from tests.factories import make_funzionario
from tests.procedimenti.conftest import OGGI, assigned
from tests.procedimenti.nucleo.conftest import at, convened, item, member, prepared, sent, waiting

pytestmark = pytest.mark.usefixtures("oggi")
DOMANI = OGGI + dt.timedelta(days=1)


def refused(match: str) -> Any:
    return pytest.raises(ProcedimentoError, match=match)


def test_the_agenda_takes_what_waits_for_the_nucleo(funzionario: User) -> None:
    legno, moda = waiting(funzionario), waiting(funzionario, "Moda")
    early = assigned(funzionario)
    seduta = prepared(funzionario, legno)
    assert candidates_for(seduta) == [moda]
    with refused("Si esaminano le istanze all’esame del Nucleo; questa è «In istruttoria»"):
        add_punto(seduta=seduta, istanza=early, by=funzionario)
    with refused("già all’ordine del giorno: Seduta del 2 novembre 2026"):
        add_punto(seduta=prepared(funzionario), istanza=legno, by=funzionario)
    assert add_punto(seduta=seduta, istanza=moda, by=funzionario).posizione == 2


def test_what_is_taken_off_leaves_no_gap(funzionario: User) -> None:
    seduta = prepared(funzionario, *(waiting(funzionario, n) for n in ("Uno", "Due", "Tre")))
    remove_punto(punto=item(seduta, 2), by=funzionario)
    assert [str(p).split(" (")[0] for p in seduta.punti.all()] == ["1. Uno", "2. Tre"]


def test_an_istanza_of_the_other_structure_is_not_put_on_the_agenda(funzionario: User) -> None:
    other = waiting(make_funzionario("agricoltura"), sezione=6)
    with refused("di un’altra struttura"):
        add_punto(seduta=prepared(funzionario), istanza=other, by=funzionario)


def test_each_member_is_convened_with_a_link_of_his_own(funzionario: User, nucleo: list[ComponenteNucleo]) -> None:
    seduta = convened(funzionario, waiting(funzionario))
    assert (seduta.numero, seduta.anno, seduta.stato) == (1, 2026, StatoSeduta.CONVOCATA)
    assert str(seduta) == "Seduta n. 1/2026 del 2 novembre 2026"
    messages = [m for m in sent() if "Nucleo" in m.subject]
    assert {m.to[0] for m in messages} == {c.email for c in nucleo}
    assert "1. Legno di Puglia scarl, riconoscimento e iscrizione" in messages[0].body
    assert "il 2 novembre 2026 alle 11:00, in presenza e a distanza: Sala riunioni" in messages[0].body
    assert len({m.body.split("/nucleo/")[1].split()[0] for m in messages}) == 5
    assert convened(funzionario, waiting(funzionario, "Moda")).numero == 2


def test_who_is_convened_knows_what_for(funzionario: User, nucleo: list[ComponenteNucleo]) -> None:
    seduta = convened(funzionario, waiting(funzionario))
    with refused("si cambiano quando la seduta è «In preparazione»; ora è «Convocata»"):
        add_punto(seduta=seduta, istanza=waiting(funzionario), by=funzionario)
    for act in (
        lambda: remove_punto(punto=item(seduta), by=funzionario),
        lambda: delete_seduta(seduta=seduta, by=funzionario),
        lambda: change_seduta(seduta=seduta, il=at(), modo=ModoSeduta.PRESENZA, luogo="Altrove", by=funzionario),
        lambda: convoca_seduta(seduta=seduta, by=funzionario),
    ):
        with refused("In preparazione"):
            act()


def test_a_seduta_that_cannot_be_held_is_not_convened(funzionario: User, nucleo: list[ComponenteNucleo]) -> None:
    with refused("ordine del giorno è vuoto"):
        convened(funzionario)
    case = waiting(funzionario)
    seduta = prepared(funzionario, case, il=at(hour=dt.time(9)))
    with refused("già passati"):
        convoca_seduta(seduta=seduta, by=funzionario)
    change_seduta(seduta=seduta, il=at(), modo=ModoSeduta.DISTANZA, luogo=" https://video.example.it ", by=funzionario)
    correct_componente(componente=nucleo[3], by=funzionario, email="")
    with refused("Manca l’indirizzo e-mail di Dario Quarto"):
        convoca_seduta(seduta=seduta, by=funzionario)
    end_componente(componente=nucleo[0], al=OGGI - dt.timedelta(days=1), by=funzionario)
    with refused("non ha un presidente"):
        convoca_seduta(seduta=seduta, by=funzionario)
    seduta.refresh_from_db()
    assert (seduta.stato, seduta.numero, LinkNucleo.objects.count()) == (StatoSeduta.BOZZA, None, 0)
    assert seduta.luogo == "https://video.example.it"


@pytest.mark.parametrize("luogo", ["  ", "Sala\x07"])
def test_a_place_is_written(funzionario: User, luogo: str) -> None:
    with pytest.raises(ProcedimentoError) as told:
        create_seduta(competenza="ricerca", il=at(), modo=ModoSeduta.PRESENZA, luogo=luogo, by=funzionario)
    assert told.value.campo == "luogo"


def test_a_draft_is_thrown_away_whole(funzionario: User) -> None:
    case = waiting(funzionario)
    delete_seduta(seduta=prepared(funzionario, case), by=funzionario)
    assert (SedutaNucleo.objects.count(), PuntoOrdine.objects.count()) == (0, 0)
    assert candidates_for(prepared(funzionario)) == [case]


def test_it_opens_from_its_day_on(funzionario: User, nucleo: list[ComponenteNucleo]) -> None:
    seduta = convened(funzionario, waiting(funzionario), il=at(DOMANI))
    with refused("è convocata per il 3 novembre 2026: si apre da quel giorno"):
        apri_seduta(seduta=seduta, by=funzionario)
    with time_machine.travel(dt.datetime(2026, 11, 3, 9, tzinfo=dt.UTC), tick=False):
        assert apri_seduta(seduta=seduta, by=funzionario).stato == StatoSeduta.APERTA
        with refused("Si apre quando la seduta è «Convocata»; ora è «Aperta»"):
            apri_seduta(seduta=seduta, by=funzionario)
        with refused("Si annulla quando la seduta è «Convocata»"):
            annulla_seduta(seduta=seduta, motivo="Pioggia.", by=funzionario)


def test_a_seduta_called_off_is_told_and_frees_its_istanze(funzionario: User, nucleo: list[ComponenteNucleo]) -> None:
    case = waiting(funzionario)
    seduta = convened(funzionario, case)
    with refused("Scrivi perché"):
        annulla_seduta(seduta=seduta, motivo=" ", by=funzionario)
    assert annulla_seduta(seduta=seduta, motivo="Manca la sala.", by=funzionario).stato == StatoSeduta.ANNULLATA
    told = [m for m in sent() if m.subject.startswith("Seduta annullata")]
    assert len(told) == 5
    assert "Manca la sala." in told[0].body
    assert not LinkNucleo.objects.filter(revocato_il__isnull=True).exists()
    assert candidates_for(prepared(funzionario)) == [case]
    with refused("per una seduta convocata o aperta"):
        resend_link(seduta=seduta, componente_id=nucleo[0].pk, by=funzionario)


def test_a_new_link_takes_the_place_of_the_old(funzionario: User, nucleo: list[ComponenteNucleo]) -> None:
    seduta = convened(funzionario, waiting(funzionario))
    correct_componente(componente=nucleo[1], by=funzionario, email="giusta@example.it")
    resend_link(seduta=seduta, componente_id=nucleo[1].pk, by=funzionario)
    old, new = LinkNucleo.objects.filter(componente=nucleo[1])
    assert old.revocato_il is not None
    assert (new.revocato_il, new.email) == (None, "giusta@example.it")


def test_a_link_is_sent_only_to_members_that_have_an_address(funzionario: User, nucleo: list[ComponenteNucleo]) -> None:
    seduta = convened(funzionario, waiting(funzionario))
    later = member("Tardi Arrivata", funzionario, dal=DOMANI, email="")
    with refused("non è componente del Nucleo"):
        resend_link(seduta=seduta, componente_id=later.pk, by=funzionario)
    with time_machine.travel(dt.datetime(2026, 11, 3, 9, tzinfo=dt.UTC), tick=False), refused("Manca l’indirizzo"):
        resend_link(seduta=seduta, componente_id=later.pk, by=funzionario)


def test_the_database_too_wants_a_number_and_an_hour(funzionario: User, nucleo: list[ComponenteNucleo]) -> None:
    seduta = prepared(funzionario)
    for stato in (StatoSeduta.CONVOCATA, StatoSeduta.CHIUSA):
        with pytest.raises(IntegrityError), transaction.atomic():
            SedutaNucleo.objects.filter(pk=seduta.pk).update(stato=stato)
