"""How often a patient's address may call. Staff keys are not slowed down. How: web/limits.py."""

from typing import TYPE_CHECKING

from django.core.cache import cache
from rest_framework.exceptions import Throttled
from rest_framework.request import Request
from rest_framework.settings import api_settings
from rest_framework.throttling import BaseThrottle

from scheduling.core.reference import InvalidReference, normalise_order_code
from web.limits import count, count_call

if TYPE_CHECKING:
    from rest_framework.views import APIView

TRIES_PER_CODE = 10
TRIES_SECONDS = 15 * 60


class AddressThrottle(BaseThrottle):
    """So many calls per address in a fixed window; the rate is API_<SCOPE>_RATE."""

    scope = ""
    seconds = 0.0

    def allow_request(self, request: Request, view: "APIView") -> bool:
        """Count the call, unless it is a staff call."""
        if request.auth is not None:
            return True
        # Read now, not when the module was imported.
        rate = str(api_settings.DEFAULT_THROTTLE_RATES[self.scope])
        self.seconds = count_call(self.scope, self.get_ident(request) or "", rate)
        return not self.seconds

    def wait(self) -> float:
        """Return the seconds until the next window."""
        return self.seconds


class SearchThrottle(AddressThrottle):
    """For reading the catalogue and looking for times."""

    scope = "search"


class BookingThrottle(AddressThrottle):
    """For holding and booking."""

    scope = "booking"


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
