"""GET and POST appointments/, GET appointments/{uid}/."""

from contextlib import nullcontext
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response

from people.permissions import Action
from people.services.access_log import record_access, record_list
from scheduling.models import Appointment
from scheduling.selectors.appointments import (
    appointments_after,
    appointments_between,
    appointments_visible_to,
    get_appointment,
    reload_appointment,
)
from web.api.booking import book, manage_url
from web.api.idempotency import HEADER, LONGEST_KEY, once
from web.api.permissions import StaffMay, staff_may
from web.api.serializers.appointments import (
    BookedVisitSerializer,
    BookingInput,
    StaffVisitSerializer,
    StaffVisitsSerializer,
    VisitsQuery,
    staff_visit_answer,
    visit_answer,
)
from web.api.serializers.problems import OPEN, answers
from web.api.serializers.slots import ClinicQuery
from web.api.throttles import BookingThrottle, order_try
from web.api.views.base import ApiView, staff_of
from web.api.views.slots import next_page
from web.words.requests import why_requested

KEY_HEADER = OpenApiParameter(
    HEADER,
    {"type": "string", "minLength": 1, "maxLength": LONGEST_KEY},
    OpenApiParameter.HEADER,
    description="The same key and body are answered with the same visit, for three days.",
)


class AppointmentsView(ApiView):
    """Visits of the clinic."""

    throttle_classes = [BookingThrottle]

    def get_permissions(self) -> list[BasePermission]:
        """Let patients book, and those who work with patients read."""
        is_booking = self.request.method == "POST"
        action = Action.BOOK_FOR_PATIENT if is_booking else Action.SEE_VISITS
        return [StaffMay(action, is_open=is_booking)]

    @extend_schema(
        operation_id="appointments_list",
        summary="Visits by arrival",
        parameters=[VisitsQuery],
        responses=answers({200: StaffVisitsSerializer}, 403, has_query=True),
    )
    def get(self, request: Request) -> Response:
        """Answer with the visits of some days, called-off ones included."""
        asked = self.read_query(VisitsQuery, now=timezone.now())
        days = f"{asked['first']} {asked['last']}"
        record_list(user=staff_of(request), what=f"api appointments {self.clinic.slug} {days}")
        practitioner, only = asked.get("practitioner"), asked.get("status")
        visits = appointments_between(
            appointments_visible_to(staff_of(request), self.clinic),
            clinic=self.clinic,
            first=asked["first"],
            last=asked["last"],
            resources=[practitioner] if practitioner else [],
            statuses=[only] if only else [],
        )
        if "after" in asked:
            visits = appointments_after(visits, asked["after"])
        limit = asked["limit"]
        found = list(visits[: limit + 1])
        following = next_page(request, asked, str(found[limit - 1].uid)) if found[limit:] else None
        page = [staff_visit_answer(each) for each in found[:limit]]
        return Response({"appointments": page, "next": following})

    @extend_schema(
        auth=OPEN,
        operation_id="appointments_create",
        summary="Book a visit",
        description=(
            "Patients' bookings follow the online policy of the procedure: some become `requested` "
            "until a clinician accepts. With a staff key the visit is `booked`, and `flags` say "
            "what is missing."
        ),
        parameters=[ClinicQuery, KEY_HEADER],
        request=BookingInput,
        responses=answers({201: BookedVisitSerializer}, 403, 409, 410, has_body=True),
    )
    def post(self, request: Request) -> Response:
        """Book a held time, or a time in one step; booked or requested, never half."""
        now = timezone.now()
        typed = self.read_body(BookingInput, **self.patient_context(now))
        visit, answer = once(request, now=now, produce=lambda: self.produce(typed, now))
        return Response({**answer, "manage_url": manage_url(visit)}, status.HTTP_201_CREATED)

    def produce(self, typed: dict[str, Any], now: datetime) -> tuple[Appointment, dict[str, Any]]:
        """Book, and return the visit with the answer; the manage link is no part of it."""
        visit = reload_appointment(self.book(typed, now))
        flags = {"flags": visit.flags} if self.staff else {}
        return visit, {**visit_answer(visit), "waits_for": why_requested(visit), **flags}

    def book(self, typed: dict[str, Any], now: datetime) -> Appointment:
        """Book; a patient's wrong dates of birth for an order code are counted."""
        code = typed.get("order_code")
        counted = order_try(self.clinic, code) if code and self.staff is None else nullcontext()
        with counted:
            return book(clinic=self.clinic, typed=typed, now=now, by=self.staff)


class AppointmentView(ApiView):
    """One visit."""

    permission_classes = [staff_may(Action.SEE_VISITS)]

    @extend_schema(
        operation_id="appointments_read",
        summary="One visit",
        parameters=[ClinicQuery, OpenApiParameter("uid", OpenApiTypes.UUID, "path")],
        responses=answers({200: StaffVisitSerializer}, 403),
    )
    def get(self, request: Request, uid: UUID) -> Response:
        """Answer with one visit of the clinic; who looked is written down."""
        user = staff_of(request)
        visit = get_appointment(user=user, clinic=self.clinic, uid=uid)
        if visit.patient:
            record_access(user=user, patient=visit.patient, what="api appointment")
        return Response(staff_visit_answer(visit))
