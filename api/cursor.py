"""Keyset cursors: where a page ended, bound to the query it belongs to."""

import base64
import binascii
import json

from api.errors import refuse_parameter
from core.canonical import digest

_REASON = "non è un cursore di questa ricerca; ricominciare dalla prima pagina."


def make_cursor(*, query: dict[str, object], after: tuple[str, str]) -> str:
    """Write the cursor of the page after `after` for this very query."""
    raw = json.dumps([digest(query)[:16], *after], ensure_ascii=False).encode()
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def read_cursor(text: str, *, query: dict[str, object]) -> tuple[str, str]:
    """Read a cursor; raises ProblemError (422) if it is broken or of another query."""
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        mark, value, chiave = json.loads(raw)
    except (binascii.Error, ValueError, TypeError) as error:
        raise refuse_parameter("cursor", _REASON) from error
    if mark != digest(query)[:16] or not isinstance(value, str) or not isinstance(chiave, str):
        raise refuse_parameter("cursor", _REASON)
    return value, chiave
