"""What the domain refuses, translated once: for pages and as problem documents (RFC 9457).

Pages call `describe` and say it in their own layout; the API answers through
`problem_exception_handler`, which settings name. A new domain error gets a row in `_TABLE`.
"""

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC
from http import HTTPStatus
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import JsonResponse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.response import Response
from rest_framework.views import exception_handler

from clinics.core.walltime import WallTimeError
from clinics.errors import Conflict, InvalidRequest, NotAllowed, NotFound
from clinics.translation import say
from intake.errors import CodeOver, ContactUnproven, TooManyCodes, WrongCode
from people.phone import InvalidPhone
from procedures.errors import UnknownProcedure
from procedures.selectors import open_consultations
from scheduling.core.demand import ImpossibleDemand
from scheduling.core.reference import InvalidReference
from scheduling.core.status import IllegalStep
from scheduling.errors import (
    HoldExpired,
    KeyReused,
    NotPossible,
    OnlineRefused,
    PatientBusy,
    RuleBroken,
    SlotTaken,
    StaleRevision,
    TryAgain,
)
from web.slot_answers import slot_answer

logger = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"
# Stable names for programs; nothing is served there.
TYPE = "urn:baywise:problem:"


@dataclass(frozen=True, slots=True)
class ErrorInfo:
    """An error as people and programs are told it. field: what was typed wrong, if one thing."""

    status: int
    title: str
    detail: str = ""
    field: str = ""
    slug: str = ""


# Looked up along the class's bases, so that a more special error may have a row of its own.
_TABLE: dict[type[Exception], tuple[int, str, Promise]] = {
    InvalidRequest: (400, "invalid-request", _("The request cannot be right")),
    InvalidPhone: (400, "invalid-request", _("The request cannot be right")),
    InvalidReference: (400, "invalid-request", _("The request cannot be right")),
    WallTimeError: (400, "invalid-request", _("The request cannot be right")),
    UnknownProcedure: (404, "unknown-procedure", _("Not in the catalogue")),
    NotAllowed: (403, "not-allowed", _("This is not part of your work here")),
    NotFound: (404, "not-found", _("Not found")),
    SlotTaken: (409, "slot-taken", _("The time is no longer free")),
    RuleBroken: (409, "rule-broken", _("The clinic's rules do not allow this")),
    PatientBusy: (409, "patient-busy", _("The patient has another visit then")),
    StaleRevision: (409, "stale-revision", _("The visit was changed meanwhile")),
    NotPossible: (409, "not-possible", _("Not possible in this state")),
    IllegalStep: (409, "not-possible", _("Not possible in this state")),
    OnlineRefused: (409, "not-booked-online", _("This is not booked online")),
    ImpossibleDemand: (409, "impossible-visit", _("These cannot be one visit")),
    WrongCode: (409, "wrong-code", _("This is not the code")),
    CodeOver: (409, "code-over", _("The code does not count any more")),
    TooManyCodes: (429, "too-many-codes", _("Enough codes were sent")),
    ContactUnproven: (409, "contact-unproven", _("The contact is not proven")),
    KeyReused: (409, "key-reused", _("This key belongs to another request")),
    TryAgain: (409, "try-again", _("Please try again")),
    Conflict: (409, "conflict", _("The request does not fit any more")),
    HoldExpired: (410, "hold-expired", _("The hold has ended")),
    OperationalError: (503, "unavailable", _("The service is not available just now")),
    InterfaceError: (503, "unavailable", _("The service is not available just now")),
}

# Their texts come from libraries and may tell about the inside.
_UNSAID = (OperationalError, InterfaceError)


def describe(error: Exception) -> ErrorInfo:
    """Return what to say about any error; one that nobody expected says nothing of itself."""
    for kind in type(error).__mro__:
        if kind in _TABLE:
            status, slug, title = _TABLE[kind]
            detail = "" if isinstance(error, _UNSAID) else said_error(error)
            return ErrorInfo(status, str(title), detail, _field(error), slug)
    return ErrorInfo(500, gettext("Something went wrong on our side"), slug="internal-error")


def said_error(error: Exception) -> str:
    """Return what an error says, in the reader's language; errors of the core carry Words."""
    return say(error.args[0]) if len(error.args) == 1 else str(error)


def _field(error: Exception) -> str:
    if isinstance(error, InvalidPhone):
        return "phone"
    return str(getattr(error, "field", ""))


def problem(info: ErrorInfo, **members: Any) -> dict[str, Any]:
    """Return a problem document; `members` are added to what RFC 9457 asks for."""
    document = {
        "type": TYPE + info.slug,
        "title": info.title,
        "status": int(info.status),  # YAML knows no enumeration
        "detail": info.detail,
    }
    if info.field:
        document["errors"] = [{"field": info.field, "message": info.detail}]
    return {name: value for name, value in {**document, **members}.items() if value != ""}


def problem_response(info: ErrorInfo) -> JsonResponse:
    """Answer with a problem document outside of any API view."""
    return JsonResponse(problem(info), status=info.status, content_type=MEDIA_TYPE)


def problem_exception_handler(error: Exception, context: Mapping[str, Any]) -> Response:
    """Answer any error of an API view with a problem document."""
    framework = exception_handler(error, dict(context))
    if framework is not None:
        return _framework_problem(error, framework)
    info = describe(error)
    if info.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        logger.error("API call failed", exc_info=error)
    headers = {"Retry-After": "5"} if info.status == HTTPStatus.SERVICE_UNAVAILABLE else {}
    document = problem(info, **dict(_more(error, context)))
    return Response(document, info.status, headers=headers, content_type=MEDIA_TYPE)


def _more(error: Exception, context: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield what helps the caller on, beside the text."""
    if isinstance(error, SlotTaken | RuleBroken | PatientBusy):
        clinic = getattr(context.get("view"), "clinic", None)
        zone = clinic.zone if clinic else UTC
        yield "nearest", [slot_answer(slot, zone) for slot in error.nearest]
    if isinstance(error, RuleBroken):
        yield "rules", list(dict.fromkeys(refusal.rule for refusal in error.refusals))
    if isinstance(error, StaleRevision):
        yield "revision", error.current
    if isinstance(error, OnlineRefused) and error.suggestion == "consultation":
        yield "book_instead", open_consultations()


def _framework_problem(error: Exception, response: Response) -> Response:
    """Keep status and headers of a framework error (404, 405, 415, 429, ...), not its body."""
    status = HTTPStatus(response.status_code)
    slug = status.phrase.lower().replace(" ", "-")
    if isinstance(error, ValidationError):
        errors = list(_flat(error.detail))
        info = ErrorInfo(status, gettext("The request cannot be right"), slug="invalid-request")
        detail = "; ".join(": ".join(filter(None, each.values())) for each in errors)
        response.data = problem(info, detail=detail, errors=errors)
    else:
        detail = str(error.detail) if isinstance(error, APIException) else ""
        response.data = problem(ErrorInfo(status, status.phrase, detail, slug=slug))
    response.content_type = MEDIA_TYPE
    return response


def _flat(detail: Any, path: str = "") -> Iterator[dict[str, str]]:
    """Yield nested messages as field paths: {"patient": {"phone": [...]}} is patient.phone."""
    if isinstance(detail, Mapping):
        for name, inner in detail.items():
            own = path if name == "non_field_errors" else f"{path}.{name}".lstrip(".")
            yield from _flat(inner, own)
    elif isinstance(detail, list):
        for position, inner in enumerate(detail):
            is_text = isinstance(inner, str)
            yield from _flat(inner, path if is_text else f"{path}.{position}".lstrip("."))
    else:
        yield {"field": path, "message": str(detail)}
