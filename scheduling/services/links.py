"""Manage links: derived, so that a message can carry one without its secret being stored.

The token is an HMAC of the visit and its link version: 256 bits that cannot be guessed, made anew
whenever they are needed, and void as soon as the version rises. Only its hash is in the database.
"""

import base64
import hashlib
import hmac

from django.conf import settings

from people.tokens import hash_token
from scheduling.models import Appointment


def manage_token(appointment: Appointment) -> str:
    """Return the token of the present manage link (43 characters, safe in a URL)."""
    message = f"manage:{appointment.uid}:{appointment.link_version}".encode()
    digest = hmac.new(settings.SECRET_KEY.encode(), message, hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def renew_link(appointment: Appointment, *, first: bool = False) -> None:
    """Set the hash of the manage link; unless it is the first, older links stop working."""
    if not first:
        appointment.link_version += 1
    appointment.manage_token_hash = hash_token(manage_token(appointment))
