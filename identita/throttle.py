"""Brakes on guessing passwords, by name and by address, in the memory of each worker (nginx brakes in front of all)."""

import ipaddress
import math
import time

from django.conf import settings
from django.http import HttpRequest
from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

_limiter = MovingWindowRateLimiter(MemoryStorage())
_IPV6_PREFIX = 64  # one household or office: its 2^64 addresses count as one


def address_of(request: HttpRequest) -> str:
    """Return whence a request comes: the header that the proxy in front sets, if configured; IPv6 by its /64."""
    raw = str(request.META.get(settings.CLIENT_ADDRESS_HEADER) or request.META.get("REMOTE_ADDR", ""))
    try:
        address = ipaddress.ip_address(raw.strip())
    except ValueError:
        return "sconosciuto"
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    return str(ipaddress.ip_network((address, _IPV6_PREFIX), strict=False))


def _keys(username: str, request: HttpRequest) -> list[tuple[RateLimitItem, str, str]]:
    limits = settings.LOGIN_LIMITS
    return [
        (parse(limits["utente"]), "utente", username.casefold()),
        (parse(limits["indirizzo"]), "indirizzo", address_of(request)),
    ]


def seconds_to_wait(username: str, request: HttpRequest) -> int:
    """Return for how many seconds no attempt is heard for this name, or from this address; 0 when one is."""
    full = [key for key in _keys(username, request) if not _limiter.test(*key)]
    resets = [_limiter.get_window_stats(*key).reset_time for key in full]
    return max((math.ceil(reset - time.time()) for reset in resets), default=0)


def record_failure(username: str, request: HttpRequest) -> None:
    """Count a failed attempt, for the name and for the address."""
    for key in _keys(username, request):
        _limiter.hit(*key)


def record_success(username: str, request: HttpRequest) -> None:
    """Forget the failures of a name that has now entered; those of the address stay."""
    _limiter.clear(*_keys(username, request)[0])
