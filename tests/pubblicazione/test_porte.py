"""Every other door of Wagtail, as every role, with the wall in front and without it: nothing moves, nobody sees 500."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client, override_settings
from wagtail.models import Page, PageViewRestriction, Revision, WorkflowState

from distretti.models import DistrettoPage, SezionePage
from home.models import ContenutoPage, HomePage
from identita.models import User
from pubblicazione.actions.moderazione import approve_pagina, submit_pagina, withdraw_pagina
from pubblicazione.exceptions import ModerazioneError
from pubblicazione.models import Documento, Sigillo
from tests.factories import make_iscrizione
from tests.pubblicazione.conftest import publish, write_and_submit
from tests.pubblicazione.editor import edit_url, form_of, post_edit

pytestmark = pytest.mark.slow


WALL = "home.admin.middleware.WallMiddleware"
ROLES = ("redattore", "funzionario", "collega", "altra_struttura", "amministratore", "superuser")
PAGE = "/admin/pages/{page}/"
BULK = "/admin/bulk/wagtailcore/page/{}/?id={{page}}&id={{section}}"

# The address and what is posted to it; {…} are keys of the world below.
DOORS: dict[str, tuple[str, dict[str, str]]] = {
    "unpublish": (PAGE + "unpublish/", {"include_descendants": "on"}),
    "delete": (PAGE + "delete/", {"confirm_site_name": "Registro dei distretti"}),
    "delete section": ("/admin/pages/{section}/delete/", {"confirm_site_name": "Registro dei distretti"}),
    "unpublish section": ("/admin/pages/{section}/unpublish/", {"include_descendants": "on"}),
    "copy": (PAGE + "copy/", {"new_title": "Copia", "new_slug": "copia", "new_parent_page": "{section}"}),
    "copy and publish": (
        PAGE + "copy/",
        {"new_title": "Copia", "new_slug": "copia", "new_parent_page": "{section}", "publish_copies": "on"},
    ),
    "alias": (PAGE + "copy/", {"new_title": "A", "new_slug": "a", "new_parent_page": "{section}", "alias": "on"}),
    "convert alias": (PAGE + "convert_alias/", {}),
    "move": (PAGE + "move/{other_section}/confirm/", {}),
    "move section": ("/admin/pages/{section}/move/{home}/confirm/", {}),
    "reorder": (PAGE + "set_position/?position=0", {}),
    "privacy": (PAGE + "privacy/", {"restriction_type": "login"}),
    "privacy of the section": ("/admin/pages/{section}/privacy/", {"restriction_type": "login"}),
    "lock": (PAGE + "lock/", {}),
    "unlock": (PAGE + "unlock/", {}),
    "unschedule": (PAGE + "revisions/{draft}/unschedule/", {}),
    "workflow approve": ("/admin/pages/workflow/action/{page}/approve/{task_state}/", {"comment": "sì"}),
    "workflow reject": ("/admin/pages/workflow/action/{page}/reject/{task_state}/", {"comment": "no"}),
    "workflow data": ("/admin/pages/workflow/collect_action_data/{page}/approve/{task_state}/", {"comment": "sì"}),
    "workflow preview": ("/admin/pages/workflow/preview/{page}/{task}/", {}),
    "bulk publish": (BULK.format("publish"), {"include_descendants": "on"}),
    "bulk unpublish": (BULK.format("unpublish"), {"include_descendants": "on"}),
    "bulk delete": (BULK.format("delete"), {"confirm_site_name": "Registro dei distretti"}),
    "bulk move": (BULK.format("move"), {"chooser": "{other_section}"}),
    "bulk tags": (BULK.format("add_tags"), {"tags": "x"}),
    "add scheda": ("/admin/pages/add/distretti/distrettopage/{section}/", {"sintesi": "x", "action-publish": "1"}),
    "add section": ("/admin/pages/add/distretti/sezionepage/{registro}/", {"title": "x", "slug": "x"}),
}
# What Wagtail itself would let a superuser do: only the wall shuts it.
WALLED: dict[str, tuple[str, dict[str, str]]] = {
    "disable workflow": ("/admin/workflows/disable/{workflow}/", {}),
    "disable task": ("/admin/workflows/tasks/disable/{task}/", {}),
    "other workflow": ("/admin/workflows/remove/{section}/", {}),
}
# Posts of the editor's own form, with what a browser never sends.
FORGED: dict[str, dict[str, str]] = {
    "publish": {"action-publish": "action-publish"},
    "publish at a date": {"action-publish": "1", "go_live_at": "2020-01-01 10:00", "expire_at": "2020-01-02 10:00"},
    "approve": {
        "action-workflow-action": "true",
        "workflow-action-name": "approve",
        "workflow-action-extra-data": '{"comment": ["x"], "update": false, "user": 1}',
    },
    "approve with broken data": {
        "action-workflow-action": "true",
        "workflow-action-name": "approve",
        "workflow-action-extra-data": "{rotto",
    },
    "cancel the workflow": {"action-cancel-workflow": "true"},
    "restart the workflow": {"action-restart-workflow": "true"},
    "overwrite the public version": {"overwrite_revision_id": "{live}"},
    "overwrite the submitted version": {"overwrite_revision_id": "{draft}"},
    "overwrite another page's version": {"overwrite_revision_id": "{foreign}"},
    "official facts": {"title": "Altro nome", "slug": "altro", "iscrizione": "{other_entry}", "live": "on"},
}

World = dict[str, Any]


@pytest.fixture(params=[True, False], ids=["wall", "no_wall"])
def wall(request: pytest.FixtureRequest) -> Iterator[bool]:
    """Once with the wall in front of Wagtail's addresses, and once with what the pages say alone."""
    assert WALL in settings.MIDDLEWARE
    kept = [name for name in settings.MIDDLEWARE if name != WALL or request.param]
    with override_settings(MIDDLEWARE=kept):
        yield request.param


@pytest.fixture
def client(wall: bool) -> Client:
    return Client()


@pytest.fixture
def world(scheda: DistrettoPage, redattore: User, funzionario: User) -> World:
    """A scheda that the public reads, with a newer text in moderation."""
    publish(scheda, redattore, funzionario, "Pubblica")
    foreign = make_iscrizione("Distretto della Moda", by=funzionario).scheda
    write_and_submit(scheda, redattore, "Proposta")
    scheda.refresh_from_db()
    state = WorkflowState.objects.for_instance(scheda).get(status=WorkflowState.STATUS_IN_PROGRESS)
    section = scheda.get_parent()
    return {
        "page": scheda.pk,
        "section": section.pk,
        "registro": section.get_parent().pk,
        "home": HomePage.objects.get().pk,
        "other_section": SezionePage.objects.get(sezione=2).pk,
        "draft": scheda.latest_revision_id,
        "live": scheda.live_revision_id,
        "foreign": foreign.latest_revision_id,
        "other_entry": foreign.iscrizione_id,
        "task_state": state.current_task_state_id,
        "task": state.current_task_state.task_id,
        "workflow": state.workflow_id,
    }


def everything() -> dict[str, Any]:
    """Return all that a door could have changed."""
    rows = Page.objects.order_by("pk").values_list(
        "pk", "path", "title", "slug", "live", "live_revision", "latest_revision", "locked", "go_live_at", "expire_at"
    )
    return {
        "pages": list(rows),
        "texts": list(DistrettoPage.objects.order_by("pk").values_list("pk", "sintesi", "iscrizione")),
        "revisions": {r.pk: (r.object_id, str(r.content), r.approved_go_live_at) for r in Revision.objects.all()},
        "workflows": list(WorkflowState.objects.order_by("pk").values_list("pk", "status", "current_task_state")),
        "seals": Sigillo.objects.count(),
        "restrictions": PageViewRestriction.objects.count(),
        "documents": dict(Documento.objects.values_list("chiave", "sha256")),
    }


def filled(values: dict[str, str], world: World) -> dict[str, str]:
    """Put the keys of the world in the place of their names."""
    for name, key in world.items():
        values = {field: value.replace(f"{{{name}}}", str(key)) for field, value in values.items()}
    return values


@pytest.mark.parametrize("role", ROLES)
def test_no_door_changes_anything(
    role: str, world: World, client: Client, wall: bool, request: pytest.FixtureRequest
) -> None:
    client.force_login(request.getfixturevalue(role))
    before = everything()
    for name, (address, data) in (DOORS | (WALLED if wall else {})).items():
        posted = filled(data | {"": address}, world)
        url = posted.pop("")
        for ajax in ({}, {"X-Requested-With": "XMLHttpRequest"}):
            response = client.post(url, posted, headers=ajax)
            assert response.status_code < 500, name
            assert everything() == before, name


@pytest.mark.parametrize("role", ROLES)
def test_a_forged_form_changes_nothing_while_in_moderation(
    role: str, scheda: DistrettoPage, world: World, client: Client, request: pytest.FixtureRequest
) -> None:
    before = everything()
    for name, forged in FORGED.items():
        response = post_edit(client, request.getfixturevalue(role), scheda, **filled(forged, world))
        assert response.status_code in {200, 403}, name
        assert everything() == before, name


@pytest.mark.parametrize("role", ["redattore", "funzionario", "superuser"])
def test_a_forged_form_on_a_draft_saves_a_draft_and_nothing_else(
    role: str, scheda: DistrettoPage, world: World, client: Client, request: pytest.FixtureRequest
) -> None:
    withdraw_pagina(pagina=scheda, by=request.getfixturevalue("redattore"))
    for name, forged in FORGED.items():
        before = everything()
        response = post_edit(client, request.getfixturevalue(role), scheda, sintesi=name, **filled(forged, world))
        after = everything()
        assert response.status_code in {200, 302}, name
        for kept in ("texts", "workflows", "seals", "restrictions", "documents"):
            assert after[kept] == before[kept], f"{name}: {kept}"
        assert {pk: row for pk, row in after["revisions"].items() if pk in before["revisions"]} == before["revisions"]
        page = DistrettoPage.objects.get(pk=scheda.pk)
        assert page.live_revision_id == world["live"], name
        assert page.get_latest_revision_as_object().title == "Distretto della Nautica", name
        assert page.get_latest_revision().approved_go_live_at is None, name


def test_who_may_not_submit_saves_a_draft_at_most(scheda: DistrettoPage, superuser: User, client: Client) -> None:
    response = post_edit(client, superuser, scheda, **{"action-submit": "action-submit"})
    assert response.status_code == 302
    assert not WorkflowState.objects.for_instance(scheda).exists()


def test_the_version_of_another_page_is_not_shown_nor_taken(
    scheda: DistrettoPage, world: World, redattore: User, client: Client
) -> None:
    client.force_login(redattore)
    for part in ("view", "revert"):
        address = f"/admin/pages/{scheda.pk}/revisions/{world['foreign']}/{part}/"
        assert client.get(address).status_code in {302, 404}
    assert client.post(address, form_of(scheda)).status_code in {302, 403, 404}


def test_bringing_a_version_back_while_in_moderation_is_refused(
    scheda: DistrettoPage, world: World, redattore: User, client: Client
) -> None:
    before = everything()
    client.force_login(redattore)
    address = f"/admin/pages/{scheda.pk}/revisions/{world['live']}/revert/"
    assert "non è salvato" in client.post(address, form_of(scheda, sintesi="Pubblica")).content.decode()
    assert everything() == before


def test_two_officers_press_the_button_and_one_reads_why(
    scheda: DistrettoPage, redattore: User, funzionario: User, collega: User, client: Client
) -> None:
    sha256 = write_and_submit(scheda, redattore)
    answers = []
    for officer in (funzionario, collega):
        client.force_login(officer)
        data = {"sha256": sha256, "decisione": "approva"}
        answers.append(client.post(f"/admin/moderazione/{scheda.pk}/", data))
    assert [a.status_code for a in answers] == [302, 409]
    assert "forse è stata ritirata o già decisa" in answers[1].content.decode()
    assert Sigillo.objects.count() == 1


def test_a_page_of_the_site_is_written_and_approved_by_two_people(
    funzionario: User, amministratore: User, altra_struttura: User
) -> None:
    home = HomePage.objects.get()
    page = ContenutoPage(title="Contatti", slug="contatti", live=False, introduzione="Dove siamo")
    home.add_child(instance=page)
    sha256 = page.sha256_of(page.save_revision(user=amministratore))
    submit_pagina(pagina=page, by=amministratore)
    for who in (amministratore, funzionario, altra_struttura):
        with pytest.raises(ModerazioneError):
            approve_pagina(pagina=page, sha256=sha256, by=who)


def test_who_writes_a_page_reads_its_history(
    scheda: DistrettoPage, world: World, redattore: User, client: Client
) -> None:
    client.force_login(redattore)
    compare = f"revisions/compare/{world['live']}...{world['draft']}/"
    for part in ("history/", "history/results/", "view_draft/", "workflow_history/", "usage/", compare):
        assert client.get(f"/admin/pages/{scheda.pk}/{part}").status_code == 200, part


def test_pages_are_opened_by_their_address_only_to_who_writes_them(
    scheda: DistrettoPage, altra_struttura: User, client: Client
) -> None:
    client.force_login(altra_struttura)
    for part in ("edit/", "history/", "view_draft/", "workflow_history/", "usage/"):
        assert client.get(f"/admin/pages/{scheda.pk}/{part}").status_code == 302, part
    assert client.get(edit_url(scheda)).status_code == 302
