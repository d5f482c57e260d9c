"""What a request must look like before a view of Wagtail reads it: who may send it is in `middleware` and `doors`."""

import re

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest
from django.urls import ResolverMatch

from core.text import is_askable

# A choice of files names them by number; Wagtail asks the database whatever it is told, and breaks on a word.
_CHOICES = (":chosen", ":chosen_multiple")
_NUMBER = re.compile(r"[0-9]{1,18}")
_TOO_LONG = re.compile(r"-?[0-9]{19,}")
# To SQLite's index a quotation mark or a brace is a command (django-modelsearch writes them into the query).
_NO_WORD = re.compile(r"[^\w\s@.-]+")
# The form of a link to another site, whose field Wagtail reads before it is filled.
_LINK, _URL = "wagtailadmin_choose_page_external_link", "external-link-chooser-url"
_LOGIN = "wagtailadmin_login"  # looks by itself where it leads


def check_request(request: HttpRequest, match: ResolverMatch) -> None:
    """Make a request readable to the view of Wagtail it is for.

    Raises Http404 for what no database can be asked, BadRequest for what no screen of the admin sends.
    """
    if not _is_askable(request) or (match.view_name.endswith(_CHOICES) and not _names_numbers(request, match)):
        raise Http404
    lacks_url = match.view_name == _LINK and request.method == "POST" and _URL not in request.POST
    if lacks_url or not (match.view_name == _LOGIN or _goes_on_here(request)):
        raise BadRequest("The request is not as the admin sends it.")
    _read_in_words(request)


def _names_numbers(request: HttpRequest, match: ResolverMatch) -> bool:
    """Tell whether what is chosen is named by number, as everything that may be chosen is."""
    asked = [*request.GET.getlist("id"), *map(str, match.kwargs.values())]
    return all(_NUMBER.fullmatch(text) for text in asked)


def _is_askable(request: HttpRequest) -> bool:
    """Tell whether a database can be asked what the query says: a NUL or a number past 18 digits PostgreSQL refuses."""
    asked = [value for values in request.GET.lists() for value in (values[0], *values[1])]
    return all(is_askable(text) and not _TOO_LONG.fullmatch(text) for text in asked)


def _goes_on_here(request: HttpRequest) -> bool:
    """Tell whether the place to go on to, if there is one, is an address of this site."""
    return all(text.startswith("/") for text in (request.GET.get("next"), request.POST.get("next")) if text)


def _read_in_words(request: HttpRequest) -> None:
    asked = request.GET.get("q", "")
    if _NO_WORD.search(asked):
        given = request.GET.copy()
        given["q"] = _NO_WORD.sub(" ", asked).strip()
        request.GET = given  # type: ignore[assignment]
