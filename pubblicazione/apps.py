"""Django's configuration of the app `pubblicazione`."""

from django.apps import AppConfig


class PubblicazioneConfig(AppConfig):
    name = "pubblicazione"
    verbose_name = "Pubblicazione"
