"""Keyset cursors: where a page ended, bound to the query it belongs to."""

import base64
import binascii
import json
from collections.abc import Callable
from typing import Any

from api.errors import ProblemError, refuse_parameter
from core.canonical import digest
from core.text import is_askable

_REASON = "non è un cursore di questa ricerca; ricominciare dalla prima pagina."
_MARK_LENGTH = 16
After = tuple[str, str]


def make_cursor(*, query: dict[str, Any], after: After) -> str:
    """Write the cursor of the page after `after` (a sort value and a key) for this very query."""
    raw = json.dumps([digest(query)[:_MARK_LENGTH], *after], ensure_ascii=False).encode()
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def read_cursor(text: str, *, query: dict[str, Any], check: Callable[[str], Any] = str) -> After:
    """Read a cursor; `check` raises if its sort value is not one of this order.

    Raises ProblemError (422) if it is broken or of another query.
    """
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        mark, value, chiave = json.loads(raw)
    except (binascii.Error, ValueError, TypeError, RecursionError) as error:
        raise _refused() from error
    # The mark is no secret: whoever has seen a cursor can write others, of any values that JSON knows.
    if mark != digest(query)[:_MARK_LENGTH] or not all(isinstance(t, str) and is_askable(t) for t in (value, chiave)):
        raise _refused()
    try:
        check(value)
    except ValueError as error:
        raise _refused() from error
    return value, chiave


def _refused() -> ProblemError:
    return refuse_parameter("cursor", _REASON)
