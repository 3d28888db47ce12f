"""What counts as a patient's call. Staff keys are not slowed down. How it counts: web/limits.py."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rest_framework.exceptions import Throttled
from rest_framework.request import Request
from rest_framework.settings import api_settings
from rest_framework.throttling import BaseThrottle

from clinics.models import Clinic
from scheduling.core.reference import InvalidReference, normalise_order_code
from scheduling.errors import UnknownOrder
from web.limits import Secret, SecretLocked, count_call, guess_at

if TYPE_CHECKING:
    from rest_framework.views import APIView


class AddressThrottle(BaseThrottle):
    """So many calls per address in a window; the rate is API_<SCOPE>_RATE."""

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


@contextmanager
def order_try(clinic: Clinic, code: str) -> Iterator[None]:
    """Count a booking whose order is not there for this date of birth.

    Raises:
        Throttled: the code was tried wrongly too often, here or on the patient's pages.
    """
    try:
        shown = normalise_order_code(code)
    except InvalidReference:  # it cannot be a code, so nothing is guessed at
        yield
        return
    try:
        with guess_at(Secret.ORDER_CODE, shown, clinic=clinic.pk) as guess:
            try:
                yield
            except UnknownOrder:
                guess.is_wrong = True
                raise
    except SecretLocked as locked:
        raise Throttled(wait=locked.seconds) from locked
