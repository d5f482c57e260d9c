"""Voting on an item: one vote a member, of who is there and in no conflict, never changed."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.db import DatabaseError, IntegrityError, connection, transaction

from core.clock import now
from identita.models import User
from procedimenti.actions.nucleo.chiusura import close_seduta
from procedimenti.actions.nucleo.componenti import end_componente, replace_componente
from procedimenti.actions.nucleo.punto import Chiamato, declare_conflitto, record_presenza_punto, record_presenze
from procedimenti.collegio import EsitoPunto, IncaricoNucleo, StatoPresenza, ValoreVoto
from procedimenti.enums import Passo
from procedimenti.exceptions import ProcedimentoError
from procedimenti.models import ComponenteNucleo, PresenzaNucleo, VotoNucleo
from procedimenti.selectors.nucleo.seduta import collegio_of
from tests.procedimenti.conftest import OGGI, step
from tests.procedimenti.nucleo.conftest import A, C, F, P, S, convened, item, member, opened, vote, vote_all, waiting

pytestmark = pytest.mark.usefixtures("oggi")
DOMANI = dt.datetime(2026, 11, 3, 9, tzinfo=dt.UTC)


def refused(match: str) -> Any:
    return pytest.raises(ProcedimentoError, match=match)


def test_a_vote_is_cast_once_and_never_changed(funzionario: User, nucleo: list[ComponenteNucleo]) -> None:
    punto = item(opened(funzionario, waiting(funzionario)))
    cast = vote(punto, nucleo[0], funzionario, P, " Una sede in Puglia. ")
    assert (cast.valore, cast.testo, cast.registrato_da) == (P, "Una sede in Puglia.", funzionario)
    assert str(cast) == "Anna Presidente: Favorevole con prescrizioni"
    with refused("Anna Presidente ha già votato su questo punto: il voto non si cambia"):
        vote(punto, nucleo[0], funzionario, C)
    for change in (lambda: VotoNucleo.objects.update(valore=C), lambda: VotoNucleo.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert VotoNucleo.objects.get().valore == P


def test_the_database_refuses_a_second_vote(funzionario: User, nucleo: list[ComponenteNucleo]) -> None:
    punto = item(opened(funzionario, waiting(funzionario)))
    vote(punto, nucleo[0], funzionario, F)
    row = {"punto": punto, "componente": nucleo[0], "valore": F, "votato_il": now(), "registrato_da": funzionario}
    with pytest.raises(IntegrityError), transaction.atomic():
        VotoNucleo.objects.create(**row)
    with pytest.raises(IntegrityError), transaction.atomic():
        VotoNucleo.objects.create(**row | {"componente": nucleo[1], "registrato_da": None})


def test_nobody_votes_before_the_opening_nor_after_the_closing(
    funzionario: User, nucleo: list[ComponenteNucleo]
) -> None:
    seduta = convened(funzionario, waiting(funzionario))
    with refused("La seduta non è ancora aperta"):
        vote(item(seduta), nucleo[0], funzionario, F)
    other = opened(funzionario, waiting(funzionario, "Moda"))
    close_seduta(seduta=other, by=funzionario)
    with refused("La seduta è chiusa: non si vota più"):
        vote(item(other), nucleo[0], funzionario, F)


def test_who_is_absent_or_gone_out_does_not_vote(funzionario: User, nucleo: list[ComponenteNucleo]) -> None:
    seduta = opened(funzionario, waiting(funzionario), waiting(funzionario, "Moda"), absent=(nucleo[4],))
    with refused("Elena Quinta risulta assente"):
        vote(item(seduta), nucleo[4], funzionario, F)
    record_presenza_punto(
        punto=item(seduta, 2), componente_id=nucleo[3].pk, stato="assente", motivo="È uscito", by=funzionario
    )
    vote(item(seduta), nucleo[3], funzionario, F)
    with refused("Dario Quarto risulta assente"):
        vote(item(seduta, 2), nucleo[3], funzionario, F)
    record_presenze(seduta=seduta, presenze={nucleo[4].pk: StatoPresenza.PRESENTE}, by=funzionario)
    vote(item(seduta), nucleo[4], funzionario, F)


def test_nobody_votes_without_quorum(funzionario: User, nucleo: list[ComponenteNucleo]) -> None:
    punto = item(opened(funzionario, waiting(funzionario), absent=tuple(nucleo[2:])))
    with pytest.raises(ProcedimentoError) as told:
        vote(punto, nucleo[0], funzionario, F)
    assert told.value.messaggio == "Manca il numero legale: 2 presenti con voto, ne servono 3. Non si può votare."
    assert "DGR 192/2025" in told.value.fonte


def test_who_is_in_conflict_steps_out(funzionario: User, nucleo: list[ComponenteNucleo]) -> None:
    seduta = convened(funzionario, waiting(funzionario))
    punto = item(seduta)
    chi = Chiamato(nucleo[1], by=funzionario)
    with pytest.raises(ProcedimentoError) as told:
        declare_conflitto(punto=punto, chi=chi, motivo=" ")
    assert (told.value.campo, told.value.fonte) == ("motivo", "art. 6-bis L. 241/1990")
    with refused("cinquecento"):
        declare_conflitto(punto=punto, chi=chi, motivo="a" * 501)
    declare_conflitto(punto=punto, chi=chi, motivo="È socio di un aderente.")
    punto = item(opened(funzionario, waiting(funzionario, "Moda")))
    declare_conflitto(punto=punto, chi=chi, motivo="È socio di un aderente.")
    with refused("ha dichiarato un conflitto di interessi"):
        vote(punto, nucleo[1], funzionario, F)
    vote(punto, nucleo[0], funzionario, F)
    with refused("Anna Presidente ha già votato su questo punto: quello che ne è scritto resta"):
        declare_conflitto(punto=punto, chi=Chiamato(nucleo[0], by=funzionario), motivo="Mi ricordo ora.")
    with pytest.raises(DatabaseError), transaction.atomic():
        PresenzaNucleo.objects.all().delete()


def test_a_conflict_is_about_one_item(funzionario: User, nucleo: list[ComponenteNucleo]) -> None:
    seduta = opened(funzionario, waiting(funzionario))
    with refused("Scegli se è presente o assente"):
        record_presenze(seduta=seduta, presenze={nucleo[0].pk: "conflitto"}, by=funzionario)
    with pytest.raises(IntegrityError), transaction.atomic():
        PresenzaNucleo.objects.create(
            seduta=seduta, componente=nucleo[0], stato="conflitto", registrato_il=now(), registrato_da=funzionario
        )


def test_presences_are_recorded_of_members_in_an_open_seduta(funzionario: User, nucleo: list[ComponenteNucleo]) -> None:
    seduta = convened(funzionario, waiting(funzionario))
    with refused("Le presenze si registrano quando la seduta è «Aperta»; ora è «Convocata»"):
        record_presenze(seduta=seduta, presenze={nucleo[0].pk: "presente"}, by=funzionario)
    seduta = opened(funzionario, waiting(funzionario, "Moda"))
    stranger = member("Chi Verrà", funzionario, dal=OGGI + dt.timedelta(days=9))
    with refused("non è componente"):
        record_presenze(seduta=seduta, presenze={stranger.pk: "presente"}, by=funzionario)
    with refused("non è componente"):
        record_presenza_punto(
            punto=item(seduta), componente_id=stranger.pk, stato="presente", motivo="", by=funzionario
        )
    rows = PresenzaNucleo.objects.count()
    assert record_presenze(seduta=seduta, presenze={nucleo[0].pk: "presente"}, by=funzionario) == 0
    assert PresenzaNucleo.objects.count() == rows, "what is already so is not written again"


def test_who_was_not_a_member_on_that_day_does_not_vote(funzionario: User, nucleo: list[ComponenteNucleo]) -> None:
    punto = item(opened(funzionario, waiting(funzionario)))
    stranger = member("Chi Verrà", funzionario, dal=OGGI + dt.timedelta(days=9))
    with refused("Chi Verrà non è componente del Nucleo il 2 novembre 2026"):
        vote(punto, stranger, funzionario, F)


def test_who_has_no_vote_takes_part_without_it(funzionario: User, nucleo: list[ComponenteNucleo]) -> None:
    clerk = member("Zoe Segretaria", funzionario, IncaricoNucleo.SEGRETARIO, vota=False)
    punto = item(opened(funzionario, waiting(funzionario)))
    with refused("senza diritto di voto"):
        vote(punto, clerk, funzionario, F)


def test_a_member_is_replaced_in_the_middle(funzionario: User, nucleo: list[ComponenteNucleo]) -> None:
    """His vote stands; who follows votes where the seat has not yet."""
    seduta = opened(funzionario, waiting(funzionario), waiting(funzionario, "Moda"))
    first, second = item(seduta), item(seduta, 2)
    vote(first, nucleo[2], funzionario, C)
    with time_machine.travel(DOMANI, tick=False):
        new = replace_componente(componente=nucleo[2], nome="Fabio Nuovo", dal=DOMANI.date(), by=funzionario)
        record_presenze(seduta=seduta, presenze={new.pk: StatoPresenza.PRESENTE}, by=funzionario)
        with refused("Carla Terza non è componente del Nucleo il 3 novembre 2026"):
            vote(second, nucleo[2], funzionario, F)
        with refused("Su questo punto ha già votato Carla Terza, a cui Fabio Nuovo è subentrato"):
            vote(first, new, funzionario, F)
        vote(second, new, funzionario, F)
        seats = {s.nome: s for s in collegio_of(seduta).seggi(first)}
        assert seats["Fabio Nuovo"].voto is C
        assert len(seats) == 5


def test_the_vote_of_who_left_for_good_still_counts(funzionario: User, nucleo: list[ComponenteNucleo]) -> None:
    seduta = opened(funzionario, waiting(funzionario))
    vote_all(item(seduta), nucleo, funzionario, F, C, F)
    with time_machine.travel(DOMANI, tick=False):
        end_componente(componente=nucleo[2], al=OGGI, by=funzionario)
        assert [s.nome for s in collegio_of(seduta).seggi(item(seduta)) if s.voto] == [
            "Anna Presidente", "Bruno Vice", "Carla Terza",
        ]  # fmt: skip
        close_seduta(seduta=seduta, by=funzionario)
    assert item(seduta).esito == EsitoPunto.FAVOREVOLE


def test_an_opinion_is_suspended_once(funzionario: User, nucleo: list[ComponenteNucleo]) -> None:
    case = waiting(funzionario)
    step(case, Passo.RINVIO, funzionario)
    step(case, Passo.RICHIESTA_PARERE, funzionario)
    punto = item(opened(funzionario, case))
    with pytest.raises(ProcedimentoError) as told:
        vote(punto, nucleo[0], funzionario, S)
    assert "una volta sola" in told.value.messaggio
    vote(punto, nucleo[0], funzionario, A)


def test_on_a_case_withdrawn_meanwhile_nobody_votes(funzionario: User, nucleo: list[ComponenteNucleo]) -> None:
    case = waiting(funzionario)
    punto = item(opened(funzionario, case))
    step(case, Passo.RINUNCIA, funzionario)
    with refused("ora è «Rinunciata»"):
        vote(punto, nucleo[0], funzionario, F)


@pytest.mark.parametrize("table", ["votonucleo", "presenzanucleo", "accessonucleo", "verbalenucleo"])
def test_the_tables_of_record_are_append_only(table: str, registro: None) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT count(*) FROM pg_trigger WHERE tgname LIKE %s", [f"procedimenti_{table}_no_%"])
        else:
            cursor.execute("SELECT count(*) FROM sqlite_master WHERE name LIKE %s", [f"procedimenti_{table}_no_%"])
        assert cursor.fetchone()[0] >= 2


def test_every_vote_that_must_be_reasoned_asks_why(funzionario: User, nucleo: list[ComponenteNucleo]) -> None:
    punto = item(opened(funzionario, waiting(funzionario)))
    for valore in (ValoreVoto.CONTRARIO, ValoreVoto.CON_PRESCRIZIONI, ValoreVoto.SOSPENSIONE):
        with pytest.raises(ProcedimentoError) as told:
            vote(punto, nucleo[0], funzionario, valore, "")
        assert told.value.campo == "testo"
