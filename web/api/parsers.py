"""Reading request bodies: small, UTF-8, strict JSON."""

import json
from collections.abc import Mapping
from typing import IO, Any

from rest_framework import status
from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import BaseParser

MOST_BYTES = 64 * 1024


class TooLarge(APIException):
    """The body is longer than any request of ours needs."""

    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_detail = f"A request body has at most {MOST_BYTES} bytes."


class StrictJSONParser(BaseParser):
    """Parses RFC 8259 JSON: no NaN, no other encoding, nothing nested beyond reason."""

    media_type = "application/json"

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        """Return the parsed body.

        Raises:
            TooLarge: more than MOST_BYTES.
            ParseError: not JSON.
        """
        body = stream.read(MOST_BYTES + 1)
        if len(body) > MOST_BYTES:
            raise TooLarge
        try:
            return json.loads(body.decode(), parse_constant=_refuse)
        except RecursionError as error:
            raise ParseError("The JSON is nested too deeply.") from error
        except ValueError as error:  # also bytes that are not UTF-8, and numbers without end
            raise ParseError("The body is not valid JSON.") from error


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is not JSON")
