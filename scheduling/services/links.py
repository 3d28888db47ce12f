"""Manage links: derived, so that a message can carry one without its secret being stored.

The token is an HMAC of the visit and its link version: 256 bits that cannot be guessed, made anew
whenever they are needed, and void as soon as the version rises. Only its hash is in the database.
"""

import base64
import hashlib
import hmac
from datetime import datetime

from django.conf import settings

from people.tokens import hash_token
from scheduling.models import Appointment, ReplacedLink


def manage_token(appointment: Appointment) -> str:
    """Return the token of the present manage link (43 characters, safe in a URL)."""
    message = f"manage:{appointment.uid}:{appointment.link_version}".encode()
    digest = hmac.new(settings.SECRET_KEY.encode(), message, hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def give_link(appointment: Appointment) -> None:
    """Set the hash of the present manage link; the caller writes the visit."""
    appointment.manage_token_hash = hash_token(manage_token(appointment))


def replace_link(appointment: Appointment, *, now: datetime) -> None:
    """Give a visit that moves a new link; the old one only tells where the visit is now.

    The caller writes the visit.
    """
    ReplacedLink.objects.create(
        appointment=appointment, token_hash=appointment.manage_token_hash, replaced_at=now
    )
    appointment.link_version += 1
    give_link(appointment)
