"""What Wagtail's workflow calls back; no rule lives here, the actions decide."""

from typing import Any, ClassVar

from django.db import models
from wagtail.models import Task, TaskState

from identita.enums import Competenza, Permesso
from pubblicazione.actions.moderazione import record_invio
from pubblicazione.exceptions import ModerazioneError
from pubblicazione.models import PaginaModerata


class ModerazioneTask(Task):
    """The one step of moderation, by the structure named here (empty: the amministratore, for the site's pages)."""

    competenza = models.CharField(max_length=20, choices=Competenza.choices, blank=True)

    admin_form_fields: ClassVar = ["name"]

    class Meta:
        verbose_name = "moderazione"
        verbose_name_plural = "moderazioni"

    def start(self, workflow_state: Any, user: Any = None) -> TaskState:
        task_state = super().start(workflow_state, user=user)
        pagina = workflow_state.content_object.specific
        if isinstance(pagina, PaginaModerata) and user is not None:
            record_invio(pagina=pagina, revisione=task_state.revision, by=user)
        return task_state

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        """While in moderation nobody edits, the officer neither (design law 4)."""
        return True

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, str, bool]]:
        """Wagtail's own buttons decide nothing: decisions are taken on the approval screen."""
        return []

    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> None:
        raise ModerazioneError("Le decisioni si prendono nella pagina di moderazione.")

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> Any:
        if user.has_competenza(self.competenza, Permesso.APPROVE_PROFILO):
            return self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)
        return TaskState.objects.none()

    @classmethod
    def get_description(cls) -> str:
        return "La approva un funzionario della struttura competente che non ci ha lavorato"
