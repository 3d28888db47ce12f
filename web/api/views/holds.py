"""POST holds/, PATCH and DELETE holds/{id}/."""

from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from clinics.errors import NotFound
from clinics.selectors.resources import check_practitioner
from intake.services.holds import hold_slot
from people.permissions import Action
from scheduling.models import Appointment
from scheduling.services.holds import extend_hold, release_hold
from web.api.permissions import patient_or_staff_may
from web.api.serializers.holds import (
    TOKEN_LENGTH,
    HoldInput,
    HoldSerializer,
    HoldTokenInput,
    KeptHoldSerializer,
    hold_answer,
)
from web.api.serializers.problems import OPEN, answers
from web.api.serializers.slots import ClinicQuery
from web.api.throttles import BookingThrottle
from web.api.views.base import ApiView

TOKEN_HEADER = OpenApiParameter(
    "X-Hold-Token",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    description="The secret of the hold, if it is not in the body.",
)


class HoldsView(ApiView):
    """Times that are kept."""

    permission_classes = [patient_or_staff_may(Action.BOOK_FOR_PATIENT)]
    throttle_classes = [BookingThrottle]

    @extend_schema(
        auth=OPEN,
        operation_id="holds_create",
        summary="Keep a time for a while",
        parameters=[ClinicQuery],
        request=HoldInput,
        responses=answers({201: HoldSerializer}, 403, 409, has_body=True),
    )
    def post(self, request: Request) -> Response:
        """Keep a time for the clinic's hold minutes; nobody else can take it meanwhile."""
        asked = self.read_body(HoldInput)
        practitioner = asked.get("practitioner")
        check_practitioner(self.clinic, practitioner)
        hold, token = hold_slot(
            clinic=self.clinic,
            codes=asked["procedures"],
            start=asked["start"],
            now=timezone.now(),
            practitioner=practitioner,
            is_staff=self.staff is not None,
            source=Appointment.Source.API,
        )
        answer = {**hold_answer(hold, self.clinic.zone), "token": token}
        return Response(answer, status.HTTP_201_CREATED)


class HoldView(ApiView):
    """One hold, for whoever has its secret."""

    throttle_classes = [BookingThrottle]

    @extend_schema(
        auth=OPEN,
        operation_id="holds_extend",
        summary="Keep a held time for longer",
        parameters=[ClinicQuery, TOKEN_HEADER],
        request=HoldTokenInput,
        responses=answers({200: KeptHoldSerializer}, 409, 410, has_body=True),
    )
    def patch(self, request: Request, uid: UUID) -> Response:
        """Keep the time for another full span, up to the clinic's longest hold."""
        hold = extend_hold(clinic=self.clinic, uid=uid, token=self.read_token(), now=timezone.now())
        return Response(hold_answer(hold, self.clinic.zone))

    @extend_schema(
        auth=OPEN,
        operation_id="holds_release",
        summary="Give a held time back",
        parameters=[ClinicQuery, TOKEN_HEADER],
        request=None,
        responses=answers({204: None}, 409, has_body=True),
    )
    def delete(self, request: Request, uid: UUID) -> Response:
        """Give the time back; doing so twice, or after it has run out, is fine."""
        release_hold(clinic=self.clinic, uid=uid, token=self.read_token(), now=timezone.now())
        return Response(status=status.HTTP_204_NO_CONTENT)

    def read_token(self) -> str:
        """Return the secret from the header or the body.

        Raises:
            NotFound: there is none: without it no hold can be seen.
        """
        header = self.request.headers.get("X-Hold-Token", "")
        token = header or self.read_body(HoldTokenInput).get("token", "")
        if not token or len(token) > TOKEN_LENGTH:
            raise NotFound(_("There is no such hold."))
        return str(token)
