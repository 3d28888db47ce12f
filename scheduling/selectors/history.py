"""Reading what a patient has had and will have."""

from dataclasses import dataclass

from django.db import connection

from clinics.models import Clinic
from people.models import Patient
from scheduling.core.rules import OtherVisit, Treatment
from scheduling.core.status import COUNTED


@dataclass(frozen=True, slots=True)
class History:
    """others: every procedure of every live or finished visit. known: resource ids of the
    specialists the patient has an appointment with."""

    others: tuple[OtherVisit, ...]
    known: frozenset[int]


_VISITS = """
SELECT visit.id, visit.status,
       floor(extract(epoch from lower(visit.during)) / 60)::int,
       floor(extract(epoch from upper(visit.during)) / 60)::int,
       type.code, type.groups, procedure.side, procedure.levels,
       ARRAY(SELECT taken.resource_id FROM scheduling_allocation taken
             JOIN clinics_resource resource ON resource.id = taken.resource_id
             WHERE taken.appointment_id = visit.id AND taken.released_at IS NULL
               AND resource.kind = 'practitioner')
FROM scheduling_appointment visit
JOIN scheduling_appointmentprocedure procedure ON procedure.appointment_id = visit.id
JOIN procedures_proceduretype type ON type.id = procedure.procedure_type_id
WHERE visit.clinic_id = %s AND visit.patient_id = %s
"""


def history_of(*, patient: Patient, clinic: Clinic, ignoring: int | None = None) -> History:
    """Return the visits of a patient at a clinic. Cost: 1 query, none for somebody new.

    Args:
        ignoring: pk of a visit that is being moved: it is none of the others.
    """
    if patient.pk is None:
        return History((), frozenset())
    with connection.cursor() as cursor:
        cursor.execute(_VISITS, [clinic.pk, patient.pk])
        rows = cursor.fetchall()
    others = tuple(
        OtherVisit(start, end, Treatment(code, frozenset(groups), side, frozenset(levels)))
        for id_, status, start, end, code, groups, side, levels, _ in rows
        if status in COUNTED and id_ != ignoring
    )
    return History(others, frozenset(id_ for *_, people in rows for id_ in people))
