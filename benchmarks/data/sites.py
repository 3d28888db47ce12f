"""The clinics of the benchmark: one per scale, with as many departments; all in one database."""

from dataclasses import dataclass
from datetime import time
from functools import cached_property

from benchmarks.data.visits import (
    CLOSES,
    OBSERVATION,
    OPENS,
    PROCEDURE,
    RESOURCES,
    ROOM_AT,
    SPECIALIST_AT,
    TURNOVER,
    opening,
)
from clinics.core.resource_kind import Kind
from clinics.models import Clinic, ClinicMembership, Resource, WorkingHours
from people.models import Practitioner, Role, User
from people.services.api_tokens import issue_api_token
from procedures.models import Need, ProcedureScreen, ProcedureType, RepeatLimit, ScreeningQuestion
from procedures.services.load_catalogue import CATALOGUE, load_catalogue

ZONE = "Europe/Kyiv"
HORIZON_DAYS = 730

# The same visit three times: its own department's people and rooms; its own people in the rooms
# and bays of the whole clinic; and whoever and whatever the whole clinic has.
OWN, SHARED, ALL = "bench_own", "bench_shared", "bench_all"
_SKILLS = {
    OWN: ("specialist_0", "room_0", "bay_0"),
    SHARED: ("specialist_0", "room", "bay"),
    ALL: ("specialist", "room", "bay"),
}
_KINDS = (Kind.PRACTITIONER, Kind.ROOM, Kind.BAY)


@dataclass(frozen=True)
class BenchClinic:
    """One clinic of the benchmark; `resources` in order: department by department."""

    scale: int
    clinic: Clinic
    resources: list[Resource]

    @cached_property
    def ids(self) -> list[int]:
        """Return the ids of the resources, in the same order."""
        return [resource.pk for resource in self.resources]


def prepare_catalogue() -> None:
    """Load the whole catalogue, and the three services of the benchmark with limit and question."""
    load_catalogue(path=CATALOGUE)
    question = ScreeningQuestion.objects.filter(is_active=True, effect="hold").first()
    for code, skills in _SKILLS.items():
        procedure = ProcedureType.objects.create(
            code=code,
            name="Benchmark block",
            plain_name="Benchmark block",
            category=ProcedureType.Category.MINIMALLY_INVASIVE,
            procedure_minutes=PROCEDURE,
            observation_minutes=OBSERVATION,
            setting=ProcedureType.Setting.OUTPATIENT,
            anaesthesia=ProcedureType.Anaesthesia.LOCAL,
            bleeding_risk=ProcedureType.BleedingRisk.LOW,
            online_policy=ProcedureType.OnlinePolicy.OPEN,
            groups=["epidural_steroid"],
        )
        RepeatLimit.objects.create(procedure_type=procedure, position=0, scope="any", min_days=14)
        if question is not None:
            ProcedureScreen.objects.create(procedure_type=procedure, question=question, position=0)
        for position, (kind, skill) in enumerate(zip(_KINDS, skills, strict=True)):
            phase = "observation" if kind is Kind.BAY else "procedure"
            Need.objects.create(
                procedure_type=procedure,
                position=position,
                kind=kind,
                capabilities=[skill],
                first_phase=phase,
                last_phase=phase,
                minutes_after=TURNOVER,
            )


def screening_answers() -> dict[str, str]:
    """Return what a healthy patient answers."""
    screens = ProcedureScreen.objects.filter(procedure_type__code=OWN)
    return dict.fromkeys(screens.values_list("question__code", flat=True), "no")


def prepare_staff() -> tuple[User, str]:
    """Return a receptionist and the secret of their API token."""
    user = User.objects.create_user(
        "reception@bench.example", None, full_name="Reception", role=Role.RECEPTION
    )
    return user, issue_api_token(user=user, name="benchmark")[1]


def build_site(scale: int, *, staff: User) -> BenchClinic:
    """Create a clinic with `scale` departments and no bookings yet."""
    clinic = Clinic.objects.create(
        slug=f"bench-{scale}",
        name=f"Benchmark x{scale}",
        time_zone=ZONE,
        place="Kyiv",
        address="18 Lypova Street, Kyiv",
        phone="044 000 12 34",
        opening_note="Monday to Friday, 8:00 to 18:00",
        slot_step_minutes=5,
        horizon_days=HORIZON_DAYS,
        is_default=not Clinic.objects.exists(),
    )
    ClinicMembership.objects.create(clinic=clinic, user=staff)
    resources = [
        _resource(clinic, department, position)
        for department in range(scale)
        for position in range(RESOURCES)
    ]
    people = [each.practitioner for each in resources if each.practitioner is not None]
    Practitioner.objects.bulk_create(people)
    Resource.objects.bulk_create(resources)
    _write_hours(clinic, resources)
    return BenchClinic(scale, clinic, resources)


def _resource(clinic: Clinic, department: int, position: int) -> Resource:
    kind, skill = _role(position)
    name = f"{skill} {department}.{position}"
    return Resource(
        clinic=clinic,
        kind=kind,
        name=name,
        capabilities=[f"{skill}_{department}", skill],
        practitioner=Practitioner(name=name) if kind is Kind.PRACTITIONER else None,
    )


def _role(position: int) -> tuple[Kind, str]:
    if position in SPECIALIST_AT:
        return Kind.PRACTITIONER, "specialist"
    return (Kind.ROOM, "room") if position in ROOM_AT else (Kind.BAY, "bay")


def _write_hours(clinic: Clinic, resources: list[Resource]) -> None:
    rows = [
        WorkingHours(
            clinic=clinic, resource=resource, weekday=weekday, start=_clock(a), end=_clock(b)
        )
        for number, resource in enumerate(resources)
        for weekday in range(5)
        for a, b in opening(number % RESOURCES)
    ]
    rows += [
        WorkingHours(clinic=clinic, weekday=weekday, start=_clock(OPENS), end=_clock(CLOSES))
        for weekday in range(5)
    ]
    WorkingHours.objects.bulk_create(rows, batch_size=5_000)


def _clock(minute: int) -> time:
    return time(minute // 60, minute % 60)
