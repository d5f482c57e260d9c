"""How a page is found by its path; the path itself is the page's."""

from core.canonical import sha256_hex
from core.text import is_askable

# What a filter value holds.
_MAX = 100


def path_key(percorso: str) -> str:
    """Return the value under which a path is kept: itself, or its hash when a filter cannot hold it."""
    fits = len(percorso) <= _MAX and is_askable(percorso)
    return percorso if fits else sha256_hex(percorso.encode(errors="surrogatepass"))
