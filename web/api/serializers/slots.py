"""Looking for a time: what may be asked, and how offers look."""

import re
from datetime import date, timedelta
from typing import Any

from rest_framework import serializers

from web.api.fields import SLUG, Day, Id, QueryInstant, Text

MOST_PROCEDURES = 4
LONGEST_WINDOW = timedelta(days=100)
USUAL_WINDOW = timedelta(days=14)
MOST_SLOTS, USUAL_SLOTS = 500, 50
PARTS = [("morning", "until 12:00"), ("afternoon", "12:00 to 17:00"), ("evening", "from 17:00")]
_MONTH = re.compile(r"^(19[7-9]|20[0-9]|21[0-9])[0-9]-(0[1-9]|1[0-2])$")


def procedure_codes(**kwargs: Any) -> serializers.ListField:
    """Return a field for the procedures of a visit, in their order."""
    code = Text(max_length=50, help_text="Codes as in procedures/.")
    return serializers.ListField(
        child=code, min_length=1, max_length=MOST_PROCEDURES, allow_empty=False, **kwargs
    )


class ClinicQuery(serializers.Serializer[Any]):
    """Which clinic; every call takes it."""

    clinic = serializers.RegexField(
        SLUG, required=False, help_text="Of several clinics, by its short name."
    )


class VisitQuery(ClinicQuery):
    """Which visit a time is sought for."""

    procedure = procedure_codes(help_text="One to four codes: one visit, in this order.")
    practitioner = Id(required=False, help_text="Only with this practitioner.")
    part = serializers.ChoiceField(PARTS, required=False, help_text="Part of the local day.")


class WindowQuery(ClinicQuery):
    """Local days from .. to, both included; two weeks from today if nothing is said."""

    def get_fields(self) -> dict[str, Any]:
        """Add `from` and `to`, which Python does not take as names of attributes."""
        return {
            **super().get_fields(),
            "from": Day(required=False, source="first", help_text="First local day, included."),
            "to": Day(required=False, source="last", help_text="Last local day, included."),
        }

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Fill in the window, and keep it within bounds."""
        today: date = self.context["today"]
        first = attrs.setdefault("first", today)
        last = attrs.setdefault("last", first + USUAL_WINDOW)
        if last < first:
            raise serializers.ValidationError({"to": ["Must not be before `from`."]})
        if last - first > LONGEST_WINDOW:
            message = f"At most {LONGEST_WINDOW.days} days can be searched at once."
            raise serializers.ValidationError({"to": [message]})
        return attrs


class SlotQuery(VisitQuery, WindowQuery):
    """What GET slots/ takes."""

    limit = serializers.IntegerField(min_value=1, max_value=MOST_SLOTS, default=USUAL_SLOTS)
    after = QueryInstant(required=False, help_text="Only later starts; `next` sets it.")


class MonthQuery(VisitQuery):
    """What GET slots/days/ takes."""

    month = serializers.RegexField(_MONTH, required=False, help_text="YYYY-MM; default: this one.")


class PractitionerRefSerializer(serializers.Serializer[Any]):
    """Whom the patient comes to see."""

    id = serializers.IntegerField()
    name = serializers.CharField()


class SlotSerializer(serializers.Serializer[Any]):
    """A free time. All times carry the clinic's offset."""

    start = serializers.DateTimeField(help_text="Arrival; the key for a hold.")
    procedure_at = serializers.DateTimeField()
    finish_at = serializers.DateTimeField()
    practitioner = PractitionerRefSerializer(allow_null=True)


class RefusalSerializer(serializers.Serializer[Any]):
    """Why nothing is offered for these procedures at all."""

    reason = serializers.CharField()
    book_instead = serializers.ListField(
        child=serializers.CharField(), help_text="Codes of consultations that lead there."
    )


class SlotsSerializer(serializers.Serializer[Any]):
    """Free starts, earliest first."""

    slots = SlotSerializer(many=True)
    next = serializers.URLField(allow_null=True, help_text="Goes on after the last start.")
    refused = RefusalSerializer(required=False)


class DaySerializer(serializers.Serializer[Any]):
    """One local day."""

    date = serializers.DateField()
    free = serializers.IntegerField(help_text="Number of free starts.")


class DaysSerializer(serializers.Serializer[Any]):
    """Every day of a month from today on."""

    days = DaySerializer(many=True)
    refused = RefusalSerializer(required=False)
