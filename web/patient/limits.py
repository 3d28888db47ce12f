"""How often one address may send the forms of patients.

High on purpose: behind one address may stand a whole waiting room. What has to be low is counted
elsewhere, by code, phone or held time.
"""

from django.conf import settings
from django.http import HttpRequest

from web.limits import TooManyCalls, client_address, count_call, wait_for

FORM, CODE, GUESS = "form", "code", "guess"
TRAP = "leave_empty"
"""A box that people neither see nor hear, and that programs fill in."""


def count_or_wait(request: HttpRequest, scope: str) -> None:
    """Count a call.

    Raises:
        TooManyCalls: it is one too many.
    """
    _stop_after(count_call(f"patient-{scope}", client_address(request), _rate(scope)))


def check_guesses(request: HttpRequest) -> None:
    """Stop an address that guessed wrong too often, right or wrong as its next guess may be.

    Raises:
        TooManyCalls: see count_or_wait.
    """
    _stop_after(wait_for(f"patient-{GUESS}", client_address(request), _rate(GUESS)))


def count_wrong_guess(request: HttpRequest) -> None:
    """Remember that a code or a reference did not fit its date of birth."""
    count_call(f"patient-{GUESS}", client_address(request), _rate(GUESS))


def fell_into_trap(request: HttpRequest) -> bool:
    """Whether the box for programs was filled in."""
    return bool(request.POST.get(TRAP))


def _stop_after(seconds: float) -> None:
    if seconds:
        raise TooManyCalls(seconds)


def _rate(scope: str) -> str:
    return settings.PATIENT_RATES[scope]
