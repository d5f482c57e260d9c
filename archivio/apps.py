"""Django's configuration of the app `archivio`."""

from django.apps import AppConfig


class ArchivioConfig(AppConfig):
    name = "archivio"
    verbose_name = "Archivio"
