"""Problem details (RFC 9457): the one shape in which the API says no."""

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, JsonResponse
from ninja import NinjaAPI
from ninja.errors import HttpError
from ninja.errors import ValidationError as NinjaValidationError


@dataclass
class ProblemError(Exception):
    """A refusal: HTTP status, title and detail in Italian, and which parameter for what reason."""

    status: int
    title: str
    detail: str = ""
    errors: list[dict[str, str]] = field(default_factory=list)


def refuse_parameter(name: str, reason: str, *, status: int = 422) -> ProblemError:
    """Build the refusal of one query parameter."""
    return ProblemError(
        status=status,
        title="Parametro non accettato",
        detail=f"Il parametro «{name}» non è accettato: {reason}",
        errors=[{"parametro": name, "motivo": reason}],
    )


def problem_response(problem: ProblemError) -> JsonResponse:
    """Return `problem` as application/problem+json."""
    body: dict[str, Any] = {"type": "about:blank", "title": problem.title, "status": problem.status}
    if problem.detail:
        body["detail"] = problem.detail
    if problem.errors:
        body["errors"] = problem.errors
    return JsonResponse(
        body, status=problem.status, content_type="application/problem+json", json_dumps_params={"ensure_ascii": False}
    )


def _from_problem(_request: HttpRequest, error: Any) -> JsonResponse:
    return problem_response(error)


def _from_validation(_request: HttpRequest, error: Any) -> JsonResponse:
    found = [{"parametro": str(e["loc"][-1]), "motivo": str(e["msg"])} for e in error.errors]
    return problem_response(ProblemError(422, "Parametri non accettati", errors=found))


def _from_http_error(_request: HttpRequest, error: Any) -> JsonResponse:
    return problem_response(ProblemError(error.status_code, str(error)))


def register_errors(api: NinjaAPI) -> None:
    """Attach the handlers that turn every refusal into problem+json."""
    api.add_exception_handler(ProblemError, _from_problem)
    api.add_exception_handler(NinjaValidationError, _from_validation)
    api.add_exception_handler(HttpError, _from_http_error)
