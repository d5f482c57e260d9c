"""Django's configuration of the app `pubblicazione`."""

from django.apps import AppConfig


class PubblicazioneConfig(AppConfig):
    name = "pubblicazione"
    verbose_name = "Pubblicazione"

    def ready(self) -> None:
        from wagtail.models import Page
        from wagtail.permissions import register_permission_policy

        import pubblicazione.tasks  # noqa: F401 - registers the task models that Wagtail calls back
        from pubblicazione.visibility import PaginaPermissionPolicy

        register_permission_policy(Page, PaginaPermissionPolicy())
