"""Making and ending keys for programs."""

from datetime import datetime

from people.models import ApiToken, User
from people.tokens import hash_token, new_token


def issue_api_token(*, user: User, name: str) -> tuple[ApiToken, str]:
    """Make a key and return it with its secret, which cannot be read again."""
    secret = new_token()
    return ApiToken.objects.create(user=user, name=name, token_hash=hash_token(secret)), secret


def revoke_api_token(*, token: ApiToken, now: datetime) -> ApiToken:
    """End a key; calls with it fail from now on."""
    token.revoked_at = now
    token.save(update_fields=["revoked_at"])
    return token
