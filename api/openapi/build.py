"""The description of the API (OpenAPI 3.1, ModI): made from the routes, completed with what is true of every answer."""

import json
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from api.api import api
from api.errors import KINDS, problem_body
from api.filters import ITEM_FIELDS
from api.openapi.examples import example_of
from api.schemas.base import API, BASE, LICENZA, Problema

SNAPSHOT = Path(__file__).resolve().parents[1] / "openapi.json"
VERSION = api.version
_PROBLEM = "application/problem+json"
_REF = "#/components/"
Schema = dict[str, Any]

INFO: Schema = {
    "title": "Registro dei distretti della Regione Puglia",
    "version": VERSION,
    "description": (
        "Il Registro regionale dei distretti e delle ulteriori forme di aggregazione (L.R. 23/2007, DGR 192/2025), in "
        "sola lettura e senza obbligo di chiave. Ogni risposta ha un ETag: chi ripete la richiesta con `If-None-Match` "
        "riceve 304 se nulla è cambiato. "
        "Un parametro sconosciuto o sbagliato è rifiutato con il suo nome, mai ignorato."
    ),
    "x-summary": "Registro regionale dei distretti: voci, atti, profili, aderenti e ciò che cambia",
    "x-api-id": "registro-distretti-puglia",
    "termsOfService": f"{API}/docs#condizioni",
    "contact": {"name": "Regione Puglia – Registro dei distretti", "url": f"{BASE}/"},
    "license": LICENZA,
}
TAGS = {
    "iscrizioni": "Le voci del registro: distretti e ulteriori forme di aggregazione.",
    "sezioni": "Le sette sezioni e la struttura che le tiene.",
    "modelli": "I modelli ufficiali da compilare, in ogni loro versione.",
    "pagine": "Le pagine del sito, con il testo approvato.",
    "variazioni": "Che cosa è cambiato, per tenere una copia sempre uguale.",
    "esportazioni": "L’intero registro in file.",
    "statistiche": "I numeri del registro.",
    "vocabolari": "Gli elenchi chiusi di valori.",
    "servizio": "Il servizio stesso.",
}
# With `fields` the other members are left out.
_ALWAYS_THERE = {"Iscrizione": ["codice", "_links"]}
_PATH_PARAMETERS: dict[tuple[str, str], Schema] = {
    ("/iscrizioni/", "codice"): {
        "description": "Codice della voce.",
        "schema": {"type": "string", "pattern": "^RP-[1-7]-[0-9]{4,}$"},
        "example": "RP-1-0001",
    },
    ("/sezioni/", "codice"): {
        "description": "Numero della sezione, da 1 a 7.",
        "schema": {"type": "string", "pattern": "^[1-7]$"},
        "example": "1",
    },
    ("/modelli/", "codice"): {
        "description": "Codice del modello.",
        "schema": {"type": "string", "pattern": "^[a-z0-9-]{1,60}$"},
        "example": "programma-di-sviluppo",
    },
    ("/pagine/", "chiave"): {
        "description": "Numero della pagina.",
        "schema": {"type": "string", "pattern": "^[0-9]{1,18}$"},
        "example": "21",
    },
    ("/vocabolari/", "nome"): {
        "description": "Nome del vocabolario.",
        "schema": {"type": "string", "pattern": "^[a-z-]{1,40}$"},
        "example": "filiere",
    },
}
HEADERS: Schema = {
    "ETag": {
        "description": "SHA-256 del testo della risposta; con `-gz` per il testo compresso.",
        "schema": {"type": "string", "pattern": '^"[0-9a-f]{64}(-gz)?"$'},
        "example": '"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"',
    },
    "Cache-Control": {
        "description": "Si può conservare, chiedendo ogni volta se è cambiato (`If-None-Match`).",
        "schema": {"type": "string"},
        "example": "public, max-age=0, must-revalidate",
    },
    "Link": {
        "description": "Dove sta questa descrizione (RFC 8631).",
        "schema": {"type": "string"},
        "example": f'<{API}/openapi.json>; rel="service-desc"',
    },
    "X-RateLimit-Limit": {
        "description": "Quante richieste in un minuto sono accolte dallo stesso indirizzo, o con la stessa chiave.",
        "schema": {"type": "integer", "format": "int32", "minimum": 1},
        "example": 600,
    },
    "X-RateLimit-Remaining": {
        "description": "Quante ne restano in questo minuto.",
        "schema": {"type": "integer", "format": "int32", "minimum": 0},
        "example": 599,
    },
    "X-RateLimit-Reset": {
        "description": "Tra quanti secondi il conto ricomincia.",
        "schema": {"type": "integer", "format": "int32", "minimum": 1, "maximum": 60},
        "example": 42,
    },
    "Retry-After": {
        "description": "Dopo quanti secondi riprovare.",
        "schema": {"type": "integer", "format": "int32", "minimum": 1},
        "example": 5,
    },
    "WWW-Authenticate": {
        "description": "Quale chiave si chiede (RFC 6750).",
        "schema": {"type": "string"},
        "example": 'Bearer realm="registro", error="invalid_token"',
    },
    "Allow": {
        "description": "I metodi ammessi.",
        "schema": {"type": "string"},
        "example": "GET, HEAD, OPTIONS",
    },
}
SECURITY_SCHEMES: Schema = {
    "chiave": {
        "type": "http",
        "scheme": "bearer",
        "description": (
            "Facoltativa: alza soltanto il limite di richieste. La dà, a chi ne ha bisogno, chi amministra il registro."
        ),
    }
}
_OF_A_READ = ("ETag", "Cache-Control", "Link")
# Which headers a refusal carries, by status.
_OF_A_PROBLEM = {401: ("WWW-Authenticate",), 405: ("Allow",), 429: ("Retry-After",), 503: ("Retry-After",)}
# On every answer that the application itself gives; what a cache gave again bears none (docs/adr/0013).
_LIMITS = ("X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset")
# Refusals that only some addresses meet.
_ONLY_SOME: dict[str, Callable[[str], bool]] = {
    "404": lambda path: "{" in path or path == "/pagine/per-percorso",
    "410": lambda path: path.startswith("/pagine/"),
}


def _headers(*names: str) -> Schema:
    return {name: {"$ref": f"{_REF}headers/{name}"} for name in names}


def _tidy(node: Any) -> Any:
    """Drop the titles and defaults that pydantic derives from names; what a member means is in its description."""
    if isinstance(node, list):
        return [_tidy(item) for item in node]
    if not isinstance(node, dict):
        return node
    kept = {k: v for k, v in node.items() if not (k == "title" and isinstance(v, str)) and k != "default"}
    return {k: v if k in {"examples", "example", "enum", "const"} else _tidy(v) for k, v in kept.items()}


def _problem_responses() -> Schema:
    """Return the refusals that any read may meet, with an example each."""
    found: Schema = {}
    for name, kind in KINDS.items():
        example = problem_body(tipo=name, title=kind.title, status=kind.status, detail=kind.when, base=BASE)
        found[str(kind.status)] = {
            "description": kind.when,
            "headers": _headers("Cache-Control", *_OF_A_PROBLEM.get(kind.status, ()), *_LIMITS),
            "content": {_PROBLEM: {"schema": {"$ref": f"{_REF}schemas/Problema"}, "example": example}},
        }
    return found


def _path_parameter(path: str, parameter: Schema) -> Schema:
    found = next(
        d for (start, name), d in _PATH_PARAMETERS.items() if path.startswith(start) and name == parameter["name"]
    )
    return {"name": parameter["name"], "in": "path", "required": True, **found}


def _complete(path: str, operation: Schema) -> Schema:
    """Complete an operation: its answer by reference with an example and headers, and every refusal."""
    media_type = operation.pop("x-media-type")
    answered = operation["responses"].pop(200)
    content = {"schema": next(iter(answered["content"].values()))["schema"]}
    is_read = media_type != _PROBLEM
    responses: Schema = {
        "200": {
            "description": operation["summary"],
            "headers": _headers(*(_OF_A_READ if is_read else ("Cache-Control",)), *_LIMITS),
            "content": {media_type: content},
        }
    }
    if is_read:
        responses["304"] = {"description": "Nulla è cambiato.", "headers": _headers(*_OF_A_READ, *_LIMITS)}
    skipped = {status for status, met in _ONLY_SOME.items() if not met(path)}
    refusals = {s: {"$ref": f"{_REF}responses/{s}"} for s in _problem_responses() if s not in skipped}
    parameters = [_path_parameter(path, p) if p["in"] == "path" else p for p in operation["parameters"]]
    return {
        **operation,
        "parameters": parameters,
        "responses": {**responses, **refusals, "default": {"$ref": f"{_REF}responses/500"}},
    }


def _add_examples(paths: Schema, schemas: Schema) -> None:
    for methods in paths.values():
        for operation in methods.values():
            for content in operation["responses"]["200"]["content"].values():
                content["example"] = example_of(content["schema"], schemas)
    listed = paths["/iscrizioni"]["get"]["responses"]["200"]["content"]["application/json"]["example"]
    listed["items"] = [{name: item[name] for name in ITEM_FIELDS} for item in listed["items"]]


def build_openapi() -> Schema:
    """Return the whole description, with the addresses of an example server."""
    made: Schema = dict(api.get_openapi_schema(path_prefix=""))
    schemas: Schema = {
        **made["components"]["schemas"],
        "Problema": Problema.model_json_schema(ref_template=f"{_REF}schemas/{{model}}"),
    }
    schemas.update(schemas["Problema"].pop("$defs"))
    paths = {
        path: {method: _complete(path, operation) for method, operation in methods.items()}
        for path, methods in made["paths"].items()
    }
    schemas = {name: _tidy(schema) for name, schema in sorted(schemas.items())}
    _add_examples(paths, schemas)
    for name, required in _ALWAYS_THERE.items():
        schemas[name]["required"] = required
    return {
        "openapi": "3.1.0",
        "info": INFO,
        "servers": [{"url": API, "description": "Il registro"}],
        "tags": [{"name": name, "description": text} for name, text in TAGS.items()],
        "security": [{}, {"chiave": []}],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "headers": HEADERS,
            "responses": _problem_responses(),
            "securitySchemes": SECURITY_SCHEMES,
        },
    }


def snapshot_text() -> str:
    """Return the description as the committed snapshot keeps it."""
    return json.dumps(build_openapi(), ensure_ascii=False, indent=1) + "\n"


@lru_cache(maxsize=1)
def openapi_bytes() -> bytes:
    """Return the description as this server answers it, with its own addresses."""
    text = json.dumps(build_openapi(), ensure_ascii=False, separators=(",", ":"))
    return text.replace(BASE, settings.PUBLIC_BASE_URL).encode()
