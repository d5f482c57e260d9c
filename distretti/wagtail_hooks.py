"""Connects the officer's desk to Wagtail's admin; the screens and the rules are elsewhere."""

from typing import Any

from django.urls import URLPattern, URLResolver, include, path
from wagtail import hooks
from wagtail.admin.menu import SubmenuMenuItem

from distretti.actions.persone import END_CARICA, RECORD_CARICA, REMOVE_CARICA
from distretti.admin.menu import registro_menu
from distretti.admin.registro.modeladmin import RegistroAdmin


@hooks.register("register_admin_urls")
def register_desk_urls() -> list[URLPattern | URLResolver]:
    desk = path("registro/", include("distretti.admin.urls"))
    return [*RegistroAdmin().get_admin_urls_for_registration(), desk]


@hooks.register("register_admin_menu_item")
def register_desk_menu() -> SubmenuMenuItem:
    return registro_menu()


@hooks.register("register_log_actions")
def register_cariche_log_actions(actions: Any) -> None:
    """Say in the history what was done to an office."""
    for action, label in (
        (RECORD_CARICA, "Registrata la carica"),
        (END_CARICA, "Scritta la fine della carica"),
        (REMOVE_CARICA, "Tolta la carica, registrata per errore"),
    ):
        actions.register_action(action, label, label)
