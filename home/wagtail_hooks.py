"""Connects Wagtail's hooks with what the admin of this register shows; no rule lives here."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail import hooks
from wagtail.models import Page

from pubblicazione.visibility import seen_by


@hooks.register("construct_page_chooser_queryset")
def choose_among_seen_pages(pages: QuerySet[Page], request: HttpRequest) -> QuerySet[Any]:
    return seen_by(request.user, pages)
