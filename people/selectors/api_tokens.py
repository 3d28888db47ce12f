"""Reading keys for programs."""

from people.models import ApiToken
from people.tokens import hash_token


def find_api_token(secret: str) -> ApiToken | None:
    """Return the live key with this secret, with its user, or None. Cost: 1 query."""
    return (
        ApiToken.objects.select_related("user")
        .filter(token_hash=hash_token(secret), revoked_at=None, user__is_active=True)
        .first()
    )
