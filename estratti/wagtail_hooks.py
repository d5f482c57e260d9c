"""Connects the screens of the extracts to Wagtail's admin; the screens and the rules are elsewhere."""

from django.urls import URLResolver, include, path
from wagtail import hooks


@hooks.register("register_admin_urls")
def register_estratti_urls() -> list[URLResolver]:
    return [path("estratti/", include("estratti.admin.urls"))]
