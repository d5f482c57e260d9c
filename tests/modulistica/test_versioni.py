"""A model and its versions: prepared, corrected, approved by four eyes, caught up with when late."""

import datetime as dt
import io
import json
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from pytest_django import Settings

from core.clock import today
from distretti.models import Sezione
from identita.models import User
from modulistica.actions.modello import open_modello, render_documento
from modulistica.actions.modifica import approve_modifica, change_modello
from modulistica.actions.versione import (
    activate_due,
    add_file,
    approve_versione,
    change_versione,
    discard_versione,
    draft_versione,
    remove_file,
    return_versione,
    submit_versione,
)
from modulistica.enums import StatoVersione, UsoModello
from modulistica.exceptions import ModulisticaError
from modulistica.models import Modello, SigilloVersione
from pubblicazione.models import Documento
from tests.archivio import files
from tests.factories import make_funzionario
from tests.modulistica.conftest import START, publish

pytestmark = pytest.mark.usefixtures("stores")


def test_an_end_that_passed_while_the_machine_was_off_is_caught_up(
    modello: Modello, funzionario: User, other: User
) -> None:
    def shown() -> Any:
        return json.loads(bytes(Documento.objects.get(risorsa="modelli").corpo))["in_vigore"]

    with time_machine.travel("2026-03-01 12:00:00+01:00", tick=False):
        publish(modello, funzionario, other, dal=START)
        modifica = change_modello(
            modello=modello,
            titolo=modello.titolo,
            descrizione=modello.descrizione,
            obbligatorio=modello.obbligatorio,
            atto=modello.atto,
            sezioni=list(modello.sezioni.all()),
            termina_il=dt.date(2026, 3, 10),
            by=funzionario,
        )
        assert modifica is not None
        approve_modifica(modifica=modifica, by=other)
        assert shown()["in_vigore_al"] == "2026-03-10"
    with time_machine.travel("2026-03-20 00:00:01+01:00", tick=False):
        assert (activate_due(on=today()), activate_due(on=today())) == (1, 0)
        assert shown() is None


def test_nobody_approves_what_they_prepared(modello: Modello, funzionario: User, other: User) -> None:
    versione = draft_versione(modello=modello, in_vigore_dal=START, by=other)
    add_file(versione=versione, stream=io.BytesIO(files.pdf()), nome="P.pdf", by=funzionario)
    submit_versione(versione=versione, by=other)
    for person in (funzionario, other):
        with pytest.raises(ModulisticaError, match="un altro funzionario"):
            approve_versione(versione=versione, sha256=versione.sha256(), by=person)


def test_what_changed_meanwhile_is_not_approved(modello: Modello, funzionario: User, other: User) -> None:
    versione = draft_versione(modello=modello, in_vigore_dal=START, by=other)
    add_file(versione=versione, stream=io.BytesIO(files.pdf()), nome="P.pdf", by=other)
    submit_versione(versione=versione, by=other)
    with pytest.raises(ModulisticaError, match="cambiata"):
        approve_versione(versione=versione, sha256="0" * 64, by=funzionario)
    approve_versione(versione=versione, sha256=versione.sha256(), by=funzionario)
    with pytest.raises(ModulisticaError, match="«Approvata» e non «In approvazione»"):
        approve_versione(versione=versione, sha256=versione.sha256(), by=funzionario)


@pytest.mark.parametrize(
    ("dal", "al", "reason"),
    [
        (dt.date(2026, 2, 1), None, "si sovrappone"),
        (dt.date(2026, 3, 15), None, "nel passato"),
        (dt.date(2026, 6, 1), dt.date(2026, 5, 1), "precede"),
    ],
)
def test_validity_neither_overlaps_nor_goes_back(
    modello: Modello, funzionario: User, other: User, dal: dt.date, al: dt.date | None, reason: str
) -> None:
    with time_machine.travel("2026-03-20 12:00:00+01:00", tick=False):
        publish(modello, funzionario, other, dal=dt.date(2026, 3, 1))
        with pytest.raises(ModulisticaError, match=reason):
            draft_versione(modello=modello, in_vigore_dal=dal, in_vigore_al=al, by=funzionario)


def test_a_draft_is_corrected_returned_and_discarded_and_its_number_is_not_used_again(
    modello: Modello, funzionario: User, other: User
) -> None:
    versione = draft_versione(modello=modello, in_vigore_dal=START, by=other)
    with pytest.raises(ModulisticaError, match="almeno un file"):
        submit_versione(versione=versione, by=other)
    item = add_file(versione=versione, stream=io.BytesIO(files.pdf()), nome="P.pdf", by=other)
    with pytest.raises(ModulisticaError, match="già un file"):
        add_file(versione=versione, stream=io.BytesIO(files.pdf()), nome="Altro.pdf", by=other)
    submit_versione(versione=versione, by=other)
    with pytest.raises(ModulisticaError, match="Scrivi perché"):
        return_versione(versione=versione, motivo=" ", by=funzionario)
    returned = return_versione(versione=versione, motivo="Manca la data.", by=funzionario)
    assert returned.motivo_rinvio == "Manca la data."
    remove_file(item=item, by=other)
    discarded = discard_versione(versione=versione, by=other)
    assert discarded.stato == StatoVersione.RITIRATA
    assert draft_versione(modello=modello, in_vigore_dal=START, by=other).numero == 2


def test_saving_a_draft_as_it_is_makes_nobody_one_of_its_authors(
    modello: Modello, funzionario: User, other: User
) -> None:
    """Who only opened and saved may still approve it."""
    versione = draft_versione(modello=modello, in_vigore_dal=START, by=other)
    said: dict[str, Any] = {"in_vigore_dal": START, "in_vigore_al": None, "novita": "", "cambia_obbligatori": False}
    change_versione(versione=versione, **said, by=funzionario)
    assert set(versione.contributors()) == {other.pk}


def test_models_belong_to_the_structures_of_their_sections(modello: Modello, funzionario: User) -> None:
    agricoltura = make_funzionario("agricoltura")
    draft_versione(modello=modello, in_vigore_dal=START, by=agricoltura)
    only_research = open_modello(
        codice="solo-ricerca",
        titolo="R",
        uso=UsoModello.ISTANZA,
        sezioni=[Sezione.objects.get(codice=1)],
        by=funzionario,
    )
    with pytest.raises(ModulisticaError, match="struttura competente"):
        draft_versione(modello=only_research, in_vigore_dal=START, by=agricoltura)


@pytest.mark.parametrize(
    ("codice", "sezioni", "reason"), [("nuovo", [], "almeno una sezione"), ("programma-di-sviluppo", [1], "già di un")]
)
def test_a_model_needs_a_section_and_a_code_of_its_own(
    modello: Modello, funzionario: User, codice: str, sezioni: list[int], reason: str
) -> None:
    with pytest.raises(ModulisticaError, match=reason):
        open_modello(
            codice=codice,
            titolo="T",
            uso=UsoModello.ISTANZA,
            sezioni=list(Sezione.objects.filter(codice__in=sezioni)),
            by=funzionario,
        )


def test_the_database_refuses_to_change_a_seal(modello: Modello, funzionario: User, other: User) -> None:
    publish(modello, funzionario, other, dal=START)
    with pytest.raises(IntegrityError), transaction.atomic():
        SigilloVersione.objects.update(sha256="0" * 64)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM modulistica_sigilloversione")


def test_a_file_in_quarantine_is_not_submitted(modello: Modello, funzionario: User, settings: Settings) -> None:
    settings.CLAMD_ADDRESS = "/nowhere/clamd.sock"
    versione = draft_versione(modello=modello, in_vigore_dal=START, by=funzionario)
    add_file(versione=versione, stream=io.BytesIO(files.pdf()), nome="P.pdf", by=funzionario)
    with pytest.raises(ModulisticaError, match="In quarantena"):
        submit_versione(versione=versione, by=funzionario)


def test_a_model_without_versions_is_not_public(modello: Modello) -> None:
    render_documento(modello=modello)
    assert not Documento.objects.filter(risorsa="modelli").exists()
