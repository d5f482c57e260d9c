"""Django's configuration of the app `home`."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = "Pagine del sito"
