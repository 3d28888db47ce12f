"""Writing a sketch to the database, row by row, past the services that would refuse half of it."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from itertools import count
from uuid import uuid4

from clinics.core.hours import DatedHours, WeeklyHours
from clinics.core.intervals import Span, from_epoch_minute
from clinics.core.resource_kind import Kind
from clinics.models import Absence, Clinic, Closure, ExtraHours, Resource, WorkingHours
from people.models import Patient, Practitioner, Role, User
from people.services.patients import record_patient
from procedures.models import Need, ProcedureType
from scheduling.core.demand import ProcedureSpec
from scheduling.models import Allocation, Appointment, AppointmentProcedure
from scheduling.selectors.plan import VisitPlan, for_patient, plan_visit
from tests.scheduling.selectors.sketches import NOBODY, STAFF, Sketch, Taking, ThingSketch
from tests.world import OLENA

ALMOST = timedelta(seconds=1)


@dataclass(frozen=True)
class Built:
    """A sketch in the database. ids: primary key of each thing, in the order of the sketch."""

    sketch: Sketch
    clinic: Clinic
    ids: list[int]
    patient: Patient
    member: User

    @property
    def by(self) -> User | None:
        return self.member if self.sketch.who == STAFF else None

    @property
    def practitioner(self) -> int | None:
        return None if self.sketch.wanted is None else self.ids[self.sketch.wanted - 1]

    def plan(self, ignoring: int | None = None) -> VisitPlan:
        """Plan the visit as pages do; ignoring: pk of the visit that is to move."""
        plan = plan_visit(
            clinic=self.clinic,
            codes=self.sketch.codes,
            now=self.sketch.now,
            practitioner=self.practitioner,
            is_staff=self.sketch.who == STAFF,
        )
        if self.sketch.who == NOBODY:
            return plan
        return for_patient(plan, self.patient, ignoring=ignoring)


def build(sketch: Sketch) -> Built:
    """Write a sketch; the caller rolls it back."""
    clinic = Clinic.objects.create(
        slug=uuid4().hex,
        name="Little clinic",
        time_zone=sketch.zone.key,
        slot_step_minutes=sketch.step,
        minimum_notice_minutes=sketch.notice,
        horizon_days=sketch.horizon,
    )
    types = [_procedure_type(spec) for spec in sketch.types]
    types[0].max_per_day = sketch.most
    types[0].save()
    _hours(clinic, None, sketch.doors, sketch.doors_extra)
    for span in sketch.closed:
        Closure.objects.create(clinic=clinic, during=_during(span), reason="closed")
    ids = [_resource(sketch, clinic, position) for position in range(len(sketch.things))]
    patient = record_patient(details=OLENA)
    for span in sketch.visits:
        _visit(clinic, sketch, span, types[0], patient)
    member = User.objects.create_user("desk@clinic.example", "", role=Role.RECEPTION)
    return Built(sketch, clinic, ids, patient, member)


def _procedure_type(spec: ProcedureSpec) -> ProcedureType:
    procedure_type = ProcedureType.objects.create(
        code=spec.code,
        name=spec.code,
        plain_name=spec.code,
        category=ProcedureType.Category.CONSULTATION,
        preparation_minutes=spec.preparation_minutes,
        procedure_minutes=spec.procedure_minutes,
        observation_minutes=spec.observation_minutes,
        setting=ProcedureType.Setting.OUTPATIENT,
        anaesthesia=ProcedureType.Anaesthesia.NONE,
        bleeding_risk=ProcedureType.BleedingRisk.NONE,
        online_policy=ProcedureType.OnlinePolicy.OPEN,
    )
    Need.objects.bulk_create(
        Need(
            procedure_type=procedure_type,
            position=position,
            **{**asdict(need), "capabilities": sorted(need.capabilities)},
        )
        for position, need in enumerate(spec.needs)
    )
    return procedure_type


def _resource(sketch: Sketch, clinic: Clinic, position: int) -> int:
    thing = sketch.things[position]
    is_practitioner = thing.kind is Kind.PRACTITIONER
    resource = Resource.objects.create(
        clinic=clinic,
        kind=thing.kind,
        name=f"{thing.kind} {position}",
        capabilities=sorted(thing.skills),
        practitioner=Practitioner.objects.create(name="Somebody") if is_practitioner else None,
    )
    _hours(clinic, resource, thing.weekly, thing.extra)
    _away(clinic, resource, thing)
    for taking in thing.taken:
        _take(sketch, clinic, resource, taking)
    return resource.pk


def _hours(
    clinic: Clinic,
    resource: Resource | None,
    weekly: Iterable[WeeklyHours],
    extra: Iterable[DatedHours],
) -> None:
    whose = {"clinic": clinic, "resource": resource}
    WorkingHours.objects.bulk_create(WorkingHours(**whose, **asdict(row)) for row in weekly)
    ExtraHours.objects.bulk_create(ExtraHours(**whose, **asdict(row)) for row in extra)


def _away(clinic: Clinic, resource: Resource, thing: ThingSketch) -> None:
    """People are absent, things are closed; a person's room may be closed as well."""
    model = Absence if thing.kind in (Kind.PRACTITIONER, Kind.NURSE) else Closure
    for span in thing.away:
        model.objects.create(clinic=clinic, resource=resource, during=_during(span), reason="away")


def _take(sketch: Sketch, clinic: Clinic, resource: Resource, taking: Taking) -> None:
    expires_at = {"held": sketch.now + ALMOST, "expired": sketch.now}.get(taking.state)
    is_live = taking.state == "live"
    status = {"live": "booked", "released": "cancelled"}.get(taking.state, "held")
    patient = _somebody() if is_live else None
    visit = _appointment(clinic, sketch, taking.span, status, patient, expires_at)
    Allocation.objects.create(
        clinic=clinic,
        resource=resource,
        appointment=visit,
        phases=["procedure"],
        during=_during(taking.span),
        expires_at=expires_at,
        released_at=sketch.now if taking.state == "released" else None,
    )


def _visit(
    clinic: Clinic, sketch: Sketch, span: Span, what: ProcedureType, patient: Patient
) -> None:
    visit = _appointment(clinic, sketch, span, "booked", patient)
    AppointmentProcedure.objects.create(appointment=visit, procedure_type=what)


_numbers = count()


def _appointment(
    clinic: Clinic,
    sketch: Sketch,
    span: Span,
    status: str,
    patient: Patient | None,
    expires_at: datetime | None = None,
) -> Appointment:
    return Appointment.objects.create(
        clinic=clinic,
        reference=f"{next(_numbers):012}",
        status=status,
        patient=patient,
        during=_during(span),
        time_zone=clinic.time_zone,
        hold_expires_at=expires_at,
        created_at=sketch.now,
        updated_at=sketch.now,
    )


def _somebody() -> Patient:
    return Patient.objects.create(full_name="Taras Bondar", date_of_birth=date(1961, 1, 1))


def _during(span: Span) -> tuple[object, object]:
    return from_epoch_minute(span[0]), from_epoch_minute(span[1])
