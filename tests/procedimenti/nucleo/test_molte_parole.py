"""Members who write much, or what no file can hold: the opinion is never lost, the verbale can always be written."""

from typing import Any

import pytest

from identita.models import User
from procedimenti.actions.nucleo.chiusura import close_seduta
from procedimenti.actions.nucleo.componenti import correct_componente
from procedimenti.collegio import EsitoPunto
from procedimenti.enums import Passo, StatoIstanza
from procedimenti.exceptions import ProcedimentoError
from procedimenti.models import ComponenteNucleo
from procedimenti.policies.nucleo import MAX_TESTO
from procedimenti.policies.passi import MAX_MOTIVO
from tests.procedimenti.nucleo.conftest import C, item, member, opened, vote, waiting

pytestmark = pytest.mark.usefixtures("oggi")


def test_an_opinion_is_not_lost_for_the_words_of_its_reasons(funzionario: User, nucleo: list[ComponenteNucleo]) -> None:
    case = waiting(funzionario)
    seduta = opened(funzionario, case)
    for n, one in enumerate(nucleo):
        vote(item(seduta), one, funzionario, C, f"{n}" * MAX_TESTO)
    verbale = close_seduta(seduta=seduta, by=funzionario)
    case.refresh_from_db()
    assert (item(seduta).nota, item(seduta).esito) == ("", EsitoPunto.NON_FAVOREVOLE)
    assert case.stato == StatoIstanza.PARERE_RESO
    motivo = case.passi.get(passo=Passo.PARERE).motivo
    assert len(motivo) == MAX_MOTIVO
    assert motivo.endswith("… (il resto è nel verbale)")
    assert [len(v["testo"]) for v in verbale.contenuto["punti"][0]["voti"]] == [MAX_TESTO] * 5


@pytest.mark.parametrize("campo", ["qualifica", "atto"])
@pytest.mark.parametrize("unseen", ["\x0b", "\x01", "\u202e"])
def test_what_the_verbale_cannot_hold_is_refused_where_it_is_written(
    funzionario: User, nucleo: list[ComponenteNucleo], campo: str, unseen: str
) -> None:
    said: dict[str, Any] = {campo: f"Sezione{unseen}Ricerca"}
    with pytest.raises(ProcedimentoError) as told:
        member("Fabio Sesto", funzionario, **said)
    assert told.value.campo == campo
    with pytest.raises(ProcedimentoError, match="non si vedono"):
        correct_componente(componente=nucleo[2], by=funzionario, **said)
