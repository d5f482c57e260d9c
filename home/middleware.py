"""What every answer carries or becomes: policies on contents and referrers, a page when database or disk fails."""

from typing import Any

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse

from archivio.serving import RESERVED
from home.views.errori import failure

_RETRY_SECONDS, _PERSONAL = "30", "/nucleo/"


class ContentPolicyMiddleware(CSPMiddleware):
    """One strict policy for the public; under the admin, whose forms have scripts inside the page, a laxer one."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and request.path_info.startswith(settings.ADMIN_PATH):
            parts.replace = settings.CONTENT_SECURITY_POLICY_ADMIN
        return parts


class PersonalLinkMiddleware:
    """Under the personal links of the Nucleo the address is a secret: of it a browser tells nobody but the host.

    Not even our own pages and files, whose addresses the server in front logs with where they were asked from. Forms
    go on being checked by their Origin, which `no-referrer` would take away too. Here and not in the views: what
    refuses a request before them, or finds none, has the same address.
    """

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response: HttpResponseBase = self.get_response(request)
        if request.path_info.startswith(_PERSONAL):
            response["Referrer-Policy"] = "strict-origin"
            response["Cache-Control"] = RESERVED
        return response


class DatabaseDownMiddleware:
    """Answers 503, and says to come back, when the database does not answer or stays locked; the API has its own."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response: HttpResponseBase = self.get_response(request)
        return response

    def process_exception(self, _request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, (OperationalError, InterfaceError)):
            return None
        response = failure(status=503, template="errors/503.html")
        response["Retry-After"] = _RETRY_SECONDS
        return response


class FullDiskMiddleware:
    """Answers 503 when there was no room for what was sent (`site_registro.ricezione`); nothing of it was kept."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response: HttpResponseBase = self.get_response(request)
        if not request.META.get("registro.senza_spazio"):
            return response
        said = "in questo momento non c’è spazio per conservare il file: nulla è stato caricato. Riprova più tardi."
        if "application/json" in request.headers.get("Accept", ""):
            response = JsonResponse({"file": [{"nome": "", "esito": said, "status": 503}]}, status=503)
        else:
            response = failure(status=503, template="errors/503.html")
        response["Retry-After"] = _RETRY_SECONDS
        return response
