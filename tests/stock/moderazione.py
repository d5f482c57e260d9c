"""A page of Wagtail's own under Wagtail's own moderation, with nothing of ours around it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.test import Client, override_settings
from wagtail.admin.signal_handlers import register_signal_handlers
from wagtail.models import (
    GroupApprovalTask,
    GroupPagePermission,
    Page,
    Revision,
    Task,
    TaskState,
    Workflow,
    WorkflowPage,
    WorkflowState,
    WorkflowTask,
)
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected, workflow_submitted
from wagtail.workflows import publish_workflow_state

from identita.models import User
from tests.factories import make_user

WALL = "home.admin.middleware.WallMiddleware"
SIGNALS = (task_submitted, workflow_submitted, workflow_approved, workflow_rejected)


@dataclass
class Stock:
    """A page of Wagtail's own with Wagtail's own moderation: an author, two moderators of a group."""

    page: Page
    author: User
    first: User
    second: User
    group: Group
    workflow: Workflow

    def write(self, title: str, by: User) -> Revision:
        page = self.page.get_latest_revision_as_object()
        page.title = title
        return page.save_revision(user=by)

    def submit(self, title: str = "Inviata") -> TaskState:
        self.write(title, self.author)
        self.workflow.start(Page.objects.get(pk=self.page.pk), self.author)
        return TaskState.objects.for_instance(self.page).latest("pk")

    def live_title(self) -> str:
        return str(Page.objects.get(pk=self.page.pk).title)

    def state(self) -> WorkflowState:
        return WorkflowState.objects.for_instance(self.page).latest("pk")

    def post(self, client: Client, by: User, **data: str) -> Any:
        client.force_login(by)
        latest = Page.objects.get(pk=self.page.pk).get_latest_revision_as_object()
        form = {"title": latest.title, "slug": latest.slug, "search_description": ""}
        return client.post(f"/admin/pages/{self.page.pk}/edit/", form | data)


def use_task(task: Task, workflow: Workflow, group: Group) -> None:
    """Add a step to the workflow, decided by the group."""
    task.groups.set([group])
    WorkflowTask.objects.create(workflow=workflow, task=task.task_ptr)


@contextmanager
def stock_of_wagtail(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stock]:
    """Wagtail as it comes: publishes when the workflow ends, tells by its own e-mails, no wall in front."""
    monkeypatch.setattr(WorkflowState, "on_finish", publish_workflow_state)
    for signal in SIGNALS:  # what is connected here is forgotten with the test
        monkeypatch.setattr(signal, "receivers", list(signal.receivers))
    register_signal_handlers()
    group = Group.objects.create(name="Moderatori")
    page = Page(title="Pubblica", slug="stock")
    Page.get_first_root_node().add_child(instance=page)
    page.save_revision().publish()
    workflow = Workflow.objects.create(name="Stock")
    WorkflowPage.objects.create(workflow=workflow, page=page)
    use_task(GroupApprovalTask.objects.create(name="Approvazione"), workflow, group)
    author, first, second = (make_user(name, "Lettore") for name in ("autore", "primo", "secondo"))
    authors = Group.objects.create(name="Autori")
    author.groups.add(authors)
    for moderator in (first, second):
        moderator.groups.add(group)
    for right in ("add", "change"):
        GroupPagePermission.objects.create(group=authors, page=page, permission_type=right)
    for right in ("add", "change", "publish"):
        GroupPagePermission.objects.create(group=group, page=page, permission_type=right)
    kept = [name for name in settings.MIDDLEWARE if name != WALL]
    with override_settings(MIDDLEWARE=kept, WAGTAIL_WORKFLOW_CANCEL_ON_PUBLISH=True):
        yield Stock(page, author, first, second, group, workflow)
