"""Who manages the Nucleo: funzionari and dirigenti of the structure, and nobody else, whatever the act."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from identita.models import User
from procedimenti.actions.nucleo.chiusura import close_seduta
from procedimenti.actions.nucleo.componenti import (
    correct_componente,
    end_componente,
    name_componente,
    replace_componente,
)
from procedimenti.actions.nucleo.punto import (
    Chiamato,
    cast_voto,
    declare_conflitto,
    record_presenza_punto,
    record_presenze,
    write_scheda,
)
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
from procedimenti.collegio import IncaricoNucleo, ModoSeduta
from procedimenti.exceptions import ProcedimentoError
from procedimenti.models import ComponenteNucleo
from procedimenti.permissions import can_manage_nucleo
from tests.factories import make_funzionario, make_user
from tests.procedimenti.conftest import OGGI
from tests.procedimenti.nucleo.conftest import at, convened, item, opened, prepared, waiting

pytestmark = pytest.mark.usefixtures("oggi")
Act = Callable[[dict[str, Any], User], Any]
DATA: dict[str, Any] = {"il": at(), "modo": ModoSeduta.MISTA, "luogo": "Sala"}
ACTS: dict[str, Act] = {
    "name": lambda w, by: name_componente(
        competenza="ricerca", nome="Altri", incarico=IncaricoNucleo.COMPONENTE, dal=OGGI, by=by
    ),
    "correct": lambda w, by: correct_componente(componente=w["uno"], nome="Altri", by=by),
    "end": lambda w, by: end_componente(componente=w["uno"], al=OGGI, by=by),
    "replace": lambda w, by: replace_componente(
        componente=w["uno"], nome="Altri", dal=OGGI + dt.timedelta(days=1), by=by
    ),
    "create": lambda w, by: create_seduta(competenza="ricerca", by=by, **DATA),
    "change": lambda w, by: change_seduta(seduta=w["bozza"], by=by, **DATA),
    "delete": lambda w, by: delete_seduta(seduta=w["bozza"], by=by),
    "add": lambda w, by: add_punto(seduta=w["bozza"], istanza=w["caso"], by=by),
    "remove": lambda w, by: remove_punto(punto=item(w["bozza"]), by=by),
    "convoca": lambda w, by: convoca_seduta(seduta=w["bozza"], by=by),
    "annulla": lambda w, by: annulla_seduta(seduta=w["convocata"], motivo="Pioggia.", by=by),
    "apri": lambda w, by: apri_seduta(seduta=w["convocata"], by=by),
    "link": lambda w, by: resend_link(seduta=w["convocata"], componente_id=w["uno"].pk, by=by),
    "presenze": lambda w, by: record_presenze(seduta=w["aperta"], presenze={w["uno"].pk: "assente"}, by=by),
    "presenza": lambda w, by: record_presenza_punto(
        punto=item(w["aperta"]), componente_id=w["uno"].pk, stato="assente", motivo="", by=by
    ),
    "conflitto": lambda w, by: declare_conflitto(
        punto=item(w["aperta"]), chi=Chiamato(w["uno"], by=by), motivo="Socio."
    ),
    "scheda": lambda w, by: write_scheda(
        punto=item(w["aperta"]), valutazioni={}, discussione="Sì.", prescrizioni="", by=by
    ),
    "voto": lambda w, by: cast_voto(punto=item(w["aperta"]), chi=Chiamato(w["uno"], by=by), valore="favorevole"),
    "chiusura": lambda w, by: close_seduta(seduta=w["aperta"], by=by),
}


@pytest.fixture
def world(funzionario: User, nucleo: list[ComponenteNucleo]) -> dict[str, Any]:
    return {
        "uno": nucleo[2],
        "bozza": prepared(funzionario, waiting(funzionario, "Uno")),
        "convocata": convened(funzionario, waiting(funzionario, "Due")),
        "aperta": opened(funzionario, waiting(funzionario, "Tre")),
        "caso": waiting(funzionario, "Quattro"),
    }


@pytest.mark.parametrize("name", ACTS)
def test_nobody_else_does_it(name: str, world: dict[str, Any], funzionario: User) -> None:
    others = [
        make_funzionario("agricoltura"),
        make_user("dirigente.agricoltura", "Dirigente – agricoltura"),
        make_user("redattore", "Redattore – ricerca"),
        make_user("admin", "Amministratore"),
        make_user("lettore", "Lettore"),
    ]
    gone = make_funzionario(username="andato.via")
    gone.is_active = False
    gone.save()
    for user in (*others, gone):
        with pytest.raises(ProcedimentoError, match="Il Nucleo lo gestisce chi lavora nella struttura competente"):
            ACTS[name](world, user)


@pytest.mark.parametrize("name", [n for n in ACTS if n not in {"correct", "replace"}])
def test_a_dirigente_of_the_structure_does_it(name: str, world: dict[str, Any], dirigente: User) -> None:
    ACTS[name](world, dirigente)


def test_who_manages_it(funzionario: User, dirigente: User) -> None:
    assert can_manage_nucleo(funzionario, "ricerca")
    assert can_manage_nucleo(dirigente, "ricerca")
    assert not can_manage_nucleo(funzionario, "agricoltura")
