"""Django's configuration of the app `pubblicazione`, and of Wagtail's admin without its own e-mails."""

from django.apps import AppConfig
from wagtail.admin import apps as wagtail_admin


class PubblicazioneConfig(AppConfig):
    name = "pubblicazione"
    verbose_name = "Pubblicazione"

    def ready(self) -> None:
        from wagtail.models import Page
        from wagtail.permissions import register_permission_policy

        import pubblicazione.tasks  # noqa: F401 - registers the task models that Wagtail calls back
        from pubblicazione import custodia
        from pubblicazione.visibility import PaginaPermissionPolicy

        register_permission_policy(Page, PaginaPermissionPolicy())
        custodia.connect()


class AdminWithoutMail(wagtail_admin.WagtailAdminAppConfig):
    """Wagtail's admin, but silent: people are told of moderation by the outbox, once and in our words."""

    default = False

    def ready(self) -> None:
        super().ready()
        from wagtail.models import TaskState, WorkflowState
        from wagtail.signals import task_submitted, workflow_approved, workflow_rejected, workflow_submitted

        task_submitted.disconnect(sender=TaskState, dispatch_uid="group_approval_task_submitted_email_notification")
        signals = {"submitted": workflow_submitted, "approved": workflow_approved, "rejected": workflow_rejected}
        for name, signal in signals.items():
            signal.disconnect(sender=WorkflowState, dispatch_uid=f"workflow_state_{name}_email_notification")
