"""The evaluation sheet of an item: points and words on the criteria of the day, until the seduta is closed."""

import pytest

from identita.models import User
from procedimenti.actions.nucleo.chiusura import close_seduta
from procedimenti.actions.nucleo.punto import write_scheda
from procedimenti.exceptions import ProcedimentoError
from procedimenti.models import ComponenteNucleo, CriterioValutazione, PuntoOrdine, ValutazioneCriterio
from procedimenti.selectors.nucleo.componenti import criteri_on, is_confirmed
from procedimenti.selectors.nucleo.seduta import scheda_of
from tests.procedimenti.conftest import OGGI
from tests.procedimenti.nucleo.conftest import item, opened, prepared, waiting

pytestmark = pytest.mark.usefixtures("oggi")


def write(
    punto: PuntoOrdine, by: User, *lines: tuple[CriterioValutazione, int | None, str], **texts: str
) -> PuntoOrdine:
    said = {"discussione": "", "prescrizioni": ""} | texts
    return write_scheda(punto=punto, valutazioni={c.pk: (n, t) for c, n, t in lines}, by=by, **said)


def test_what_was_written_is_changed_in_place(funzionario: User) -> None:
    punto = item(prepared(funzionario, waiting(funzionario)))
    reti, words = criteri_on("ricerca", OGGI)[0], criteri_on("ricerca", OGGI)[-1]
    write(punto, funzionario, (reti, 3, "Buone."), (words, None, ""), discussione=" Si discute. ")
    write(punto, funzionario, (reti, 4, "Ottime."), (words, None, "Diverso dagli altri."), discussione="Si discute.")
    lines = {r.criterio: r.valutazione for r in scheda_of(punto)}
    assert str(lines[reti]) == "Reti di collaborazione: 4"
    assert str(lines[words]) == "Peculiarità rispetto alle altre voci: Diverso dagli altri."
    assert ValutazioneCriterio.objects.count() == 2
    punto.refresh_from_db()
    assert punto.discussione == "Si discute."
    assert not is_confirmed(list(lines))


@pytest.mark.parametrize(
    ("codice", "points", "words", "campo", "said"),
    [
        ("reti", 6, "", "punteggio", "va da 0 a 5 punti"),
        ("reti", -1, "", "punteggio", "va da 0 a 5 punti"),
        ("peculiarita", 1, "", "punteggio", "si valuta a parole"),
        ("reti", 1, "a" * 2001, "giudizio", "duemila"),
    ],
)
def test_points_that_are_none_are_refused_beside_their_field(
    funzionario: User, codice: str, points: int, words: str, campo: str, said: str
) -> None:
    punto = item(prepared(funzionario, waiting(funzionario)))
    criterio = CriterioValutazione.objects.get(competenza="ricerca", codice=codice)
    with pytest.raises(ProcedimentoError, match=said) as told:
        write(punto, funzionario, (criterio, points, words))
    assert told.value.campo == f"{campo}_{criterio.pk}"


def test_a_criterion_of_another_structure_or_day_is_not_of_this_sheet(funzionario: User) -> None:
    punto = item(prepared(funzionario, waiting(funzionario)))
    other = CriterioValutazione.objects.get(competenza="agricoltura", codice="reti")
    with pytest.raises(ProcedimentoError, match="non vale per il giorno della seduta"):
        write(punto, funzionario, (other, 1, ""))


def test_a_criterion_that_ended_stays_where_it_was_used(funzionario: User) -> None:
    punto = item(prepared(funzionario, waiting(funzionario)))
    reti = criteri_on("ricerca", OGGI)[0]
    write(punto, funzionario, (reti, 3, "Buone."))
    CriterioValutazione.objects.filter(pk=reti.pk).update(valido_al=OGGI.replace(month=1))
    assert reti in [r.criterio for r in scheda_of(punto)]
    assert reti not in criteri_on("ricerca", OGGI)


def test_a_closed_seduta_is_not_written_any_more(funzionario: User, nucleo: list[ComponenteNucleo]) -> None:
    seduta = opened(funzionario, waiting(funzionario))
    close_seduta(seduta=seduta, by=funzionario)
    with pytest.raises(ProcedimentoError, match="La seduta è chiusa"):
        write(item(seduta), funzionario, discussione="Altro.")


def test_what_cannot_stand_in_a_verbale_is_refused(funzionario: User) -> None:
    punto = item(prepared(funzionario, waiting(funzionario)))
    with pytest.raises(ProcedimentoError) as told:
        write(punto, funzionario, discussione="a\x00")
    assert told.value.campo == "discussione"
