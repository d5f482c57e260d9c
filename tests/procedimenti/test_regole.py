"""Declarations, ways to appeal, the Nucleo's numbers: written by versions from a day to come; what was used stays."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.db import DatabaseError, transaction

from distretti.exceptions import DatiError
from distretti.models import Sezione
from identita.enums import Competenza
from identita.models import User
from procedimenti.actions.istanza import change_istanza
from procedimenti.actions.regole.versioni import (
    close_dichiarazione,
    close_ricorso,
    record_dichiarazione,
    record_regola_nucleo,
    record_ricorso,
)
from procedimenti.collegio import NomeRegolaNucleo as N
from procedimenti.enums import Passo, TipoProcedimento
from procedimenti.exceptions import ProcedimentoError
from procedimenti.models import Dichiarazione, RegolaNucleo, Ricorso
from procedimenti.permissions import can_write_regole
from procedimenti.policies.regole.versioni import check_valore, split_versioni
from procedimenti.selectors.dichiarazioni import asked_by, asked_in, rese_of_istanza
from procedimenti.selectors.nucleo.componenti import regole_on
from procedimenti.selectors.struttura.ricorsi import ricorsi_on
from tests.factories import make_funzionario, make_user
from tests.procedimenti.conftest import OGGI, assigned, draft, step

RICERCA, AGRICOLTURA = Competenza.RICERCA, Competenza.AGRICOLTURA
DOMANI = OGGI + dt.timedelta(days=1)
T = TipoProcedimento
SAID: dict[str, Any] = {
    "competenza": RICERCA, "valida_dal": DOMANI, "titolo": "Antimafia", "testo": "che non ci sono cause ostative",
    "articolo": "art. 46 DPR 445/2000", "fonte": "DGR 1/2026", "tipi": [T.RICONOSCIMENTO.value], "sezioni": [1, 2],
    "obbligatoria": True,
}  # fmt: skip
APPEAL: dict[str, Any] = {"competenza": RICERCA, "fonte": "art. 29 d.lgs. 104/2010", "valida_dal": DOMANI}
TAR = "Tribunale amministrativo regionale per la Puglia"
pytestmark = pytest.mark.usefixtures("oggi")


def asked(sezione: int, on: dt.date = DOMANI, tipo: T = T.RICONOSCIMENTO) -> dict[str, str]:
    return {d.codice: d.testo for d in asked_in(tipo, [Sezione.objects.get(pk=sezione)], on=on)}


def version(dirigente: User, codice: str = "copie", **more: Any) -> Dichiarazione:
    return record_dichiarazione(by=dirigente, **{**SAID, "codice": codice, **more})


def test_a_new_text_begins_on_its_day_and_only_where_it_was_written(dirigente: User) -> None:
    old = asked(1, OGGI)["copie"]
    done = version(dirigente)
    assert done.confermata
    assert (asked(1, OGGI)["copie"], asked(1)["copie"]) == (old, "che non ci sono cause ostative")
    assert "copie" not in asked(3)  # the new text is not of the third section any more
    assert asked(6)["copie"] == old  # the other structure keeps its own
    assert {d.codice for d in asked_by(T.RICONOSCIMENTO, ["ricerca", "agricoltura"])} >= {"copie", "biologico"}


def test_who_came_before_is_asked_nothing_new(dirigente: User, funzionario: User) -> None:
    istanza = draft(funzionario)
    step(istanza, Passo.PRESENTAZIONE, funzionario)
    new, again = version(dirigente, codice=""), version(dirigente, codice="", titolo="Antimafia!")
    assert (new.codice, again.codice) == ("antimafia", "antimafia-2")
    assert version(dirigente, codice="", titolo="…").codice == "dichiarazione"
    assert {"antimafia", "antimafia-2"} <= asked(1).keys()
    assert "antimafia" not in asked(1, OGGI)
    with time_machine.travel(dt.datetime(2026, 12, 1, 9, tzinfo=dt.UTC)):
        assert "antimafia" not in {r.codice for r in rese_of_istanza(istanza)}


def test_a_version_to_come_is_corrected_by_another_of_its_day(dirigente: User) -> None:
    version(dirigente)
    version(dirigente, testo="che le copie sono vere")
    assert asked(1)["copie"] == "che le copie sono vere"
    later = DOMANI + dt.timedelta(days=9)
    version(dirigente, valida_dal=later)
    with pytest.raises(DatiError) as refused:
        version(dirigente)
    assert refused.value.campi == {
        "valida_dal": "C’è già una versione che vale dal 12 novembre 2026: non si torna indietro."
    }


def test_sent_twice_a_new_text_is_asked_once(dirigente: User) -> None:
    version(dirigente, codice="")
    with pytest.raises(DatiError) as refused:
        version(dirigente, codice="", titolo=" antimafia ")
    assert "C’è già una dichiarazione con questo nome" in refused.value.campi["titolo"]


def test_who_read_an_older_version_writes_over_no_other(dirigente: User) -> None:
    read = str(Dichiarazione.objects.get(codice="copie").pk)
    assert version(dirigente, letta=read).pk
    for act in (
        lambda: version(dirigente, letta=read, testo="di altro"),
        lambda: record_ricorso(autorita=TAR, giorni=90, letta="0", by=dirigente, **APPEAL),
        lambda: record_ricorso(autorita="Difensore civico", giorni=90, letta="0", by=dirigente, **APPEAL),
    ):
        with pytest.raises(ProcedimentoError, match="Nel frattempo è stata scritta un’altra versione"):
            act()


def test_what_is_asked_no_more_ends_on_its_day(dirigente: User) -> None:
    one = Dichiarazione.objects.get(codice="copie")
    close_dichiarazione(dichiarazione=one, competenza=RICERCA, valida_dal=DOMANI, fonte="DGR 2/2026", by=dirigente)
    assert ("copie" in asked(1, OGGI), "copie" in asked(1), "copie" in asked(6)) == (True, False, True)
    assert "copie" in asked(1, dt.date(2020, 1, 1))


def test_what_was_declared_before_its_text_ended_does_not_shut_the_case(dirigente: User, funzionario: User) -> None:
    istanza = draft(funzionario, dichiarazioni=["copie"])
    one = Dichiarazione.objects.get(codice="copie")
    close_dichiarazione(dichiarazione=one, competenza=RICERCA, valida_dal=DOMANI, fonte="DGR 2/2026", by=dirigente)
    with time_machine.travel(dt.datetime(2026, 11, 4, 9, tzinfo=dt.UTC)):
        for passo in (Passo.PRESENTAZIONE, Passo.PRESA_IN_CARICO, Passo.AVVIO_ISTRUTTORIA):
            step(istanza, passo, funzionario, DOMANI)
        step(istanza, Passo.RICHIESTA_INTEGRAZIONE, funzionario, DOMANI, campi=["dichiarazione.condanne"])
        done = change_istanza(istanza=istanza, by=funzionario, dichiarazioni=["copie", "condanne"])
        assert done.dichiarazioni == ["condanne", "copie"]
        assert {r.codice for r in rese_of_istanza(done) if r.resa} == {"condanne"}


@pytest.mark.parametrize(
    ("said", "campo", "words"),
    [
        ({"testo": " "}, "testo", "che cosa si dichiara"),
        ({"titolo": ""}, "titolo", "come si chiama"),
        ({"fonte": ""}, "fonte", "l’atto o la norma"),
        ({"tipi": []}, "tipi", "almeno un procedimento"),
        ({"sezioni": []}, "sezioni", "almeno una sezione"),
        ({"titolo": "x" * 101}, "titolo", "100 caratteri"),
        ({"testo": "di\0"}, "testo", "non si vedono"),
        ({"valida_dal": OGGI}, "valida_dal", "da domani in poi"),
        ({"valida_dal": dt.date(2206, 1, 1)}, "valida_dal", "controlla l’anno"),
    ],
)
def test_a_text_that_cannot_be_is_refused_beside_its_field(
    said: dict[str, Any], campo: str, words: str, dirigente: User
) -> None:
    with pytest.raises(DatiError) as refused:
        version(dirigente, **said)
    assert words in refused.value.campi[campo]


def test_an_appeal_has_a_new_term_from_its_day(dirigente: User, funzionario: User, collega: User) -> None:
    record_ricorso(autorita=f" {TAR} ", giorni=90, by=dirigente, **APPEAL)
    record_ricorso(autorita="Difensore civico", giorni=30, by=dirigente, **APPEAL)
    assert [r["giorni"] for r in ricorsi_on("ricerca", OGGI)] == [60, 120]
    assert [r["giorni"] for r in ricorsi_on("ricerca", DOMANI)] == [90, 120, 30]
    assert [r["giorni"] for r in ricorsi_on("agricoltura", DOMANI)] == [60, 120]
    done = step(assigned(funzionario), Passo.INAMMISSIBILITA, collega)
    assert TAR in done.ricorsi[0]
    assert "60 giorni" in done.ricorsi[0]


def test_one_authority_always_stays_and_never_more_than_five(dirigente: User) -> None:
    first, second = Ricorso.objects.order_by("posizione")
    said = {**APPEAL, "fonte": "DGR 2/2026", "by": dirigente}
    close_ricorso(ricorso=second, **said)
    assert [r["giorni"] for r in ricorsi_on("ricerca", DOMANI)] == [60]
    with pytest.raises(ProcedimentoError, match="Almeno un’autorità deve restare"):
        close_ricorso(ricorso=first, **said)
    for number in range(4):
        record_ricorso(autorita=f"Autorità {number}", giorni=30, by=dirigente, **APPEAL)
    with pytest.raises(ProcedimentoError, match="sono già 5"):
        record_ricorso(autorita="Una in più", giorni=30, by=dirigente, **APPEAL)


def test_no_day_to_come_is_left_without_an_authority_or_with_six(dirigente: User) -> None:
    first, second = Ricorso.objects.order_by("posizione")
    later = DOMANI + dt.timedelta(days=20)
    close_ricorso(ricorso=first, **{**APPEAL, "valida_dal": later}, by=dirigente)
    with pytest.raises(ProcedimentoError, match="Almeno un’autorità deve restare"):
        close_ricorso(ricorso=second, **APPEAL, by=dirigente)
    assert [r["giorni"] for r in ricorsi_on("ricerca", later)] == [120]
    for number in range(4):
        record_ricorso(autorita=f"Autorità {number}", giorni=30, by=dirigente, **{**APPEAL, "valida_dal": later})
    with pytest.raises(ProcedimentoError, match="sono già 5"):
        record_ricorso(autorita="Una in più", giorni=30, by=dirigente, **APPEAL)
    assert len(ricorsi_on("ricerca", later)) == 5


@pytest.mark.parametrize("said", [{"giorni": 0}, {"giorni": 366}, {"autorita": ""}, {"fonte": ""}])
def test_an_appeal_that_cannot_be_is_refused(said: dict[str, Any], dirigente: User) -> None:
    with pytest.raises(DatiError) as refused:
        record_ricorso(**{"autorita": TAR, "giorni": 60, "by": dirigente, **APPEAL, **said})
    assert set(refused.value.campi) == set(said)


def test_the_nucleo_works_by_the_number_of_the_day(dirigente: User) -> None:
    said: dict[str, Any] = {**APPEAL, "by": dirigente}
    record_regola_nucleo(nome=N.QUORUM_PERCENTO, valore=66, **said)
    record_regola_nucleo(nome=N.VOTO_PRESIDENTE, valore=0, **said)
    assert (regole_on("ricerca", OGGI).quorum, regole_on("ricerca", DOMANI).quorum) == (50, 66)
    assert not regole_on("ricerca", DOMANI).prevale_presidente
    assert regole_on("agricoltura", DOMANI).quorum == 50


@pytest.mark.parametrize(
    ("nome", "good", "bad"),
    [
        (N.QUORUM_PERCENTO, 0, 100),
        (N.MAGGIORANZA_PERCENTO, 99, 101),
        (N.LINK_GIORNI, 30, 31),
        (N.VOTO_PRESIDENTE, 1, 2),
    ],
)
def test_a_number_by_which_nobody_can_work_is_refused(nome: str, good: int, bad: int) -> None:
    check_valore(nome, good)
    with pytest.raises(DatiError):
        check_valore(nome, bad)


ACTS: dict[str, Callable[[User], Any]] = {
    "a text": version,
    "an end": lambda by: close_dichiarazione(
        dichiarazione=Dichiarazione.objects.get(codice="copie"), by=by, **APPEAL
    ),
    "an appeal": lambda by: record_ricorso(autorita=TAR, giorni=90, by=by, **APPEAL),
    "its end": lambda by: close_ricorso(ricorso=Ricorso.objects.get(giorni=120), by=by, **APPEAL),
    "a number": lambda by: record_regola_nucleo(nome=N.LINK_GIORNI, valore=2, by=by, **APPEAL),
}  # fmt: skip


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize(
    ("group", "may"),
    [
        ("Dirigente – ricerca", True), ("Dirigente – agricoltura", False), ("Funzionario – ricerca", False),
        ("Redattore – ricerca", False), ("Lettore", False), ("Amministratore", False),
    ],
)  # fmt: skip
def test_only_the_dirigente_of_the_structure_writes(act: str, group: str, *, may: bool, registro: None) -> None:
    who = make_user("chi", group)
    assert can_write_regole(who, RICERCA) is may
    if may:
        assert ACTS[act](who).registrato_da == who
        return
    with pytest.raises(ProcedimentoError, match="le scrive il dirigente della struttura"):
        ACTS[act](who)


def test_who_is_switched_off_writes_nothing(dirigente: User) -> None:
    dirigente.is_active = False
    assert not can_write_regole(dirigente, RICERCA)


@pytest.mark.parametrize("model", [Dichiarazione, Ricorso, RegolaNucleo])
def test_the_database_refuses_to_change_what_was_written(model: Any, registro: None) -> None:
    for change in (lambda: model.objects.update(stato="confermata"), lambda: model.objects.all().delete()):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()


def test_versions_as_they_stand_on_a_day(dirigente: User) -> None:
    version(dirigente)
    rows = list(Dichiarazione.objects.filter(codice="copie"))
    today_, tomorrow = split_versioni(rows, on=OGGI), split_versioni(rows, on=DOMANI)
    assert (today_.corrente, today_.future, today_.passate) == (rows[0], (rows[1],), ())
    assert (tomorrow.corrente, tomorrow.future, tomorrow.passate) == (rows[1], (), (rows[0],))
    before = split_versioni(rows, on=dt.date(2020, 1, 1))
    assert (before.corrente, len(before.future)) == (None, 2)
    rows[0].valida_al = dt.date(2026, 1, 1)
    assert split_versioni(rows[:1], on=OGGI).passate == (rows[0],)


def test_an_officer_of_the_other_structure_reads_his_own(registro: None) -> None:
    assert not can_write_regole(make_funzionario("agricoltura"), AGRICOLTURA)
