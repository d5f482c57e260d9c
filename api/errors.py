"""Problem details (RFC 9457): the one table of the ways in which the API says no, and the one shape it says it in."""

import logging
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, JsonResponse
from ninja import NinjaAPI
from ninja.errors import HttpError
from ninja.errors import ValidationError as NinjaValidationError

logger = logging.getLogger(__name__)
RETRY_AFTER_SECONDS = 5
# Our own nginx keeps these for a second, so that they take the place of a document that is no more (deploy/nginx).
GONE = {404, 410}


@dataclass(frozen=True)
class Kind:
    """A kind of refusal: its HTTP status, its title, and when it happens, for the documentation."""

    status: int
    title: str
    when: str


KINDS: dict[str, Kind] = {
    "richiesta-non-leggibile": Kind(400, "Richiesta non leggibile", "L’indirizzo contiene byte che non sono testo."),
    "chiave-non-valida": Kind(
        401, "Chiave non valida", "La chiave in `Authorization` è sconosciuta, scaduta o revocata."
    ),
    "non-trovato": Kind(404, "Non trovato", "L’indirizzo, il codice o il nome non esistono."),
    "ritirato": Kind(410, "Ritirato", "La pagina era pubblica ed è stata ritirata."),
    "metodo-non-ammesso": Kind(405, "Metodo non ammesso", "L’API si legge soltanto: GET, HEAD e OPTIONS."),
    "formato-non-disponibile": Kind(406, "Formato non disponibile", "`Accept` esclude il formato della risorsa."),
    "indirizzo-troppo-lungo": Kind(414, "Indirizzo troppo lungo", "La parte dopo `?` supera gli 8.000 byte."),
    "parametro-non-accettato": Kind(
        422, "Parametro non accettato", "Un parametro è sconosciuto, ripetuto o ha un valore non ammesso."
    ),
    "troppe-richieste": Kind(
        429, "Troppe richieste", "Il limite di richieste è superato: riprovare dopo `Retry-After` secondi."
    ),
    "errore-interno": Kind(500, "Errore interno", "Un difetto dell’API: la richiesta può essere ripetuta."),
    "servizio-non-disponibile": Kind(
        503, "Servizio non disponibile", "La base dati non risponde: riprovare dopo `Retry-After` secondi."
    ),
}


@dataclass
class ProblemError(Exception):
    """A refusal: its kind, what happened and what to do in Italian, and which parameter for what reason."""

    kind: str
    detail: str
    errors: list[dict[str, str]] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)


def refuse_parameter(name: str, reason: str) -> ProblemError:
    """Build the refusal of one query parameter."""
    shown = name[:40]
    return ProblemError(
        kind="parametro-non-accettato",
        detail=f"Il parametro «{shown}» non è accettato: {reason}",
        errors=[{"parametro": shown, "motivo": reason}],
    )


def unknown_codice(codice: str) -> ProblemError:
    """Build the refusal of a code that no entry bears."""
    return ProblemError("non-trovato", f"Nessuna iscrizione ha il codice «{codice[:40]}».")


def problem_body(*, tipo: str, title: str, status: int, detail: str, base: str = "") -> dict[str, Any]:
    """Return the members of a problem; `tipo` is an anchor of the documentation page, on this server or on `base`."""
    return {
        "type": f"{base or settings.PUBLIC_BASE_URL}/api/v1/docs#{tipo}",
        "title": title,
        "status": status,
        "detail": detail,
    }


def problem_response(problem: ProblemError) -> JsonResponse:
    """Return `problem` as application/problem+json, never to be stored by a cache."""
    kind = KINDS[problem.kind]
    body = problem_body(tipo=problem.kind, title=kind.title, status=kind.status, detail=problem.detail)
    if problem.errors:
        body["errors"] = problem.errors
    headers = {"Cache-Control": "no-store", **problem.headers}
    if kind.status in GONE:
        headers["X-Accel-Expires"] = "1"
    return json_response(body, status=kind.status, headers=headers)


def json_response(
    body: dict[str, Any],
    *,
    status: int = 200,
    content_type: str = "application/problem+json",
    headers: dict[str, str] | None = None,
) -> JsonResponse:
    """Return `body` as JSON that keeps accents readable."""
    return JsonResponse(
        body,
        status=status,
        content_type=content_type,
        headers=headers or {},
        json_dumps_params={"ensure_ascii": False},
    )


def unavailable() -> ProblemError:
    """Build the refusal of a moment: the database is down, or busy beyond its patience."""
    return ProblemError(
        "servizio-non-disponibile",
        "Il registro in questo momento non risponde. Riprovare tra qualche secondo.",
        headers={"Retry-After": str(RETRY_AFTER_SECONDS)},
    )


def _from_problem(_request: HttpRequest, error: Any) -> JsonResponse:
    return problem_response(error)


def _from_database(_request: HttpRequest, _error: Any) -> JsonResponse:
    return problem_response(unavailable())


def _from_validation(_request: HttpRequest, error: Any) -> JsonResponse:
    found = [{"parametro": str(e["loc"][-1]), "motivo": str(e["msg"])} for e in error.errors]
    return problem_response(ProblemError("parametro-non-accettato", "Un parametro non è accettato.", errors=found))


def _from_defect(request: HttpRequest, error: Any) -> JsonResponse:
    logger.error("API defect at %s", request.path, exc_info=error)
    return problem_response(ProblemError("errore-interno", "Qualcosa nell’API non ha funzionato. Riprovare tra poco."))


def _from_http_error(_request: HttpRequest, error: Any) -> JsonResponse:
    kind = next((name for name, k in KINDS.items() if k.status == error.status_code), "errore-interno")
    return problem_response(ProblemError(kind, str(error)))


def register_errors(api: NinjaAPI) -> None:
    """Attach the handlers that turn every refusal into problem+json."""
    api.add_exception_handler(ProblemError, _from_problem)
    api.add_exception_handler(OperationalError, _from_database)
    api.add_exception_handler(InterfaceError, _from_database)
    api.add_exception_handler(NinjaValidationError, _from_validation)
    api.add_exception_handler(HttpError, _from_http_error)
    api.add_exception_handler(Exception, _from_defect)
