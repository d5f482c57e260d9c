"""Django's configuration of the app `estratti`."""

from django.apps import AppConfig


class EstrattiConfig(AppConfig):
    name = "estratti"
    verbose_name = "Estratti certificati"
