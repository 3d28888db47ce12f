"""Reading what a patient has had and will have."""

from people.models import Patient
from scheduling.core.demand import Kind
from scheduling.core.rules import OtherVisit, Treatment
from scheduling.core.spans import epoch_minute
from scheduling.core.status import LIVE
from scheduling.models import Allocation, AppointmentProcedure, Clinic


def other_visits(
    *, patient: Patient, clinic: Clinic, ignoring: int | None = None
) -> tuple[OtherVisit, ...]:
    """Return every procedure of every live or finished visit of a patient. Cost: 1 query."""
    rows = (
        AppointmentProcedure.objects.filter(
            appointment__clinic=clinic,
            appointment__patient=patient,
            appointment__status__in=LIVE,
        )
        .exclude(appointment_id=ignoring or 0)
        .values_list(
            "appointment__during",
            "procedure_type__code",
            "procedure_type__groups",
            "side",
            "levels",
        )
    )
    return tuple(
        OtherVisit(
            epoch_minute(during.lower),
            epoch_minute(during.upper),
            Treatment(code, frozenset(groups), side, frozenset(levels)),
        )
        for during, code, groups, side, levels in rows
    )


def known_practitioners(*, patient: Patient, clinic: Clinic) -> frozenset[int]:
    """Return resource ids of the specialists a patient has an appointment with. Cost: 1 query."""
    return frozenset(
        Allocation.objects.filter(
            clinic=clinic,
            appointment__patient=patient,
            resource__kind=Kind.PRACTITIONER,
            released_at=None,
        ).values_list("resource_id", flat=True)
    )
