"""Connects the screens about the API to Wagtail's admin; the screens and the rules are elsewhere."""

from django.urls import URLResolver, include, path
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from api.admin.chiavi import chiavi_menu


@hooks.register("register_admin_urls")
def register_chiavi_urls() -> list[URLResolver]:
    return [path("chiavi/", include("api.admin.urls"))]


@hooks.register("register_settings_menu_item")
def register_chiavi_menu() -> MenuItem:
    return chiavi_menu()
