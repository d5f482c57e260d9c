"""Django's configuration of the app `distretti`."""

from django.apps import AppConfig


class DistrettiConfig(AppConfig):
    name = "distretti"
    verbose_name = "Registro dei distretti"
