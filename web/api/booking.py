"""From a valid body to a booking."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from django.conf import settings

from clinics.models import Clinic
from clinics.selectors.resources import check_practitioner
from intake.services.booking import BookingRequest, book_appointment, confirm_hold
from people.models import User
from procedures.models import ProcedureType
from procedures.selectors import specs_for
from scheduling.errors import HoldExpired
from scheduling.models import Appointment
from scheduling.selectors.holds import read_hold
from scheduling.services.links import manage_token
from web.api.serializers.body_parts import body_parts
from web.api.serializers.patients import patient_details


def book(
    *, clinic: Clinic, typed: Mapping[str, Any], now: datetime, by: User | None
) -> Appointment:
    """Book what a valid BookingInput asks for: a hold, or procedures and start.

    Raises:
        whatever book_appointment and confirm_hold raise.
    """
    if "hold" in typed:
        return _confirm(clinic=clinic, typed=typed, now=now, by=by)
    check_practitioner(clinic, typed.get("practitioner"))
    codes = typed["procedures"]
    return book_appointment(
        clinic=clinic,
        codes=codes,
        start=typed["start"],
        practitioner=typed.get("practitioner"),
        request=_request(typed, specs_for(codes)),
        now=now,
        by=by,
    )


def _confirm(
    *, clinic: Clinic, typed: Mapping[str, Any], now: datetime, by: User | None
) -> Appointment:
    uid, token = typed["hold"]["id"], typed["hold"]["token"]
    types: list[ProcedureType] = []
    with suppress(HoldExpired):  # confirm_hold says whether it ran out or is a booking already
        hold = read_hold(clinic=clinic, uid=uid, token=token, now=now)
        types = [each.procedure_type for each in hold.procedures.all()]
    request = _request(typed, types)
    return confirm_hold(clinic=clinic, uid=uid, token=token, request=request, now=now, by=by)


def _request(typed: Mapping[str, Any], types: Sequence[ProcedureType]) -> BookingRequest:
    side, level = typed.get("side"), typed.get("level")
    return BookingRequest(
        patient=patient_details(typed["patient"]),
        order_code=typed.get("order_code") or "",
        body_parts=body_parts(types, side=side, level=level) if types else [],
        screening=typed.get("screening", {}),
        blood_thinners=typed.get("blood_thinners", []),
    )


def manage_url(appointment: Appointment) -> str:
    """Return the address of the patient's own page of a visit; never stored, never logged."""
    return f"{settings.SITE_URL}/visit/{manage_token(appointment)}/"
