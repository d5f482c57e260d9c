"""How a route is described: what `router.get` needs to know, from the same parameters that read the request."""

from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel

from api.params import Parameter


def described(
    operation_id: str,
    summary: str,
    answer: type[BaseModel],
    parameters: Iterable[Parameter] = (),
    *,
    media_type: str = "application/json",
) -> dict[str, Any]:
    """Return the arguments of `router.get` for an operation and what it answers."""
    return {
        "operation_id": operation_id,
        "summary": summary,
        "response": {200: answer},
        "by_alias": True,
        "openapi_extra": {"parameters": [p.describe() for p in parameters], "x-media-type": media_type},
    }
