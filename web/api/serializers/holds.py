"""Keeping a time for a while."""

from datetime import tzinfo
from typing import Any

from rest_framework import serializers

from scheduling.core.demand import Phase
from scheduling.models import Appointment
from web.api.fields import Id, Instant, Text
from web.api.serializers.slots import procedure_codes
from web.slot_answers import local_iso

TOKEN_LENGTH = 100


class HoldInput(serializers.Serializer[Any]):
    """The visit to keep a time for."""

    procedures = procedure_codes(help_text="One to four codes: one visit, in this order.")
    start = Instant(help_text="Arrival, as in slots/.")
    practitioner = Id(required=False, allow_null=True, help_text="Only with this practitioner.")


class HoldTokenInput(serializers.Serializer[Any]):
    """The secret of a hold, unless it comes in the header X-Hold-Token."""

    token = Text(max_length=TOKEN_LENGTH, required=False)


class KeptHoldSerializer(serializers.Serializer[Any]):
    """A time that is kept."""

    id = serializers.UUIDField()
    expires_at = serializers.DateTimeField()
    start = serializers.DateTimeField(help_text="Arrival.")
    procedure_at = serializers.DateTimeField()
    finish_at = serializers.DateTimeField()


class HoldSerializer(KeptHoldSerializer):
    """A time that is kept, with the secret to book, extend or release it."""

    token = serializers.CharField(help_text="Shown once.")


def hold_answer(hold: Appointment, zone: tzinfo) -> dict[str, Any]:
    """Return a hold as JSON, without its secret; its phases must be readable."""
    planned = {phase.kind: phase.planned for phase in hold.phases.all()}
    return {
        "id": str(hold.uid),
        "expires_at": local_iso(hold.hold_expires_at, zone) if hold.hold_expires_at else None,
        "start": local_iso(hold.during.lower, zone),
        "procedure_at": local_iso(planned[Phase.PROCEDURE].lower, zone),
        "finish_at": local_iso(hold.during.upper, zone),
    }
