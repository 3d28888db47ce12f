"""GET schedule/: the day as data."""

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from people.permissions import Action
from people.services.access_log import record_list
from scheduling.selectors.appointments import appointments_between, appointments_visible_to
from web.api.permissions import staff_may
from web.api.serializers.appointments import DayQuery, ScheduleSerializer, staff_visit_answer
from web.api.serializers.problems import answers
from web.api.views.base import ApiView, staff_of


class ScheduleView(ApiView):
    """One day of the clinic."""

    permission_classes = [staff_may(Action.SEE_VISITS)]

    @extend_schema(
        operation_id="schedule_read",
        summary="The visits of a local day",
        parameters=[DayQuery],
        responses=answers({200: ScheduleSerializer}, 403, has_query=True),
    )
    def get(self, request: Request) -> Response:
        """Answer with every visit of the day, by arrival, called-off ones included."""
        clinic = self.clinic
        day = self.read_query(DayQuery).get("date") or self.today(timezone.now())
        record_list(user=staff_of(request), what=f"api schedule {clinic.slug} {day}")
        visits = appointments_between(
            appointments_visible_to(staff_of(request), clinic), clinic=clinic, first=day, last=day
        )
        answer = {
            "date": day.isoformat(),
            "time_zone": clinic.time_zone,
            "appointments": [staff_visit_answer(each) for each in visits],
        }
        return Response(answer)
