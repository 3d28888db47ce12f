"""The code that proves that a phone or an address is reached by whoever books: pure rules."""

import hashlib
import hmac
from datetime import timedelta
from enum import StrEnum
from uuid import UUID

CODE_DIGITS = 6
CODE_LASTS = timedelta(minutes=10)
TRIES_PER_CODE = 5
CODES_PER_VISIT = 4
CODES_PER_ADDRESS = 8
ADDRESS_WINDOW = timedelta(hours=1)
"""Sums up over all bookings: nobody's phone rings all night, and guessing stays hopeless."""

PROOF_LASTS = timedelta(hours=2)
"""How long a proven contact may be booked with; longer than the longest hold."""

"""Flag of a visit: neither text nor mail reaches the person, staff call."""


class ContactChannel(StrEnum):
    """How a code travels."""

    TEXT = "text"
    EMAIL = "email"


def contact_code(key: bytes, uid: UUID) -> str:
    """Return the code of a check: six digits that only the holder of the server's key can name.

    Derived, so that the message can be written at the moment of sending although no code is
    stored anywhere, not even its hash.
    """
    digest = hmac.new(key, f"contact-code:{uid}".encode(), hashlib.sha256).digest()
    return str(int.from_bytes(digest) % 10**CODE_DIGITS).zfill(CODE_DIGITS)


def typed_code(text: str) -> str:
    """Read a code as people type or paste it: spaces and dashes do not count."""
    return "".join(sign for sign in text if sign.isdecimal() and sign.isascii())


def is_code(key: bytes, uid: UUID, typed: str) -> bool:
    """Tell whether this is the code of the check, in the same time for any wrong one."""
    return hmac.compare_digest(contact_code(key, uid), typed_code(typed))
