"""Secrets that are shown once and stored as a hash."""

import hashlib
import secrets


def new_token() -> str:
    """Return 256 random bits, safe in a URL (43 characters)."""
    return secrets.token_urlsafe(32)


def hash_token(token: str) -> str:
    """Return what is stored of a token: its SHA-256; 256 random bits need no salt."""
    return hashlib.sha256(token.encode()).hexdigest()
