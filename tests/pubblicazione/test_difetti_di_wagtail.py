"""The eleven things that Wagtail's workflow lets happen and a legal register cannot accept.

Each is tried on our pages, and on a stock page with a stock task, where it is seen to fail: if a release of Wagtail
mends one, its twin passes, `strict` says so, and our own guard may be weighed again. What cannot happen in our
configuration has a test that pins the configuration.
"""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Group
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client, override_settings
from wagtail.actions.publish_page_revision import PublishPagePermissionError
from wagtail.models import (
    GroupApprovalTask,
    GroupPagePermission,
    Page,
    Revision,
    TaskState,
    Workflow,
    WorkflowMixin,
    WorkflowState,
    WorkflowTask,
)

from core.models import Messaggio
from distretti.models import DistrettoPage
from identita.models import User
from pubblicazione.actions.moderazione import approve_pagina, withdraw_pagina
from pubblicazione.exceptions import ModerazioneError
from pubblicazione.models import Ritiro, Sigillo
from pubblicazione.tasks import ModerazioneTask
from tests.pubblicazione.conftest import publish, write, write_and_submit
from tests.pubblicazione.editor import post_edit
from tests.stock.models import EsitoTask, SaltataTask
from tests.stock.moderazione import Stock, stock_of_wagtail, use_task

pytestmark = pytest.mark.slow

FAILED = (AssertionError, pytest.fail.Exception, PublishPagePermissionError)
stock_defect = pytest.mark.xfail(strict=True, raises=FAILED, reason="Wagtail's own behaviour")


@pytest.fixture
def stock(registro: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stock]:
    with stock_of_wagtail(monkeypatch) as found:
        yield found


# 1. The text published is not the one approved.


@stock_defect
def test_stock_publishes_what_was_submitted(stock: Stock) -> None:
    task_state = stock.submit("Inviata")
    stock.write("Ritoccata", stock.first)
    task_state.approve(user=stock.first)
    assert stock.live_title() == "Inviata"


def test_what_was_submitted_is_what_is_published(scheda: DistrettoPage, redattore: User, funzionario: User) -> None:
    sha256 = write_and_submit(scheda, redattore, "Inviata")
    with pytest.raises(ModerazioneError):
        write(scheda, funzionario, "Ritoccata")
    approve_pagina(pagina=scheda, sha256=sha256, by=funzionario)
    assert DistrettoPage.objects.get(pk=scheda.pk).sintesi == "Inviata"


# 2. A version that was submitted or published is rewritten in place.


@stock_defect
def test_stock_keeps_a_published_version_as_it_was(stock: Stock) -> None:
    revision = stock.write("Pubblica di nuovo", stock.author)
    revision.publish()
    page = Page.objects.get(pk=stock.page.pk)
    page.title = "Riscritta"
    page.save_revision(user=stock.author, overwrite_revision=page.get_latest_revision())
    assert Revision.objects.get(pk=revision.pk).content["title"] == "Pubblica di nuovo"


def test_a_published_version_stays_as_it_was(scheda: DistrettoPage, redattore: User, funzionario: User) -> None:
    publish(scheda, redattore, funzionario, "Pubblica")
    revision = scheda.live_revision
    scheda.sintesi = "Riscritta"
    scheda.save_revision(user=redattore, overwrite_revision=revision)
    assert Revision.objects.get(pk=revision.pk).content["sintesi"] == "Pubblica"


# 3. What comes with a decision is not checked.

BROKEN = {
    "action-workflow-action": "true",
    "workflow-action-name": "approve",
    "workflow-action-extra-data": '{"comment": {"non": "testo"}}',
}


@stock_defect
def test_stock_refuses_data_that_no_form_would_accept(stock: Stock, client: Client) -> None:
    task_state = stock.submit()
    stock.post(client, stock.first, **BROKEN)
    task_state.refresh_from_db()
    assert task_state.status == TaskState.STATUS_IN_PROGRESS


def test_data_that_no_form_would_accept_decides_nothing(
    scheda: DistrettoPage, redattore: User, funzionario: User, client: Client
) -> None:
    write_and_submit(scheda, redattore)
    post_edit(client, funzionario, scheda, **BROKEN)
    assert scheda.workflow_states_in_progress().exists()
    assert not Sigillo.objects.exists()


# 4. Who approves last must also have the right to publish.


@stock_defect
def test_stock_lets_approve_who_may_only_approve(stock: Stock) -> None:
    GroupPagePermission.objects.filter(permission__codename="publish_page").delete()
    stock.submit("Inviata").approve(user=User.objects.get(pk=stock.first.pk))
    assert stock.live_title() == "Inviata"


def test_who_approves_needs_no_right_to_publish(scheda: DistrettoPage, redattore: User, funzionario: User) -> None:
    assert not scheda.permissions_for_user(funzionario).can_publish()
    publish(scheda, redattore, funzionario)
    assert scheda.live


# 5. Who may publish passes over the moderation.


@stock_defect
def test_stock_publishes_nothing_past_the_moderation(stock: Stock, client: Client) -> None:
    stock.submit("Inviata")
    stock.post(client, stock.second, **{"action-publish": "action-publish"})
    assert stock.live_title() == "Pubblica"


@pytest.mark.parametrize("who", ["redattore", "funzionario", "superuser"])
def test_nobody_passes_over_the_moderation(
    who: str, scheda: DistrettoPage, redattore: User, client: Client, request: pytest.FixtureRequest
) -> None:
    write_and_submit(scheda, redattore)
    post_edit(client, request.getfixturevalue(who), scheda, **{"action-publish": "action-publish"})
    assert not DistrettoPage.objects.get(pk=scheda.pk).live
    assert scheda.workflow_states_in_progress().exists()


# 6. Two people approve the same text.


@stock_defect
def test_stock_takes_one_approval(stock: Stock) -> None:
    one = stock.submit()
    other = TaskState.objects.get(pk=one.pk)
    one.approve(user=stock.first)
    with pytest.raises(PermissionDenied):
        other.approve(user=stock.second)


def test_one_approval_is_taken(scheda: DistrettoPage, redattore: User, funzionario: User, collega: User) -> None:
    sha256 = write_and_submit(scheda, redattore)
    other = DistrettoPage.objects.get(pk=scheda.pk)
    approve_pagina(pagina=scheda, sha256=sha256, by=funzionario)
    with pytest.raises(ModerazioneError):
        approve_pagina(pagina=other, sha256=sha256, by=collega)
    assert TaskState.objects.for_instance(scheda).get().finished_by == funzionario


# 7. A task with a state of its own tells nobody.


@stock_defect
def test_stock_tells_the_moderators_also_with_a_state_of_its_own(stock: Stock) -> None:
    WorkflowTask.objects.filter(workflow=stock.workflow).delete()
    use_task(EsitoTask.objects.create(name="Con esito"), stock.workflow, stock.group)
    stock.submit()
    assert {m.to[0] for m in mail.outbox} == {"primo@example.it", "secondo@example.it"}


def test_stock_tells_the_moderators_with_its_own_state(stock: Stock) -> None:
    stock.submit()
    assert {m.to[0] for m in mail.outbox} == {"primo@example.it", "secondo@example.it"}


def test_the_officers_are_told_whatever_wagtail_does(scheda: DistrettoPage, redattore: User, funzionario: User) -> None:
    write_and_submit(scheda, redattore)
    assert Messaggio.objects.get(chiave__startswith="invio:").contenuto["to"] == funzionario.email
    assert mail.outbox == []


# 8. A snippet made and submitted in one go takes the workflow of its class and not its own.


def test_only_pages_are_moderated_by_workflow() -> None:
    moderated = [model for model in apps.get_models() if issubclass(model, WorkflowMixin)]
    assert [model for model in moderated if not issubclass(model, Page)] == []


@pytest.mark.parametrize("sezione", [1, 6])
def test_each_section_has_the_workflow_of_its_structure(sezione: int, registro: None) -> None:
    page = Page.objects.get(slug=f"sezione-{sezione}")
    [step] = page.get_workflow().tasks
    assert step.specific.competenza == page.specific.sezione.competenza


# 9. Saving without a change sends the approval back to the first step, if approval is asked again after an edit.


@stock_defect
@override_settings(WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT=True)
def test_stock_keeps_the_first_approval_when_nothing_changes(stock: Stock) -> None:
    use_task(GroupApprovalTask.objects.create(name="Seconda approvazione"), stock.workflow, stock.group)
    stock.submit("Inviata").approve(user=stock.first)
    stock.write("Inviata", stock.second)
    stock.state().current_task_state.approve(user=stock.second)
    assert stock.state().status == WorkflowState.STATUS_APPROVED


def test_no_second_approval_is_asked_because_nobody_edits_in_moderation() -> None:
    assert not getattr(settings, "WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT", False)
    assert settings.WAGTAIL_AUTOSAVE_INTERVAL == 0


# 10. A step that skips itself has already told its group.


@stock_defect
def test_stock_does_not_tell_who_has_nothing_to_do(stock: Stock) -> None:
    WorkflowTask.objects.filter(workflow=stock.workflow).delete()
    use_task(SaltataTask.objects.create(name="Saltata"), stock.workflow, stock.group)
    nobody = Group.objects.create(name="Un altro gruppo, ancora vuoto")
    use_task(GroupApprovalTask.objects.create(name="Seconda approvazione"), stock.workflow, nobody)
    stock.submit()
    assert mail.outbox == []


def test_every_workflow_has_one_step_which_is_never_skipped(registro: None) -> None:
    for workflow in Workflow.objects.active():
        [step] = workflow.tasks
        assert isinstance(step.specific, ModerazioneTask), workflow
        assert step.specific.get_task_state_class() is TaskState


def test_the_step_awaits_a_decision_as_soon_as_it_starts(scheda: DistrettoPage, redattore: User) -> None:
    write_and_submit(scheda, redattore)
    assert TaskState.objects.for_instance(scheda).get().status == TaskState.STATUS_IN_PROGRESS


# 11. The author makes the moderation disappear.


@stock_defect
def test_stock_keeps_the_moderation_when_the_author_cancels(stock: Stock, client: Client) -> None:
    stock.submit()
    stock.post(client, stock.author, **{"action-cancel-workflow": "true"})
    assert stock.state().status == WorkflowState.STATUS_IN_PROGRESS


def test_the_author_withdraws_on_the_record_and_not_otherwise(
    scheda: DistrettoPage, redattore: User, client: Client
) -> None:
    write_and_submit(scheda, redattore)
    post_edit(client, redattore, scheda, **{"action-cancel-workflow": "true"})
    assert scheda.workflow_states_in_progress().exists()
    withdraw_pagina(pagina=scheda, by=redattore)
    assert Ritiro.objects.get(pagina_id=scheda.pk).ritirato_da == redattore
