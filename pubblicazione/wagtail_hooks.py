"""Connects moderation with Wagtail's admin; no rule lives here."""

from django.urls import URLPattern, URLResolver, include, path
from wagtail import hooks


@hooks.register("register_admin_urls")
def moderation_urls() -> list[URLPattern | URLResolver]:
    return [path("moderazione/", include("pubblicazione.admin.urls"))]
