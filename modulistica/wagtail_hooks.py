"""Connects the models' screens to Wagtail's admin; the screens and the rules are elsewhere."""

from django.urls import URLResolver, include, path
from wagtail import hooks

from distretti.admin.menu import DeskMenuItem
from modulistica.admin.menu import modelli_menu


@hooks.register("register_admin_urls")
def register_modelli_urls() -> list[URLResolver]:
    return [path("modelli/", include("modulistica.admin.urls"))]


@hooks.register("register_admin_menu_item")
def register_modelli_menu() -> DeskMenuItem:
    return modelli_menu()
