"""Idempotency-Key: the same request sent twice is answered once."""

import unicodedata
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils.crypto import salted_hmac
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from scheduling.models import Appointment
from scheduling.services.idempotency import answer_once
from web.limits import subscriber

HEADER = "Idempotency-Key"
LONGEST_KEY = 255


def once(
    request: Request, *, now: datetime, produce: Callable[[], tuple[Appointment, dict[str, Any]]]
) -> tuple[Appointment, dict[str, Any]]:
    """Return what `produce` returns, or returned when this caller sent the same key before.

    Raises:
        ValidationError: the key is no key.
        KeyReused: it came with another request.
    """
    key = request.headers.get(HEADER)
    if key is None:
        return produce()
    check_key(key)
    body = {"path": request.get_full_path(), "body": request.data}
    return answer_once(caller=caller_of(request), key=key, request=body, now=now, produce=produce)


def check_key(key: str) -> None:
    """Refuse a key that cannot be stored as it is."""
    is_plain = not any(unicodedata.category(character) == "Cc" for character in key)
    if not (len(key.strip()) > 0 and len(key) <= LONGEST_KEY and is_plain):
        message = f"Send 1 to {LONGEST_KEY} characters, without control characters."
        raise ValidationError({HEADER: [message]})


def caller_of(request: Request) -> str:
    """Return a hash of the key or of the address: callers do not see each other's answers."""
    if request.auth is not None:
        who = f"token:{request.auth.pk}"
    else:
        who = f"address:{subscriber(BaseThrottle().get_ident(request))}"
    return salted_hmac("idempotency", who, algorithm="sha256").hexdigest()
