"""GET practitioners/ and resources/."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from clinics.selectors.resources import active_practitioners, active_resources
from people.permissions import Action
from web.api.permissions import staff_may
from web.api.serializers.problems import answers
from web.api.serializers.resources import (
    PractitionersSerializer,
    ResourcesSerializer,
    practitioner_answer,
    resource_answer,
)
from web.api.serializers.slots import ClinicQuery
from web.api.views.base import ApiView


class PractitionersView(ApiView):
    """Who treats."""

    permission_classes = [staff_may(Action.SEE_RESOURCES)]

    @extend_schema(
        operation_id="practitioners_list",
        summary="Who treats at the clinic",
        parameters=[ClinicQuery],
        responses=answers({200: PractitionersSerializer}, 403),
    )
    def get(self, request: Request) -> Response:
        """Answer with everybody who treats; `id` is what slots and holds take."""
        people = [practitioner_answer(each) for each in active_practitioners(self.clinic)]
        return Response({"practitioners": people})


class ResourcesView(ApiView):
    """Who and what a visit can use."""

    permission_classes = [staff_may(Action.SEE_RESOURCES)]

    @extend_schema(
        operation_id="resources_list",
        summary="People, rooms, bays and machines",
        parameters=[ClinicQuery],
        responses=answers({200: ResourcesSerializer}, 403),
    )
    def get(self, request: Request) -> Response:
        """Answer with everything in use at the clinic."""
        everything = [resource_answer(each) for each in active_resources(self.clinic)]
        return Response({"resources": everything})
