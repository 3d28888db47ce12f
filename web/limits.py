"""How often an address may call: what all faces count with, and from whom a call comes.

A counter per address and window in the cache: atomic, so a burst cannot slip past it. Without a
cache the limits pause (config/cache.py): a clinic that cannot count still books.
"""

import ipaddress
import time

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


def read_rate(text: str) -> tuple[int, int]:
    """Read "120/min" as calls and seconds."""
    calls, _, period = text.partition("/")
    return int(calls), _SECONDS[period[0]]


def count_call(scope: str, ident: str, rate: str) -> float:
    """Count a call; return 0, or the seconds to wait when it is one too many."""
    calls, seconds = read_rate(rate)
    key, left = _window(scope, ident, seconds)
    return 0.0 if count(key, seconds) <= calls else left


def wait_for(scope: str, ident: str, rate: str) -> float:
    """Return the seconds to wait when enough calls were counted, else 0; count nothing."""
    calls, seconds = read_rate(rate)
    key, left = _window(scope, ident, seconds)
    return 0.0 if (cache.get(key) or 0) < calls else left


def count(key: str, seconds: int) -> int:
    """Count one more under a key that is forgotten after some seconds; return the number."""
    for _ in range(2):
        try:
            return cache.incr(key)
        except ValueError:  # not counted yet; whoever adds it first has counted
            if cache.add(key, 1, seconds):
                return 1
    return 1


def subscriber(ident: str) -> str:
    """Return whose address it is: an IPv6 subscriber has a whole /64 to call from."""
    try:
        address = ipaddress.ip_address(ident)
    except ValueError:
        return ident[:64]
    if address.version == 4:
        return str(address)
    return str(ipaddress.ip_network((address, 64), strict=False).network_address)


def client_address(request: HttpRequest) -> str:
    """Return the address that our outermost own proxy saw; without proxies the peer's.

    X-Forwarded-For is read from the right, as far as our own proxies wrote it: what stands further
    left was written by the client and would let it choose whom to lock out.
    """
    hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    trusted: int = settings.TRUSTED_PROXIES
    if not trusted or len(hops) < trusted or not hops[-trusted].strip():
        return str(request.META.get("REMOTE_ADDR", ""))  # absent in Client.force_login
    return hops[-trusted].strip()


def _window(scope: str, ident: str, seconds: int) -> tuple[str, float]:
    """Return the counter of an address in the present window, and the seconds it still lasts."""
    window, passed = divmod(time.time(), seconds)
    return f"calls:{scope}:{subscriber(ident)}:{window:.0f}", max(1.0, seconds - passed)
