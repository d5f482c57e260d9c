"""What the page of the documentation shows, taken from the very description that machines read."""

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings

from api.errors import KINDS
from api.openapi.build import TAGS, build_openapi
from api.schemas.base import API, BASE

Schema = dict[str, Any]
# By what one wants to do, in the order in which people come to want it.
TITOLI = {
    "iscrizioni": "Mostrare i distretti",
    "sezioni": "Mostrare le sezioni",
    "variazioni": "Tenere una copia sempre uguale",
    "esportazioni": "Scaricare tutto in una volta",
    "modelli": "Offrire i modelli da compilare",
    "pagine": "Mostrare le pagine del sito",
    "statistiche": "Mostrare i numeri",
    "vocabolari": "Dare un nome ai codici",
    "servizio": "Sapere se il servizio risponde",
}
_DEEPEST = 4
_EXAMPLE_LINES = 60


@dataclass(frozen=True)
class Campo:
    """A member of an answer: where it stands (`sede.comune.nome`), what it means, an example."""

    nome: str
    tipo: str
    significato: str
    esempio: str


@dataclass(frozen=True)
class Operazione:
    """One resource: how it is asked and what it answers."""

    id: str
    percorso: str
    titolo: str
    testo: str
    parametri: list[Schema]
    campi: list[Campo]
    esempio: str


@dataclass(frozen=True)
class Gruppo:
    """Resources for one purpose."""

    id: str
    titolo: str
    testo: str
    operazioni: list[Operazione]


def _here(text: str) -> str:
    """Return a text with the addresses of this server in place of those of the example."""
    return text.replace(BASE, settings.PUBLIC_BASE_URL)


def _shown(value: Any) -> str:
    return _here(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def _options(schema: Schema) -> list[Schema]:
    return list(schema.get("anyOf") or schema.get("oneOf") or [])


class _Fields:
    """Reads the members of a schema, references followed, one line each."""

    def __init__(self, schemas: Schema) -> None:
        self._schemas = schemas

    def of(self, schema: Schema, prefix: str = "", depth: int = 0) -> list[Campo]:
        """Return the members of `schema` and of what they hold, down to where it no longer helps."""
        found = []
        for name, member in self._target(schema).get("properties", {}).items():
            inner = self._target(member)
            many = member.get("type") == "array"
            place = f"{prefix}{name}{'[]' if many else ''}"
            examples = member.get("examples") or inner.get("examples") or [""]
            meaning = member.get("description") or inner.get("description", "")
            found.append(Campo(place, self._kind(member, inner), meaning, _shown(examples[0])))
            if depth < _DEEPEST and inner.get("properties"):
                found += self.of(inner, f"{place}.", depth + 1)
        return found

    def _target(self, schema: Schema) -> Schema:
        """Return what a member finally is: behind a reference, inside an array, or beside null."""
        while True:
            if "$ref" in schema:
                schema = self._schemas[schema["$ref"].rpartition("/")[2]]
            elif schema.get("type") == "array":
                schema = schema["items"]
            elif options := [o for o in _options(schema) if o.get("type") != "null"]:
                schema = options[0]
            else:
                return schema

    def _kind(self, member: Schema, inner: Schema) -> str:
        if member.get("type") == "array":
            return "elenco"
        names = {"string": "testo", "integer": "intero", "number": "numero", "boolean": "vero o falso"}
        kind = names.get(str(inner.get("type")), "oggetto")
        may_be_null = any(o.get("type") == "null" for o in member.get("anyOf", []))
        return f"{kind} o null" if may_be_null else kind


def _operation(path: str, operation: Schema, fields: _Fields) -> Operazione:
    content = next(iter(operation["responses"]["200"]["content"].values()))
    lines = _here(json.dumps(content["example"], ensure_ascii=False, indent=2)).splitlines()
    cut = [*lines[:_EXAMPLE_LINES], "…"] if len(lines) > _EXAMPLE_LINES else lines
    return Operazione(
        id=operation["operationId"].replace("_", "-"),
        percorso=f"/api/v1{path}",
        titolo=operation["summary"],
        testo=operation["description"],
        parametri=[_parameter(p) for p in operation["parameters"]],
        campi=fields.of(content["schema"]),
        esempio="\n".join(cut),
    )


def _parameter(parameter: Schema) -> Schema:
    schema = parameter["schema"].get("items", parameter["schema"])
    example = parameter["example"][0] if isinstance(parameter["example"], list) else parameter["example"]
    return {
        "nome": parameter["name"],
        "testo": parameter["description"],
        "esempio": _shown(example),
        "valori": schema.get("enum", []),
        "serve": parameter.get("required", False),
    }


@lru_cache(maxsize=1)
def gruppi() -> list[Gruppo]:
    """Return every resource of the API, by purpose."""
    spec = build_openapi()
    fields = _Fields(spec["components"]["schemas"])
    made = [
        (operation["get"]["tags"][0], _operation(path, operation["get"], fields))
        for path, operation in spec["paths"].items()
    ]
    return [
        Gruppo(tag, titolo, TAGS[tag], [operation for name, operation in made if name == tag])
        for tag, titolo in TITOLI.items()
    ]


@lru_cache(maxsize=1)
def errori() -> list[Schema]:
    """Return every way in which the API says no, with the anchor that `type` points at and an example."""
    responses = build_openapi()["components"]["responses"]
    found = []
    for name, kind in KINDS.items():
        content = next(iter(responses[str(kind.status)]["content"].values()))
        example = {**content["example"], "type": f"{API}/docs#{name}", "title": kind.title, "detail": kind.when}
        shown = _here(json.dumps(example, ensure_ascii=False, indent=2))
        found.append({"id": name, "stato": kind.status, "titolo": kind.title, "quando": kind.when, "esempio": shown})
    return found
