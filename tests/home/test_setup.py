"""`setup_registro` may be run at every upgrade: the second time it finds everything in its place."""

import io

from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from wagtail.models import Collection, GroupPagePermission, Page, Site, Workflow

from distretti.models import Sezione
from pubblicazione.actions.documento import remove_documento
from pubblicazione.selectors import last_sequenza

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
