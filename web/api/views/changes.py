"""POST appointments/{uid}/reschedule/ and appointments/{uid}/cancel/."""

from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from clinics.selectors.resources import check_practitioner
from intake.services.reschedule import reschedule_appointment
from people.permissions import Action
from scheduling.models import Appointment
from scheduling.selectors.appointments import get_appointment, reload_appointment
from scheduling.services.cancellation import cancel_appointment
from web.api.permissions import staff_may
from web.api.serializers.appointments import (
    CancelInput,
    RescheduleInput,
    StaffVisitSerializer,
    staff_visit_answer,
)
from web.api.serializers.problems import answers
from web.api.serializers.slots import ClinicQuery
from web.api.views.base import ApiView, staff_of


class ChangeView(ApiView):
    """A change of a visit, by those who book for patients."""

    permission_classes = [staff_may(Action.CHANGE_VISIT)]

    def check_visible(self, uid: UUID) -> None:
        """Let only visits through that the caller may see.

        Raises:
            NotFound: unknown, or another clinic's.
        """
        get_appointment(user=staff_of(self.request), clinic=self.clinic, uid=uid)

    def answer(self, changed: Appointment) -> Response:
        """Answer with the visit as it is now."""
        return Response(staff_visit_answer(reload_appointment(changed)))


class RescheduleView(ChangeView):
    """Moving a visit."""

    @extend_schema(
        operation_id="appointments_reschedule",
        summary="Move a visit to another time",
        parameters=[ClinicQuery],
        request=RescheduleInput,
        responses=answers({200: StaffVisitSerializer}, 403, 409, has_body=True),
    )
    def post(self, request: Request, uid: UUID) -> Response:
        """Move a visit; the old time is given up only together with taking the new one."""
        asked = self.read_body(RescheduleInput)
        practitioner = asked.get("practitioner")
        self.check_visible(uid)
        check_practitioner(self.clinic, practitioner)
        return self.answer(
            reschedule_appointment(
                clinic=self.clinic,
                uid=uid,
                revision=asked["revision"],
                start=asked["start"],
                now=timezone.now(),
                by=staff_of(request),
                practitioner=practitioner,
            )
        )


class CancelView(ChangeView):
    """Calling a visit off."""

    @extend_schema(
        operation_id="appointments_cancel",
        summary="Call a visit off",
        parameters=[ClinicQuery],
        request=CancelInput,
        responses=answers({200: StaffVisitSerializer}, 403, 409, has_body=True),
    )
    def post(self, request: Request, uid: UUID) -> Response:
        """Call a visit off and free everything it holds."""
        asked = self.read_body(CancelInput)
        self.check_visible(uid)
        return self.answer(
            cancel_appointment(
                clinic=self.clinic,
                uid=uid,
                revision=asked["revision"],
                reason=asked["reason"],
                now=timezone.now(),
                by=staff_of(request),
            )
        )
