"""How a page is found by its path; the path itself is the page's."""

from core.canonical import sha256_hex

# What a filter value holds.
_MAX = 100


def path_key(percorso: str) -> str:
    """Return the value under which a path is kept: itself, or its hash when it is too long for a filter."""
    return percorso if len(percorso) <= _MAX else sha256_hex(percorso.encode())
