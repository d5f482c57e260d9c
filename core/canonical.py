"""Canonical JSON and its SHA-256: the same content gives the same bytes on every machine and database."""

import datetime as dt
import hashlib
import json
from typing import Any


def _encode(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no canonical form")


def _refuse_floats(value: Any) -> None:
    if isinstance(value, float):
        raise TypeError("a float has no canonical form: write it as text")
    if isinstance(value, dict):
        for key, item in value.items():
            if not isinstance(key, str):
                raise TypeError("keys must be text")
            _refuse_floats(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            _refuse_floats(item)


def canonical_bytes(value: Any) -> bytes:
    """Return the canonical UTF-8 JSON of `value`: sorted keys, no spaces, dates in ISO 8601.

    Raises TypeError for floats and for anything that is not JSON, a date or a datetime.
    """
    _refuse_floats(value)
    return public_bytes(value)


def public_bytes(value: Any) -> bytes:
    """Return the JSON of a public document: canonical too, but with decimal numbers, as readers expect of a map.

    Their shortest form is the same wherever CPython runs; what the ledger hashes has none.
    """
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False, default=_encode
    ).encode()


def sha256_hex(data: bytes) -> str:
    """Return the SHA-256 of `data` as 64 lower-case hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def digest(value: Any) -> str:
    """Return the SHA-256 of the canonical JSON of `value`."""
    return sha256_hex(canonical_bytes(value))


def sha256_of_stream(stream: Any, *, chunk_bytes: int = 1024 * 1024) -> str:
    """Return the SHA-256 of what remains to read of a binary stream, in constant memory."""
    found = hashlib.sha256()
    while chunk := stream.read(chunk_bytes):
        found.update(chunk)
    return found.hexdigest()
