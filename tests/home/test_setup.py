"""`setup_registro` may be run at every upgrade: the second time it finds everything in its place."""

import io
import json
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from wagtail.models import Collection, GroupPagePermission, Page, Site, Workflow

from distretti.models import Comune, Iscrizione, Sezione
from home.actions import documenti
from pubblicazione.actions.documento import remove_documento
from pubblicazione.models import Documento, Variazione
from pubblicazione.selectors import last_sequenza
from tests.home.test_verify import findings

pytestmark = pytest.mark.slow

_KINDS = (Page, Site, Group, GroupPagePermission, Permission, Collection, Workflow, Sezione)


def counts() -> dict[str, int]:
    return {kind.__name__: kind._default_manager.count() for kind in _KINDS}


def test_the_second_time_nothing_is_made_nor_changed(registro: None) -> None:
    before, sequenza = counts(), last_sequenza()
    call_command("setup_registro", stdout=io.StringIO())
    assert counts() == before
    assert last_sequenza() == sequenza


def test_taking_away_a_document_that_is_not_there_says_nothing_in_the_feed(registro: None) -> None:
    before = last_sequenza()
    remove_documento(risorsa="iscrizioni", chiave="RP-1-0099")
    assert last_sequenza() == before


@pytest.fixture
def old_name(nautica: Iscrizione) -> Iscrizione:
    """An entry whose document still tells the name that its comune, and a section, had before an upgrade."""
    Comune.objects.filter(codice="073027").update(denominazione="Taranto Vecchia")
    Sezione.objects.filter(codice=1).update(nome="Distretti di una volta")
    call_command("rebuild_documenti", stdout=io.StringIO(), stderr=io.StringIO())
    assert told(nautica) == ("Taranto Vecchia", "Distretti di una volta")
    return nautica


def told(iscrizione: Iscrizione) -> tuple[str, str]:
    body = json.loads(bytes(Documento.objects.get(risorsa="iscrizioni", chiave=iscrizione.codice).corpo))
    return body["sede"]["comune"]["nome"], body["sezione"]["nome"]


def test_who_quotes_a_name_that_an_upgrade_changes_is_rendered_again_with_it(old_name: Iscrizione) -> None:
    before = last_sequenza()
    call_command("setup_registro", stdout=io.StringIO())
    assert told(old_name) == ("Taranto", "Distretti produttivi")
    changed = Variazione.objects.filter(sequenza__gt=before).values_list("risorsa", "chiave")
    assert ("iscrizioni", old_name.codice) in changed
    assert ("sezioni", "1") in changed
    assert findings() == []


def test_many_are_rendered_by_a_task_after_commit(
    old_name: Iscrizione, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    monkeypatch.setattr(documenti, "FEW", 0)
    with django_capture_on_commit_callbacks() as after:
        call_command("setup_registro", stdout=io.StringIO())
    assert told(old_name) == ("Taranto Vecchia", "Distretti di una volta")
    assert documenti.render_everything.enqueue in after
    assert documenti.render_everything.func() == 1
    assert told(old_name) == ("Taranto", "Distretti produttivi")
