"""Keeps Wagtail's shut addresses shut, before their views run; the table is in `doors`."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponseBase
from django.urls import ResolverMatch
from django.utils.datastructures import MultiValueDictKeyError
from wagtail.admin.auth import permission_denied

from home.admin.doors import OPEN
from home.admin.requests import check_request
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
_NOT_OF_A_SCREEN = (MultiValueDictKeyError, OverflowError)
# Where somebody may have written for an hour before losing the right: the words are given back.
_WRITTEN = {"wagtailadmin_pages:edit", "wagtailadmin_pages:revisions_revert"}


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
            check_request(request, match)
            return None
        if request.method == "POST" and match.view_name in _WRITTEN:
            return show_unsaved(request)
        return permission_denied(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """Blame a request, and not the server, for what no screen sends: missing rows, a number for no column.

        Django reads the rows of a form by what their count promises, and hands SQLite any number. Raises BadRequest.
        """
        if request.path_info.startswith(f"/{_ROOT}") and isinstance(exception, _NOT_OF_A_SCREEN):
            raise BadRequest("The request is not as the admin sends it.") from exception
