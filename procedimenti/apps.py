"""Django's configuration of the app `procedimenti`."""

from django.apps import AppConfig


class ProcedimentiConfig(AppConfig):
    name = "procedimenti"
    verbose_name = "Procedimenti"
