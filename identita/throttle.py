"""Brakes on guessing passwords, by name and by address, in the memory of each worker (nginx brakes in front of all).

Whence a request comes is told here for the API's limits too.
"""

import ipaddress
import math
import time
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

_limiter = MovingWindowRateLimiter(MemoryStorage())
_IPV6_PREFIX = 64  # one household or office: its 2^64 addresses count as one


def raw_address(environ: Mapping[str, Any]) -> str:
    """Return whence a request comes, as written in the header of the proxy in front, if configured."""
    return str(environ.get(settings.CLIENT_ADDRESS_HEADER) or environ.get("REMOTE_ADDR", "")).strip()


def address_of(request: HttpRequest) -> str:
    """Return by which address a request is counted."""
    return counted_address(raw_address(request.META))


@lru_cache(maxsize=10_000)
def counted_address(raw: str) -> str:
    """Return an address as it is counted: IPv6 by its /64, IPv4 inside IPv6 as IPv4, anything else as one."""
    try:
        address = ipaddress.ip_address(raw)
    except ValueError:
        return "sconosciuto"
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    return str(ipaddress.ip_network((address, _IPV6_PREFIX), strict=False))


# What is counted by name: wrong passwords, and requests of a new one.
UTENTE, RECUPERO = "utente", "recupero"


def _keys(name: str, request: HttpRequest, kind: str) -> list[tuple[RateLimitItem, str, str]]:
    limits = settings.LOGIN_LIMITS
    return [
        (parse(limits[kind]), kind, name.casefold()),
        (parse(limits["indirizzo"]), "indirizzo", address_of(request)),
    ]


def seconds_to_wait(name: str, request: HttpRequest, kind: str = UTENTE) -> int:
    """Return for how many seconds no attempt is heard for this name, or from this address; 0 when one is."""
    full = [key for key in _keys(name, request, kind) if not _limiter.test(*key)]
    resets = [_limiter.get_window_stats(*key).reset_time for key in full]
    return max((math.ceil(reset - time.time()) for reset in resets), default=0)


def record_failure(name: str, request: HttpRequest, kind: str = UTENTE) -> None:
    """Count a failed attempt, or a request of a new password, for the name and for the address."""
    for key in _keys(name, request, kind):
        _limiter.hit(*key)


def count_try(what: str, limit: str, request: HttpRequest) -> int:
    """Count a try at `what` of this address; returns for how many seconds it must wait, 0 within `limit`."""
    item, key = parse(limit), (what, address_of(request))
    if _limiter.hit(item, *key):
        return 0
    return max(1, math.ceil(_limiter.get_window_stats(item, *key).reset_time - time.time()))


def record_success(username: str, request: HttpRequest) -> None:
    """Forget the failures of a name that has now entered; those of the address stay."""
    _limiter.clear(*_keys(username, request, UTENTE)[0])
