"""Connects moderation with Wagtail's admin; no rule lives here."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from pubblicazione.admin.modifica import PaginaModerataViewSet
from pubblicazione.permissions import decides_somewhere


class InModerazioneItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return decides_somewhere(request.user)


@hooks.register("register_admin_urls")
def moderation_urls() -> list[URLPattern | URLResolver]:
    return [path("moderazione/", include("pubblicazione.admin.urls"))]


@hooks.register("register_admin_viewset")
def views_of_moderated_pages() -> PaginaModerataViewSet:
    return PaginaModerataViewSet()


@hooks.register("register_admin_menu_item")
def menu_item() -> MenuItem:
    return InModerazioneItem("In moderazione", reverse("moderazione:elenco"), icon_name="tasks", order=90)


@hooks.register("construct_page_action_menu")
def only_save_and_submit(menu_items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    menu_items[:] = [item for item in menu_items if item.name in {"action-save-draft", "action-submit"}]
