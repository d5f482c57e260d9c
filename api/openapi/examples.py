"""An example of an answer, put together from the examples of its members; tests check it against the schema."""

from typing import Any

Schema = dict[str, Any]


def example_of(schema: Schema, schemas: Schema) -> Any:
    """Return an example of `schema` with the members that it always has, following references into `schemas`."""
    for name in ("examples", "example"):
        if name in schema:
            return schema[name][0] if name == "examples" else schema[name]
    if "$ref" in schema:
        return example_of(schemas[schema["$ref"].rpartition("/")[2]], schemas)
    for name in ("anyOf", "oneOf"):
        if name in schema:
            return example_of(schema[name][0], schemas)
    if schema.get("type") == "array":
        return _array(schema, schemas)
    members: Schema = schema.get("properties", {})
    required: list[str] = schema.get("required", list(members))
    return {name: example_of(members[name], schemas) for name in required}


def _array(schema: Schema, schemas: Schema) -> list[Any]:
    """Return one item, or one of each kind where there are several."""
    items: Schema = schema["items"]
    kinds: list[Schema] = items.get("oneOf", [items])
    return [example_of(kind, schemas) for kind in kinds]
