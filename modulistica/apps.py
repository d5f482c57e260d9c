"""Django's configuration of the app `modulistica`."""

from django.apps import AppConfig


class ModulisticaConfig(AppConfig):
    name = "modulistica"
    verbose_name = "Modulistica"
