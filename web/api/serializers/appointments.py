"""Visits: what may be asked of them, and how they look."""

from collections.abc import Iterator
from typing import Any

from rest_framework import serializers

from clinics.core.resource_kind import Kind
from scheduling.core.demand import Phase
from scheduling.core.status import Status
from scheduling.models import Allocation, Appointment
from scheduling.selectors.appointments import live, practitioner_of
from web.api.fields import BIGGEST_ID, Answers, Day, Id, Instant, Text
from web.api.serializers.body_parts import LevelField, SideField
from web.api.serializers.holds import TOKEN_LENGTH
from web.api.serializers.patients import PatientInput, PatientSerializer, patient_answer
from web.api.serializers.slots import (
    ClinicQuery,
    PractitionerRefSerializer,
    WindowQuery,
    procedure_codes,
)
from web.slot_answers import local_iso

# A held time is not a visit yet, and one that was never more than held is not one any more.
SHOWN_STATUSES = [each.value for each in Status if each not in (Status.HELD, Status.EXPIRED)]
MOST_VISITS, USUAL_VISITS = 500, 100
MOST_MEDICINES = 15


class HoldRefInput(serializers.Serializer[Any]):
    """A hold of the caller's, as POST holds/ answered."""

    id = serializers.UUIDField()
    token = Text(max_length=TOKEN_LENGTH)


class BookingInput(serializers.Serializer[Any]):
    """A visit: a hold, or procedures and start; and who comes."""

    hold = HoldRefInput(required=False)
    procedures = procedure_codes(required=False, help_text="Without a hold: codes, in order.")
    start = Instant(required=False, help_text="Without a hold: arrival, as in slots/.")
    practitioner = Id(required=False, allow_null=True, help_text="Only with this practitioner.")
    patient = PatientInput()
    order_code = Text(max_length=40, required=False, allow_blank=True, allow_null=True)
    side = SideField(required=False, allow_null=True)
    level = LevelField(required=False, allow_null=True)
    screening = Answers(required=False, help_text="Answers by question code.")
    blood_thinners = serializers.ListField(
        child=Text(max_length=50),
        required=False,
        max_length=MOST_MEDICINES,
        help_text="Which ones, if the answer to anticoagulant is not no; codes as in docs/api.md.",
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Want a time exactly once: two that differ would leave open which is meant."""
        if "hold" in attrs and {"procedures", "start"} & attrs.keys():
            raise serializers.ValidationError("Send either a hold, or procedures and start.")
        if "hold" not in attrs:
            missing = [name for name in ("procedures", "start") if name not in attrs]
            if missing:
                raise serializers.ValidationError(
                    {name: ["Required without a hold."] for name in missing}
                )
        return attrs


class RevisionInput(serializers.Serializer[Any]):
    """The revision of the visit the caller has seen."""

    revision = serializers.IntegerField(min_value=1, max_value=BIGGEST_ID)


class RescheduleInput(RevisionInput):
    """Where a visit is moved."""

    start = Instant(help_text="New arrival, as in slots/.")
    practitioner = Id(required=False, allow_null=True)


class CancelInput(RevisionInput):
    """Why a visit is called off; for staff, without clinical detail."""

    reason = Text(max_length=200, required=False, allow_blank=True, default="")


class VisitsQuery(WindowQuery):
    """What GET appointments/ takes."""

    practitioner = Id(required=False, help_text="Visits of this practitioner.")
    status = serializers.ChoiceField(SHOWN_STATUSES, required=False)
    limit = serializers.IntegerField(min_value=1, max_value=MOST_VISITS, default=USUAL_VISITS)
    after = serializers.UUIDField(required=False, help_text="Go on after this uid; `next` does.")


class DayQuery(ClinicQuery):
    """What GET schedule/ takes."""

    date = Day(required=False, help_text="Local day; default: today.")


class UsedResourceSerializer(serializers.Serializer[Any]):
    """A person, room, bay or machine that a phase uses."""

    id = serializers.IntegerField()
    kind = serializers.ChoiceField([(each.value, each.name) for each in Kind])
    name = serializers.CharField()


class VisitPhaseSerializer(serializers.Serializer[Any]):
    """A phase as planned."""

    kind = serializers.ChoiceField([(each.value, each.name) for each in Phase])
    start = serializers.DateTimeField()
    end = serializers.DateTimeField()
    resources = UsedResourceSerializer(many=True)


class TreatmentSerializer(serializers.Serializer[Any]):
    """One procedure of a visit and where it is done."""

    procedure = serializers.CharField()
    name = serializers.CharField()
    side = serializers.CharField(allow_blank=True)
    levels = serializers.ListField(child=serializers.CharField())


class VisitSerializer(serializers.Serializer[Any]):
    """A visit. All times carry the clinic's offset."""

    uid = serializers.UUIDField()
    reference = serializers.CharField(help_text="Short, to be read aloud.")
    status = serializers.ChoiceField(SHOWN_STATUSES)
    revision = serializers.IntegerField(help_text="Send it with the next change.")
    start = serializers.DateTimeField(help_text="Arrival.")
    procedure_at = serializers.DateTimeField()
    finish_at = serializers.DateTimeField()
    procedures = serializers.ListField(child=serializers.CharField(), help_text="Codes, in order.")
    treatments = TreatmentSerializer(many=True)
    phases = VisitPhaseSerializer(many=True)


class BookedVisitSerializer(VisitSerializer):
    """A visit just booked, or requested."""

    manage_url = serializers.URLField(help_text="The patient's own page of this visit.")
    waits_for = serializers.ListField(
        child=serializers.CharField(), help_text="Why it is requested and not booked, in words."
    )
    flags = serializers.ListField(
        child=serializers.CharField(), required=False, help_text="For staff: what is missing."
    )


class StaffVisitSerializer(VisitSerializer):
    """A visit as staff see it."""

    patient = PatientSerializer()
    practitioner = PractitionerRefSerializer(allow_null=True)
    flags = serializers.ListField(child=serializers.CharField())
    order_code = serializers.CharField(allow_null=True)
    source = serializers.ChoiceField(Appointment.Source.choices)  # type: ignore[assignment]


class StaffVisitsSerializer(serializers.Serializer[Any]):
    """Visits by arrival."""

    appointments = StaffVisitSerializer(many=True)
    next = serializers.URLField(allow_null=True)


class ScheduleSerializer(serializers.Serializer[Any]):
    """One local day."""

    date = serializers.DateField()
    time_zone = serializers.CharField()
    appointments = StaffVisitSerializer(many=True)


def visit_answer(visit: Appointment) -> dict[str, Any]:
    """Return a visit as JSON, from whole_appointments(); nothing in it tells who the patient is."""
    zone = visit.clinic.zone
    phases = list(visit.phases.all())
    procedure_at = next(each.planned.lower for each in phases if each.kind == Phase.PROCEDURE)
    return {
        "uid": str(visit.uid),
        "reference": visit.reference,
        "status": visit.status,
        "revision": visit.revision,
        "start": local_iso(visit.during.lower, zone),
        "procedure_at": local_iso(procedure_at, zone),
        "finish_at": local_iso(visit.during.upper, zone),
        "procedures": [each.procedure_type.code for each in visit.procedures.all()],
        "treatments": list(_treatments(visit)),
        "phases": [
            {
                "kind": phase.kind,
                "start": local_iso(phase.planned.lower, zone),
                "end": local_iso(phase.planned.upper, zone),
                "resources": [_used(each) for each in live(visit) if phase.kind in each.phases],
            }
            for phase in phases
        ],
    }


def staff_visit_answer(visit: Appointment) -> dict[str, Any]:
    """Return a visit as JSON for those who may see patients, from whole_appointments()."""
    lead = practitioner_of(visit)
    return {
        **visit_answer(visit),
        "patient": patient_answer(visit.patient) if visit.patient else None,
        "practitioner": {"id": lead.resource_id, "name": lead.resource.name} if lead else None,
        "flags": visit.flags,
        "order_code": visit.order.code if visit.order else None,
        "source": visit.source,
    }


def _treatments(visit: Appointment) -> Iterator[dict[str, Any]]:
    for each in visit.procedures.all():
        yield {
            "procedure": each.procedure_type.code,
            "name": each.procedure_type.name,
            "side": each.side,
            "levels": each.levels,
        }


def _used(allocation: Allocation) -> dict[str, Any]:
    resource = allocation.resource
    return {"id": resource.pk, "kind": resource.kind, "name": resource.name}
