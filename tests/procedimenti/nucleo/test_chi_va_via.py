"""Who goes out after voting, and who declared a conflict: what was done on an item stays done."""

import pytest

from identita.models import User
from procedimenti.actions.nucleo.chiusura import close_seduta
from procedimenti.actions.nucleo.link import Provenienza
from procedimenti.actions.nucleo.punto import (
    Chiamato,
    declare_conflitto,
    record_presenza_punto,
    record_presenze,
)
from procedimenti.collegio import EsitoPunto, StatoPresenza
from procedimenti.enums import StatoIstanza
from procedimenti.exceptions import ProcedimentoError
from procedimenti.models import ComponenteNucleo, PuntoOrdine
from tests.procedimenti.nucleo.conftest import C, F, item, opened, vote, vote_all, waiting

pytestmark = pytest.mark.usefixtures("oggi")


def leaves(
    punto: PuntoOrdine, one: ComponenteNucleo, by: User, stato: str = StatoPresenza.PRESENTE, **more: str
) -> None:
    record_presenza_punto(punto=punto, componente_id=one.pk, stato=stato, motivo=more.get("motivo", ""), by=by)


def test_an_opinion_voted_with_quorum_stays_when_somebody_goes_home(
    funzionario: User, nucleo: list[ComponenteNucleo]
) -> None:
    """Three of five vote on the first item; one goes out before the second, and is recorded absent."""
    case, other = waiting(funzionario), waiting(funzionario, "Moda")
    seduta = opened(funzionario, case, other, absent=tuple(nucleo[3:]))
    vote_all(item(seduta), nucleo, funzionario, F, F, C)
    record_presenze(seduta=seduta, presenze={nucleo[2].pk: StatoPresenza.ASSENTE}, by=funzionario)
    verbale = close_seduta(seduta=seduta, by=funzionario)
    case.refresh_from_db()
    assert (item(seduta).esito, case.stato) == (EsitoPunto.FAVOREVOLE, StatoIstanza.PARERE_RESO)
    first, second = verbale.contenuto["punti"]
    assert (first["presenti"], first["assenti"]) == (3, ["Dario Quarto", "Elena Quinta"])
    assert (second["presenti"], item(seduta, 2).esito) == (2, EsitoPunto.NESSUNO)


def test_who_presided_still_decides_the_tie_after_going_out(funzionario: User, nucleo: list[ComponenteNucleo]) -> None:
    case = waiting(funzionario)
    seduta = opened(funzionario, case, absent=(nucleo[4],))
    vote_all(item(seduta), nucleo, funzionario, F, C, C, F)
    record_presenze(seduta=seduta, presenze={nucleo[0].pk: StatoPresenza.ASSENTE}, by=funzionario)
    close_seduta(seduta=seduta, by=funzionario)
    assert item(seduta).esito == EsitoPunto.FAVOREVOLE
    assert "Anna Presidente" in item(seduta).spiegazione


def test_a_conflict_that_a_member_declared_is_taken_away_by_nobody(
    funzionario: User, nucleo: list[ComponenteNucleo]
) -> None:
    seduta = opened(funzionario, waiting(funzionario))
    punto, link = item(seduta), nucleo[1].link.get()
    chi = Chiamato.by_link(link, Provenienza("127.0.0.1"))
    declare_conflitto(punto=punto, chi=chi, motivo="È socio di un aderente.")
    leaves(punto, nucleo[1], funzionario, StatoPresenza.CONFLITTO, motivo="È socio.")  # an officer writes it too
    for stato in (StatoPresenza.PRESENTE, StatoPresenza.ASSENTE):
        with pytest.raises(ProcedimentoError, match="Bruno Vice ha dichiarato da sé il conflitto"):
            leaves(punto, nucleo[1], funzionario, stato, motivo="Si è sbagliato.")
    with pytest.raises(ProcedimentoError, match="conflitto di interessi"):
        vote(punto, nucleo[1], funzionario, F)


def test_a_conflict_written_by_mistake_is_taken_back_with_its_reason(
    funzionario: User, nucleo: list[ComponenteNucleo]
) -> None:
    punto = item(opened(funzionario, waiting(funzionario)))
    leaves(punto, nucleo[1], funzionario, StatoPresenza.CONFLITTO, motivo="È socio.")
    with pytest.raises(ProcedimentoError) as told:
        leaves(punto, nucleo[1], funzionario)
    assert (told.value.messaggio, told.value.campo) == ("Scrivi perché il conflitto non c’è.", "motivo")
    leaves(punto, nucleo[1], funzionario, motivo="Il conflitto è di un altro componente.")
    vote(punto, nucleo[1], funzionario, F)
