"""The OpenAPI document as a judge: every answer a test gets must be as it says."""

import copy
import re
from functools import cache
from threading import Lock
from typing import Any

from drf_spectacular.generators import SchemaGenerator
from jsonschema import Draft202012Validator

PREFIX = "/api/v1/"
# The generator is not made for several threads, and callers may race.
ONE_AT_A_TIME = Lock()


def document() -> dict[str, Any]:
    """Return the document, with every object closed: an undocumented member is a fault."""
    with ONE_AT_A_TIME:
        return _document()


@cache
def _document() -> dict[str, Any]:
    schema = copy.deepcopy(SchemaGenerator().get_schema(request=None, public=True))
    for component in schema["components"]["schemas"].values():
        if "properties" in component:
            component.setdefault("additionalProperties", False)
    return schema


def operation(method: str, path: str) -> dict[str, Any] | None:
    """Return what the document says of a call, if it knows it."""
    for template, methods in document()["paths"].items():
        pattern = re.sub(r"\\{\w+\\}", "[^/]+", re.escape(template))
        if re.fullmatch(pattern, path) and method.lower() in methods:
            return methods[method.lower()]
    return None


def check(method: str, path: str, response: Any) -> None:
    """Assert that status, media type and body of an answer are documented."""
    said = operation(method, path)
    if said is None:
        return
    name = f"{method} {path}"
    status = str(response.status_code)
    assert status in said["responses"], f"{name}: {status} is not documented: {response.content!r}"
    content = said["responses"][status].get("content")
    if not content:
        assert response.content == b"", name
        return
    media_type = response.headers["Content-Type"].partition(";")[0]
    assert media_type in content, f"{name}: {media_type} is not documented"
    schema = {**content[media_type]["schema"], "components": document()["components"]}
    faults = [fault.message for fault in Draft202012Validator(schema).iter_errors(response.json())]
    assert faults == [], f"{name}: {faults}"
