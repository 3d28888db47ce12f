"""How often a patient's address may call. Staff keys are not slowed down.

A counter per address and window in the cache: atomic, so a burst cannot slip past it. Without a
cache the limits pause (config/cache.py): a clinic that cannot count still books.
"""

import ipaddress
import time
from typing import TYPE_CHECKING

from django.core.cache import cache
from rest_framework.exceptions import Throttled
from rest_framework.request import Request
from rest_framework.settings import api_settings
from rest_framework.throttling import BaseThrottle

from scheduling.core.reference import InvalidReference, normalise_order_code

if TYPE_CHECKING:
    from rest_framework.views import APIView

TRIES_PER_CODE = 10
TRIES_SECONDS = 15 * 60


_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


class AddressThrottle(BaseThrottle):
    """So many calls per address in a fixed window; the rate is API_<SCOPE>_RATE."""

    scope = ""
    passed = 0.0

    def rate(self) -> tuple[int, int]:
        """Return calls and seconds; read now, not when the module was imported."""
        calls, period = str(api_settings.DEFAULT_THROTTLE_RATES[self.scope]).split("/")
        return int(calls), _SECONDS[period[0]]

    def allow_request(self, request: Request, view: "APIView") -> bool:
        """Count the call, unless it is a staff call."""
        if request.auth is not None:
            return True
        calls, seconds = self.rate()
        window, self.passed = divmod(time.time(), seconds)
        who = subscriber(self.get_ident(request) or "")
        return count(f"calls:{self.scope}:{who}:{window:.0f}", seconds) <= calls

    def wait(self) -> float:
        """Return the seconds until the next window."""
        return max(1.0, self.rate()[1] - self.passed)


class SearchThrottle(AddressThrottle):
    """For reading the catalogue and looking for times."""

    scope = "search"


class BookingThrottle(AddressThrottle):
    """For holding and booking."""

    scope = "booking"


def subscriber(ident: str) -> str:
    """Return whose address it is: an IPv6 subscriber has a whole /64 to call from."""
    try:
        address = ipaddress.ip_address(ident)
    except ValueError:
        return ident[:64]
    if address.version == 4:
        return str(address)
    return str(ipaddress.ip_network((address, 64), strict=False).network_address)


def count(key: str, seconds: int) -> int:
    """Count one more under a key that is forgotten after some seconds; return the number."""
    for _ in range(2):
        try:
            return cache.incr(key)
        except ValueError:  # not counted yet; whoever adds it first has counted
            if cache.add(key, 1, seconds):
                return 1
    return 1


def check_order_tries(code: str) -> None:
    """Stop whoever tries date after date of birth with one order code.

    Raises:
        Throttled: too many wrong tries in the last minutes.
    """
    key = _tries_key(code)
    if key and (cache.get(key) or 0) >= TRIES_PER_CODE:
        raise Throttled(wait=TRIES_SECONDS)


def count_wrong_try(code: str) -> None:
    """Remember that an order code was tried with a date of birth that is not the patient's."""
    if key := _tries_key(code):
        count(key, TRIES_SECONDS)


def _tries_key(code: str) -> str:
    """Name the code however it was typed; what cannot be a code need not be counted."""
    try:
        return f"wrong:{normalise_order_code(code)}"
    except InvalidReference:
        return ""
