"""POST orders/ and GET orders/{code}/."""

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response

from people.models import Practitioner
from people.permissions import Action
from people.selectors.practitioners import find_practitioner
from people.services.access_log import record_access
from procedures.selectors import get_procedure
from scheduling.selectors.orders import get_order
from scheduling.services.orders import sign_order_for
from web.api.permissions import staff_may
from web.api.serializers.body_parts import body_parts
from web.api.serializers.orders import OrderInput, OrderSerializer, order_answer
from web.api.serializers.patients import patient_details
from web.api.serializers.problems import answers
from web.api.serializers.slots import ClinicQuery
from web.api.views.base import ApiView, staff_of


class OrdersView(ApiView):
    """Signing orders."""

    permission_classes = [staff_may(Action.SIGN_ORDER)]

    @extend_schema(
        operation_id="orders_create",
        summary="Sign an order",
        parameters=[ClinicQuery],
        request=OrderInput,
        responses=answers({201: OrderSerializer}, 403, has_body=True),
    )
    def post(self, request: Request) -> Response:
        """Sign an order; the patient books with its code and their date of birth."""
        now = timezone.now()
        typed = self.read_body(OrderInput, **self.patient_context(now))
        procedure = get_procedure(typed["procedure"])
        (part,) = body_parts([procedure], side=typed.get("side"), level=typed.get("level"))
        order = sign_order_for(
            clinic=self.clinic,
            details=patient_details(typed["patient"]),
            procedure_type=procedure,
            signed_by=self.signer(),
            valid_until=typed["valid_until"],
            now=now,
            side=part.side,
            levels=part.levels,
            times_allowed=typed["times_allowed"],
            is_test_positive=typed["is_test_positive"],
        )
        return Response(order_answer(order), status.HTTP_201_CREATED)

    def signer(self) -> Practitioner:
        """Return the professional profile of the doctor whose key this is.

        Raises:
            PermissionDenied: the account has none.
        """
        signer = find_practitioner(staff_of(self.request))
        if signer is None:
            raise PermissionDenied("Your account has no professional profile to sign with.")
        return signer


class OrderView(ApiView):
    """One order."""

    permission_classes = [staff_may(Action.SEE_ORDER)]

    @extend_schema(
        operation_id="orders_read",
        summary="One order",
        parameters=[ClinicQuery],
        responses=answers({200: OrderSerializer}, 403),
    )
    def get(self, request: Request, code: str) -> Response:
        """Answer with an order of the clinic, valid or not; who looked is written down."""
        order = get_order(clinic=self.clinic, code=code)
        record_access(user=staff_of(request), patient=order.patient, what="api order")
        return Response(order_answer(order))
