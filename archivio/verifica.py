"""Proves the stores against the rows: what is missing, altered, or orphan; reads only."""

from collections.abc import Callable, Iterator

from archivio.depositi import hash_of, key_of, keys
from archivio.enums import Deposito
from archivio.selectors import expected_hashes


def verify_store(deposito: Deposito, *, advance: Callable[[int], None]) -> Iterator[str]:
    """Yield, in Italian, each content that is missing or altered, and each stored file that no row knows."""
    known = set()
    for sha256 in expected_hashes(deposito):
        known.add(key_of(sha256))
        found = hash_of(sha256, deposito=deposito)
        if found is None:
            yield f"{deposito.value}: manca il file {sha256}"
        elif found != sha256:
            yield f"{deposito.value}: il file {sha256} è stato alterato"
        advance(1)
    for key in keys(deposito):
        if key not in known:
            yield f"{deposito.value}: file orfano {key}"
