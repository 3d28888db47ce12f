"""How errors look, for the OpenAPI document; web/errors.py writes them."""

from collections.abc import Iterable
from typing import Any

from drf_spectacular.utils import OpenApiResponse
from rest_framework import serializers

from web.api.serializers.slots import SlotSerializer
from web.errors import MEDIA_TYPE

_WHY = {
    400: "Something in the request cannot be right; `errors` names the fields.",
    401: "The key is missing where one is needed, or is not valid.",
    403: "The caller's role does not allow this.",
    404: "No such thing, or not within the caller's reach.",
    409: "Sound, but not possible now: taken, forbidden by a rule, or changed meanwhile.",
    410: "The hold has ended.",
    413: "The body is too large.",
    415: "The body is not application/json.",
    429: "Too many calls from this address; see Retry-After.",
}
# Calls that patients make without a key, and staff with one.
OPEN: Any = [{"bearer": []}, {}]  # its stub knows names only, not the empty choice
# What any call may answer, and what any call with a body may.
_ALWAYS = (401, 404, 429)
_BODY = (400, 413, 415)


class FieldErrorSerializer(serializers.Serializer[Any]):
    """One thing that was typed wrong."""

    field = serializers.CharField(help_text="Path such as patient.phone; empty: the whole body.")
    message = serializers.CharField()


class ProblemSerializer(serializers.Serializer[Any]):
    """A problem document, RFC 9457."""

    type = serializers.CharField(help_text="urn:baywise:problem:<name>")
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField(required=False)
    errors = FieldErrorSerializer(many=True, required=False)  # type: ignore[assignment]


class ConflictSerializer(ProblemSerializer):
    """A problem document of something that is not possible now."""

    nearest = SlotSerializer(many=True, required=False, help_text="Up to three free times.")
    rules = serializers.ListField(
        child=serializers.CharField(), required=False, help_text="The rules that forbid the time."
    )
    revision = serializers.IntegerField(required=False, help_text="The present one.")
    book_instead = serializers.ListField(
        child=serializers.CharField(),
        required=False,
        help_text="Codes of the consultations that lead to this procedure.",
    )


def answers(
    good: dict[int, Any], *also: int, has_body: bool = False, has_query: bool = False
) -> dict[Any, Any]:
    """Return the responses of an operation: the good ones, and the problems it may answer."""
    statuses: Iterable[int] = {
        *_ALWAYS, *also, *(_BODY if has_body else ()), *((400,) if has_query else ()),
    }  # fmt: skip
    problems = {
        (status, MEDIA_TYPE): OpenApiResponse(
            ConflictSerializer if status == 409 else ProblemSerializer, description=_WHY[status]
        )
        for status in sorted(statuses)
    }
    return {**good, **problems}
