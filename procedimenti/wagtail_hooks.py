"""Connects the desk of the procedures to Wagtail's admin; the screens and the rules are elsewhere."""

from django.urls import URLResolver, include, path
from wagtail import hooks

from distretti.admin.menu import DeskMenuItem
from procedimenti.admin.menu import nucleo_menu, procedimenti_menu


@hooks.register("register_admin_urls")
def register_procedimenti_urls() -> list[URLResolver]:
    return [
        path("procedimenti/", include("procedimenti.admin.urls")),
        path("nucleo/", include("procedimenti.admin.nucleo.urls")),
    ]


@hooks.register("register_admin_menu_item")
def register_procedimenti_menu() -> DeskMenuItem:
    return procedimenti_menu()


@hooks.register("register_admin_menu_item")
def register_nucleo_menu() -> DeskMenuItem:
    return nucleo_menu()
