"""The description of the API tells the truth: what it says is answered, and what is answered is in it."""

import json
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest
from django.test import Client
from openapi_spec_validator import validate
from referencing import Registry, Resource

from api.openapi.build import SNAPSHOT, build_openapi, snapshot_text
from home.models import ContenutoPage
from tests.api.conftest import Once
from tests.api.material import make_rich_register
from tests.factories import make_funzionario

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("db")]

SPEC = build_openapi()
SCHEMAS: dict[str, Any] = SPEC["components"]["schemas"]
OPERATIONS = [(path, operation["get"]) for path, operation in SPEC["paths"].items()]
IDS = [path for path, _operation in OPERATIONS]


@pytest.fixture(scope="module")
def rich_register(once: Once) -> None:
    """The rich register, written once for this file."""
    once(lambda: make_rich_register(make_funzionario()))


def validator(schema: dict[str, Any]) -> jsonschema.Draft202012Validator:
    """A validator that follows references into the components."""
    root = Resource.from_contents({"$schema": "https://json-schema.org/draft/2020-12/schema", **SPEC})
    registry: Registry[Any] = Registry().with_resource("urn:spec", root)
    pointed = json.loads(json.dumps(schema).replace('"#/', '"urn:spec#/'))
    return jsonschema.Draft202012Validator(
        pointed, registry=registry, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )


def example_path(path: str, operation: dict[str, Any]) -> str:
    for parameter in operation["parameters"]:
        if parameter["in"] == "path":
            path = path.replace("{" + parameter["name"] + "}", parameter["example"])
    if path == "/pagine/21":  # the one number that a database chooses
        path = f"/pagine/{ContenutoPage.objects.get().pk}"
    return f"/api/v1{path}"


def required(operation: dict[str, Any]) -> dict[str, Any]:
    """What must be asked, as its examples ask it."""
    return {p["name"]: p["example"] for p in operation["parameters"] if p["in"] == "query" and p["required"]}


def test_the_committed_description_is_the_present_one() -> None:
    assert SNAPSHOT.read_text(encoding="utf-8") == snapshot_text(), (
        "L’API descritta non è più quella di api/openapi.json: "
        "rileggere la differenza e, se è voluta, eseguire `manage.py export_openapi`."
    )


def members() -> Iterator[tuple[str, dict[str, Any]]]:
    for name, schema in SCHEMAS.items():
        for member, described in schema["properties"].items():
            yield f"{name}.{member}", described


# Tried on the real districts in test_alla_data.
PAST = ("alla_data", "conosciuta_al")
# Of one moment: a cursor of one search, a preview of one draft for an hour.
OF_THE_MOMENT = ("cursor", "anteprima")


@pytest.mark.parametrize(("name", "described"), [pytest.param(n, d, id=n) for n, d in members()])
def test_every_member_says_what_it_means_and_gives_an_example(name: str, described: dict[str, Any]) -> None:
    assert described.get("description", "").endswith((".", "?")), name
    refers = "$ref" in json.dumps(described)
    assert refers or described.get("examples"), f"{name} non ha un esempio"


def test_every_number_has_a_format_and_no_array_is_null() -> None:
    def walk(node: Any) -> Iterator[dict[str, Any]]:
        if isinstance(node, dict):
            yield node
        for item in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
            yield from walk(item)

    for schema in walk({**SCHEMAS, "paths": SPEC["paths"]}):
        if schema.get("type") in ("integer", "number"):
            assert "format" in schema, schema
        options = schema.get("anyOf", [])
        kinds = {option.get("type") for option in options} if isinstance(options, list) else set()
        assert not ("null" in kinds and kinds & {"array", "boolean"}), schema


@pytest.mark.parametrize(("path", "operation"), OPERATIONS, ids=IDS)
def test_every_operation_is_described_with_its_refusals(path: str, operation: dict[str, Any]) -> None:
    assert operation["summary"]
    assert operation["description"].endswith(".")
    assert operation["tags"][0] in {tag["name"] for tag in SPEC["tags"]}
    for parameter in operation["parameters"]:
        assert parameter["description"].rstrip("`").endswith("."), parameter["name"]
        assert parameter["example"] is not None, parameter["name"]
    assert {"200", "400", "405", "422", "429", "503", "default"} <= set(operation["responses"])
    assert ("404" in operation["responses"]) == ("{" in path or path == "/pagine/per-percorso")
    assert ("410" in operation["responses"]) == path.startswith("/pagine/")


@pytest.mark.parametrize(("path", "operation"), OPERATIONS, ids=IDS)
def test_the_example_of_each_answer_is_one(path: str, operation: dict[str, Any]) -> None:
    for content in operation["responses"]["200"]["content"].values():
        validator(content["schema"]).validate(content["example"])


def test_the_examples_of_the_refusals_are_refusals() -> None:
    for response in SPEC["components"]["responses"].values():
        for content in response["content"].values():
            validator(content["schema"]).validate(content["example"])


@pytest.mark.parametrize(("path", "operation"), OPERATIONS, ids=IDS)
def test_what_is_answered_is_what_is_described(
    rich_register: None, client: Client, path: str, operation: dict[str, Any]
) -> None:
    response = client.get(example_path(path, operation), required(operation))
    assert response.status_code == 200
    (media_type,) = operation["responses"]["200"]["content"]
    assert response.headers["Content-Type"] == media_type
    validator(operation["responses"]["200"]["content"][media_type]["schema"]).validate(response.json())
    for name in operation["responses"]["200"]["headers"]:
        # What the layer in front of Django adds is tried in test_limits.
        assert name in response.headers or name.startswith("X-RateLimit-")


@pytest.mark.parametrize(("path", "operation"), OPERATIONS, ids=IDS)
def test_the_example_of_each_parameter_is_taken(
    rich_register: None, client: Client, path: str, operation: dict[str, Any]
) -> None:
    schema = next(iter(operation["responses"]["200"]["content"].values()))["schema"]
    for parameter in operation["parameters"]:
        if parameter["in"] == "path" or parameter["name"] in {*OF_THE_MOMENT, *PAST}:
            continue  # a cursor is of one search of one register, a past day of one whose life was recorded
        response = client.get(
            example_path(path, operation), required(operation) | {parameter["name"]: parameter["example"]}
        )
        assert response.status_code == 200, (parameter["name"], response.content)
        validator(schema).validate(response.json())


def test_a_whole_entry_has_every_member(rich_register: None, client: Client) -> None:
    whole = client.get("/api/v1/iscrizioni/RP-1-0001").json()
    assert set(whole) == set(SCHEMAS["Iscrizione"]["properties"]) - {"incerti"}
    assert set(whole["profilo"]) == set(SCHEMAS["Profilo"]["properties"])


def test_this_server_answers_its_own_addresses(registro: None, client: Client) -> None:
    response = client.get("/api/v1/openapi.json")
    assert response.status_code == 200
    body = response.json()
    assert body["openapi"] == "3.1.0"
    assert body["servers"][0]["url"] == "https://registro.example.it/api/v1"
    assert response.headers["ETag"]


def test_the_description_is_valid_openapi() -> None:
    validate(SPEC)
