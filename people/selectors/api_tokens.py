"""Reading keys for programs."""

from people.models import ApiToken
from people.tokens import hash_token


def find_api_token(secret: str) -> ApiToken | None:
    """Return the live key with this secret, with its user, or None. Cost: 1 query."""
    live = ApiToken.objects.filter(revoked_at=None, user__is_active=True).select_related("user")
    try:
        return live.get(token_hash=hash_token(secret))
    except ApiToken.DoesNotExist:
        return None
