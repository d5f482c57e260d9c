"""Connects the officer's desk to Wagtail's admin; the screens and the rules are elsewhere."""

from django.urls import URLPattern, URLResolver, include, path
from wagtail import hooks
from wagtail.admin.menu import SubmenuMenuItem

from distretti.admin.menu import registro_menu
from distretti.admin.registro.modeladmin import RegistroAdmin


@hooks.register("register_admin_urls")
def register_desk_urls() -> list[URLPattern | URLResolver]:
    desk = path("registro/", include("distretti.admin.urls"))
    return [*RegistroAdmin().get_admin_urls_for_registration(), desk]


@hooks.register("register_admin_menu_item")
def register_desk_menu() -> SubmenuMenuItem:
    return registro_menu()
