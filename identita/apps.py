"""Django's configuration of the app `identita`."""

from django.apps import AppConfig


class IdentitaConfig(AppConfig):
    name = "identita"
    verbose_name = "Identità"
