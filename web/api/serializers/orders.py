"""Doctors' orders."""

from typing import Any

from rest_framework import serializers

from scheduling.models import Order
from web.api.fields import Day, Text
from web.api.serializers.body_parts import LevelField, SideField
from web.api.serializers.patients import PatientInput, PatientSerializer, patient_answer
from web.slot_answers import local_iso

MOST_TIMES = 30


class OrderInput(serializers.Serializer[Any]):
    """A signed instruction for one patient and procedure."""

    patient = PatientInput()
    procedure = Text(max_length=50, help_text="Code as in procedures/.")
    side = SideField(required=False, allow_null=True)
    level = LevelField(required=False, allow_null=True)
    valid_until = Day(help_text="Last day on which the visit may take place.")
    times_allowed = serializers.IntegerField(min_value=1, max_value=MOST_TIMES, default=1)
    is_test_positive = serializers.BooleanField(
        default=False, help_text="For an ablation: the test injection before it helped."
    )


class OrderSerializer(serializers.Serializer[Any]):
    """An order as its clinic's doctors see it."""

    code = serializers.CharField(help_text="What the patient types, with their date of birth.")
    patient = PatientSerializer()
    procedure = serializers.CharField()
    side = serializers.CharField(allow_blank=True)
    levels = serializers.ListField(child=serializers.CharField())
    valid_until = serializers.DateField()
    times_allowed = serializers.IntegerField()
    is_test_positive = serializers.BooleanField()
    signed_by = serializers.CharField()
    signed_at = serializers.DateTimeField()
    is_revoked = serializers.BooleanField()


def order_answer(order: Order) -> dict[str, Any]:
    """Return an order as JSON."""
    return {
        "code": order.code,
        "patient": patient_answer(order.patient),
        "procedure": order.procedure_type.code,
        "side": order.side,
        "levels": order.levels,
        "valid_until": order.valid_until.isoformat(),
        "times_allowed": order.times_allowed,
        "is_test_positive": order.is_test_positive,
        "signed_by": order.signed_by.name,
        "signed_at": local_iso(order.signed_at, order.clinic.zone),
        "is_revoked": order.revoked_at is not None,
    }
