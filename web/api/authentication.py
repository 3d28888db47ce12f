"""Who calls: a key in the Authorization header, or a patient without one."""

import re

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from people.models import ApiToken, User
from people.selectors.api_tokens import find_api_token

_BEARER = re.compile(r"bearer +([A-Za-z0-9._~+/=-]{1,200})", re.IGNORECASE)  # RFC 6750 section 2.1


class BearerAuthentication(BaseAuthentication):
    """`Authorization: Bearer <token>`; cookies are not looked at, so no page can borrow them."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        """Return the member of staff and the key; None for a patient.

        Raises:
            AuthenticationFailed: a header that names no live key, whatever its scheme: whoever
                means to sign in must not be served as somebody else.
        """
        header = request.headers.get("Authorization")
        if header is None:
            return None
        match = _BEARER.fullmatch(header.strip())
        token = find_api_token(match[1]) if match else None
        if token is None:
            raise AuthenticationFailed(
                "The token is not valid. Send Authorization: Bearer <token>."
            )
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        """Return what a 401 asks for."""
        return 'Bearer realm="api"'


class BearerScheme(OpenApiAuthenticationExtension):
    """Says the same in the OpenAPI document."""

    target_class = "web.api.authentication.BearerAuthentication"
    name = "bearer"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        """Return the OpenAPI security scheme."""
        return {"type": "http", "scheme": "bearer"}
