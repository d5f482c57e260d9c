"""Connects Wagtail's hooks with what the admin of this register shows; no rule lives here."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks
from wagtail.models import Page

from home.admin.menus import is_helpful, is_useful
from home.admin.panels import panels_of
from pubblicazione.visibility import seen_by


@hooks.register("construct_page_chooser_queryset")
def choose_among_seen_pages(pages: QuerySet[Page], request: HttpRequest) -> QuerySet[Any]:
    return seen_by(request.user, pages)


@hooks.register("construct_homepage_panels")
def only_our_panels(request: HttpRequest, panels: list[Any]) -> None:
    panels[:] = panels_of(request.user)  # type: ignore[arg-type]


@hooks.register("construct_homepage_summary_items")
def no_summary(request: HttpRequest, items: list[Any]) -> None:
    items.clear()


@hooks.register("construct_main_menu")
def only_menus_that_open(request: HttpRequest, items: list[Any]) -> None:
    items[:] = [item for item in items if is_useful(item.name)]


@hooks.register("construct_help_menu")
def only_help_that_helps(request: HttpRequest, items: list[Any]) -> None:
    items[:] = [item for item in items if is_helpful(item.name)]


@hooks.register("insert_global_admin_css")
def our_styles_everywhere() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("home/ovunque.css"))
