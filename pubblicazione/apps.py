"""Django's configuration of the app `pubblicazione`."""

from django.apps import AppConfig


class PubblicazioneConfig(AppConfig):
    name = "pubblicazione"
    verbose_name = "Pubblicazione"

    def ready(self) -> None:
        import pubblicazione.tasks  # noqa: F401 - registers the task models that Wagtail calls back
