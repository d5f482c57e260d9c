"""Keeps Wagtail's shut addresses shut, before their views run; the table is in `doors`."""

import re
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import ResolverMatch
from wagtail.admin.auth import permission_denied

from core.text import is_askable
from home.admin.doors import OPEN
from pubblicazione.admin.non_salvato import show_unsaved

_WAGTAIL_NAMESPACES = (
    "wagtailadmin",
    "wagtaildocs",
    "wagtailimages",
    "wagtailredirects",
    "wagtailsettings",
    "wagtailsites",
    "wagtailsnippets",
    "wagtailusers",
)
_WAGTAIL_NAMES = ("wagtailadmin_", "wagtail_bulk_action")
_ROOT = "admin/"
# Where somebody may have written for an hour before losing the right: the words are given back.
_WRITTEN = {"wagtailadmin_pages:edit", "wagtailadmin_pages:revisions_revert"}
# A choice of files names them by number; Wagtail asks the database whatever it is told, and breaks on a word.
_CHOICES = (":chosen", ":chosen_multiple")
_NUMBER = re.compile(r"[0-9]{1,18}")
_TOO_LONG = re.compile(r"-?[0-9]{19,}")


def is_of_wagtail(match: ResolverMatch) -> bool:
    """Tell whether an address under the admin is Wagtail's own, by its name; one without a name is."""
    if match.namespaces:
        return match.namespaces[0].startswith(_WAGTAIL_NAMESPACES)
    return not match.url_name or match.url_name.startswith(_WAGTAIL_NAMES)


def is_open(match: ResolverMatch, user: Any) -> bool:
    """Tell whether this address of Wagtail opens to `user`."""
    door = OPEN.get(match.view_name)
    if door is None or not door.opens_to(user):
        return False
    return all(allows(user, int(match.kwargs[name])) for name, allows in door.pages.items())


def names_numbers(request: HttpRequest, match: ResolverMatch) -> bool:
    """Tell whether what is chosen is named by number, as everything that may be chosen is."""
    asked = [*request.GET.getlist("id"), *map(str, match.kwargs.values())]
    return all(_NUMBER.fullmatch(text) for text in asked)


def is_askable_query(request: HttpRequest) -> bool:
    """Tell whether a database can be asked what the query says: a NUL or a number past 18 digits PostgreSQL refuses."""
    asked = [value for values in request.GET.lists() for value in (values[0], *values[1])]
    return all(is_askable(text) and not _TOO_LONG.fullmatch(text) for text in asked)


class WallMiddleware:
    """Answers in the place of a shut address as Wagtail answers whoever lacks a permission."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponseBase | None:
        """Let pass what is open, what is not of Wagtail, and whoever Wagtail itself will send to the login."""
        match = request.resolver_match
        assert match is not None  # noqa: S101 - set before any view runs
        if not match.route.startswith(_ROOT) or not is_of_wagtail(match):
            return None
        if not request.user.has_perm("wagtailadmin.access_admin"):
            return None
        if is_open(match, request.user):
            if not is_askable_query(request):
                raise Http404
            if match.view_name.endswith(_CHOICES) and not names_numbers(request, match):
                raise Http404
            return None
        if request.method == "POST" and match.view_name in _WRITTEN:
            return show_unsaved(request)
        return permission_denied(request)
