"""Approval tasks as Wagtail's documentation shows them."""

from typing import Any

from django.db import models
from wagtail.models import AbstractGroupApprovalTask, TaskState


class EsitoTaskState(TaskState):
    """A state of a task with a field more."""

    numero = models.CharField(max_length=20, blank=True)


class EsitoTask(AbstractGroupApprovalTask):
    """An approval that keeps something more of its outcome."""

    task_state_class = EsitoTaskState


class SaltataTask(AbstractGroupApprovalTask):
    """An approval that skips itself."""

    def start(self, workflow_state: Any, user: Any = None) -> TaskState:
        task_state: TaskState = super().start(workflow_state, user=user)
        task_state.status = TaskState.STATUS_SKIPPED
        task_state.save()
        return task_state
