"""Writing the rows of a visit: the appointment, its procedures and its phases."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import cast

from django.db import models
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from clinics.core.intervals import epoch_minute, from_epoch_minute
from people.models import Patient, User
from scheduling.core.reference import new_reference
from scheduling.core.status import Status
from scheduling.models import Appointment, AppointmentProcedure, VisitPhase
from scheduling.selectors.plan import BodyPart, VisitPlan
from scheduling.services.bulk_insert import insert_linked
from scheduling.services.links import give_link


@dataclass(frozen=True, slots=True)
class VisitRows:
    """What is written together with the resources of a visit.

    heads: what the rows point at, at last the appointment; a new patient comes before it. What is
    saved already is left as it is.
    """

    heads: tuple[models.Model, ...]
    rows: tuple[models.Model, ...]

    @property
    def appointment(self) -> Appointment:
        """Return the visit itself."""
        return cast(Appointment, self.heads[-1])

    def with_rows(self, *rows: models.Model) -> "VisitRows":
        """Add rows that are written too."""
        return replace(self, rows=(*self.rows, *rows))

    def insert(self, guarded: Sequence[models.Model] = ()) -> bool:
        """Write all, in one statement; False if a guarded row is refused (see insert_linked)."""
        return insert_linked(self.heads, self.rows, guarded)


def new_visit(
    plan: VisitPlan,
    *,
    start: datetime,
    now: datetime,
    status: Status,
    by: User | None,
    source: str,
    patient: Patient | None = None,
    **fields: object,
) -> VisitRows:
    """Return an appointment, not yet written, with its procedures and phases.

    Args:
        patient: a new one is written with the visit.
    """
    appointment = Appointment(
        reference=new_reference(secrets.randbelow),
        clinic=plan.clinic,
        patient=patient,
        status=status,
        source=source,
        created_by=by,
        created_at=now,
        updated_at=now,
        **fields,
    )
    place_visit(appointment, plan, start=start)
    heads: tuple[models.Model, ...] = (appointment,)
    if patient is not None:
        give_link(appointment)
        heads = (patient, appointment)
    procedures = [
        AppointmentProcedure(
            appointment=appointment,
            procedure_type=each,
            position=position,
            side=treatment.side,
            levels=sorted(treatment.levels),
        )
        for position, (each, treatment) in enumerate(
            zip(plan.types, plan.ask.treatments, strict=True)
        )
    ]
    return VisitRows(heads, (*procedures, *new_phases(appointment, plan, start=start)))


def place_visit(appointment: Appointment, plan: VisitPlan, *, start: datetime) -> None:
    """Set when a visit is: the instants, and the wall time that was promised."""
    minute = epoch_minute(start)
    begin, end = from_epoch_minute(minute), from_epoch_minute(minute + plan.demand.total_minutes)
    appointment.during = DateTimeTZRange(begin, end)
    wall = begin.astimezone(plan.clinic.zone)
    appointment.local_start = wall.isoformat(timespec="minutes")
    appointment.time_zone = plan.clinic.time_zone


def new_phases(appointment: Appointment, plan: VisitPlan, *, start: datetime) -> list[VisitPhase]:
    """Return the planned phases of a visit that begins at `start`, not yet written."""
    minute = epoch_minute(start)
    return [
        VisitPhase(
            appointment=appointment,
            kind=span.kind,
            position=position,
            planned=DateTimeTZRange(
                from_epoch_minute(minute + span.offset),
                from_epoch_minute(minute + span.offset + span.minutes),
            ),
        )
        for position, span in enumerate(plan.demand.phases)
    ]


def set_body_parts(appointment: Appointment, parts: Sequence[BodyPart]) -> None:
    """Write side and levels of each procedure, in the order of the visit."""
    if not any(part.side or part.levels for part in parts):
        return
    rows = list(appointment.procedures.all())
    for row, part in zip(rows, parts, strict=False):
        row.side, row.levels = part.side, list(part.levels)
    AppointmentProcedure.objects.bulk_update(rows, ["side", "levels"])
