"""GET procedures/ and procedures/{code}/."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from procedures.selectors import describe_procedure, described_procedures, open_consultations
from web.api.serializers.problems import OPEN, answers
from web.api.serializers.procedures import (
    LanguageQuery,
    ProcedureSerializer,
    ProceduresSerializer,
    procedure_answer,
)
from web.api.views.base import ApiView


class ProceduresView(ApiView):
    """The catalogue."""

    @extend_schema(
        auth=OPEN,
        operation_id="procedures_list",
        summary="The catalogue",
        parameters=[LanguageQuery],
        responses=answers({200: ProceduresSerializer}, has_query=True),
    )
    def get(self, request: Request) -> Response:
        """Answer with everything that is offered, in catalogue order."""
        language = self.read_query(LanguageQuery)["language"]
        consultations = open_consultations()
        entries = [
            procedure_answer(each, language, consultations) for each in described_procedures()
        ]
        return Response({"procedures": entries})


class ProcedureView(ApiView):
    """One catalogue entry."""

    @extend_schema(
        auth=OPEN,
        operation_id="procedures_read",
        summary="One catalogue entry",
        parameters=[LanguageQuery],
        responses=answers({200: ProcedureSerializer}, has_query=True),
    )
    def get(self, request: Request, code: str) -> Response:
        """Answer with one entry that is offered."""
        language = self.read_query(LanguageQuery)["language"]
        return Response(procedure_answer(describe_procedure(code), language, open_consultations()))
