"""What HTTP asks of every answer of the API: methods, CORS, Accept, and problem+json for what Django itself refuses."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import resolve

from api.cache.fast_reads import PREFIX
from api.errors import ProblemError, problem_response

METHODS = "GET, HEAD, OPTIONS"
MAX_QUERY_BYTES = 8_000
# The page of the documentation is one of the site's own: it takes the whole way, with its policy on contents.
_PAGES = {f"{PREFIX}docs"}
EVERYWHERE = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": (
        "ETag, Link, Retry-After, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset"
    ),
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Frame-Options": "DENY",
}
_PREFLIGHT = {
    "Access-Control-Allow-Methods": METHODS,
    "Access-Control-Allow-Headers": "Accept, Authorization, If-None-Match",
    "Access-Control-Max-Age": "86400",
    "Allow": METHODS,
}
GetResponse = Callable[[HttpRequest], HttpResponseBase]


class ApiMiddleware:
    """Answers what is under /api/v1/ by itself: no session, form or menu of the site stands before a public read."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(PREFIX) or request.path_info in _PAGES:
            return self.get_response(request)
        response = self._answer(request)
        if isinstance(response, HttpResponse) and "Content-Length" not in response:
            response["Content-Length"] = str(len(response.content))
        for name, value in EVERYWHERE.items():
            response[name] = value
        return response

    def _answer(self, request: HttpRequest) -> HttpResponseBase:
        if request.method == "OPTIONS":
            return HttpResponse(status=204, headers=_PREFLIGHT)
        if request.method not in {"GET", "HEAD"}:
            problem = ProblemError("metodo-non-ammesso", f"Si può solo leggere: {METHODS}.", headers={"Allow": METHODS})
            return problem_response(problem)
        if len(request.META.get("QUERY_STRING", "")) > MAX_QUERY_BYTES:
            return problem_response(
                ProblemError("indirizzo-troppo-lungo", f"La ricerca supera i {MAX_QUERY_BYTES} byte: accorciarla.")
            )
        return self._read(request)

    def _read(self, request: HttpRequest) -> HttpResponseBase:
        """Answer HEAD as GET, without its body: same headers, length included."""
        is_head, request.method = request.method == "HEAD", "GET"
        match = request.resolver_match = resolve(request.path_info)
        response: HttpResponseBase = match.func(request, *match.args, **match.kwargs)
        if is_head and isinstance(response, HttpResponse):
            response["Content-Length"] = str(len(response.content))
            response.content = b""
        return response
