"""What Wagtail's workflow calls back; no rule lives here, the actions decide."""

from typing import Any, ClassVar

from django.db import models
from django.utils.timezone import localdate
from wagtail.locks import WorkflowLock
from wagtail.models import Task, TaskState

from core.italiano import from_day
from core.locks import locked_register
from identita.enums import Competenza
from pubblicazione.actions.moderazione import record_invio
from pubblicazione.exceptions import ModerazioneError
from pubblicazione.models import PaginaModerata
from pubblicazione.selectors import last_invio


class ModerazioneLock(WorkflowLock):
    """Says in words why nobody edits a page in moderation, and how its author gets it back."""

    def get_message(self, user: Any) -> str:
        invio = last_invio(self.object.pk)
        since = f" {from_day(localdate(invio.inviato_il))}" if invio else ""
        return f"È in moderazione{since}: nessuno la modifica. Per correggerla, ritirala dalla moderazione."

    def get_locked_by(self, user: Any, can_lock: bool = False) -> str:
        return "In moderazione"

    def get_description(self, user: Any, can_lock: bool = False) -> str:
        return "Nessuno la modifica finché non è decisa o ritirata."


class ModerazioneTask(Task):
    """The one step of moderation, by the structure named here (empty: the amministratore, for the site's pages)."""

    competenza = models.CharField(max_length=20, choices=Competenza.choices, blank=True)

    admin_form_fields: ClassVar = ["name"]
    lock_class = ModerazioneLock

    class Meta:
        verbose_name = "moderazione"
        verbose_name_plural = "moderazioni"

    def start(self, workflow_state: Any, user: Any = None) -> TaskState:
        with locked_register():
            task_state = super().start(workflow_state, user=user)
            pagina = workflow_state.content_object.specific
            if isinstance(pagina, PaginaModerata):
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

    @classmethod
    def get_description(cls) -> str:
        return "La approva un funzionario della struttura competente che non ci ha lavorato"
