"""One small clinic and one cast of people for all tests. Names are invented."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

from django.db import connection

from clinics.models import Clinic, ClinicMembership, Resource, WorkingHours
from intake.services.booking import BookingRequest
from people.models import Practitioner, Role, User
from people.services.patients import PatientDetails
from procedures.models import ProcedureType
from procedures.services.load_catalogue import load_catalogue

CATALOGUE = Path(__file__).parent.parent / "procedures" / "data" / "catalogue.json"

# Monday 2 November 2026, 09:00 in Kyiv (UTC+2): winter time, no change of clocks near.
NOW = datetime(2026, 11, 2, 7, 0, tzinfo=UTC)

OLENA = PatientDetails("Olena Bondar", date(1968, 3, 14), "+380500004712", "olena@mail.example")
NGOZI = PatientDetails("Ngozi Okoro", date(1960, 5, 2), "+380500004713", "ngozi@mail.example")
HANNES = PatientDetails("Hannes Meier", date(1972, 8, 9), "+380500004714", "hannes@mail.example")
Gender = Practitioner.Gender
PROFILES: dict[str, tuple[Gender, list[str]]] = {
    "Dr Amara Osei": (Gender.MALE, ["en", "uk"]),
    "Dr Lena Vogt": (Gender.FEMALE, ["en", "de"]),
    "Dr Sofia Marchenko": (Gender.FEMALE, ["uk"]),
}
PASSWORD = "not-a-secret-in-tests"


@dataclass(frozen=True, slots=True)
class World:
    """The clinic the tests book at; resources by name."""

    clinic: Clinic
    resources: dict[str, Resource]

    def __getitem__(self, name: str) -> Resource:
        return self.resources[name]


def load_test_catalogue() -> None:
    """Load the product's own catalogue: tests book what patients book."""
    if ProcedureType.objects.exists():
        return
    if _rows:
        _restore()
    else:
        load_catalogue(path=CATALOGUE)
        _rows.update({table: _copy_out(table) for table in _tables()})


# The catalogue as PostgreSQL wrote it out once: loading it again takes a tenth of the time.
_rows: dict[str, bytes] = {}


def _tables() -> list[str]:
    """Return the catalogue's tables, those that others point at first."""
    names = ["capability", "cataloguesource", "screeningquestion", "safetyquestion"]
    names += [
        "proceduretype",
        "antithromboticleadtime",
        "procedurescreen",
        "need",
        "preparationinstruction",
    ]
    return [f"procedures_{name}" for name in [*names, "repeatlimit", "combinationrule"]]


def _copy_out(table: str) -> bytes:
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} TO STDOUT") as rows:
        return b"".join(bytes(row) for row in rows)


def _restore() -> None:
    for table, rows in _rows.items():
        with connection.cursor() as cursor:
            with cursor.copy(f"COPY {table} FROM STDIN") as copy:
                copy.write(rows)
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}"
            )


def build_clinic(
    *,
    slug: str = "medclinic",
    time_zone: str = "Europe/Kyiv",
    bays: int = 3,
    rooms: int = 2,
    opens: time = time(8),
    closes: time = time(18),
) -> World:
    """Create a clinic with two pain specialists, a neurologist, rooms, bays and a generator."""
    clinic = Clinic.objects.create(
        slug=slug,
        name="MedClinic",
        tagline="pain and spine clinic",
        time_zone=time_zone,
        place="Kyiv",
        address="18 Lypova Street, Kyiv",
        phone="044 000 12 34",
        opening_note="Monday to Friday, 8:00 to 18:00",
        is_default=not Clinic.objects.filter(is_default=True).exists(),
    )
    for weekday in range(5):
        WorkingHours.objects.create(clinic=clinic, weekday=weekday, start=opens, end=closes)
    both = ["preparation", "recovery"]
    specs = [
        ("practitioner", "Dr Amara Osei", ["pain_specialist", "spine_intervention",
                                           "trigger_points", "prescribing"]),
        ("practitioner", "Dr Lena Vogt", ["pain_specialist", "spine_intervention",
                                          "trigger_points", "prescribing"]),
        ("practitioner", "Dr Sofia Marchenko", ["neurologist", "trigger_points", "prescribing"]),
        *(("room", f"Procedure {letter}", ["procedure_room", "c_arm", "image_guidance"])
          for letter in "ABCDEFGH"[:rooms]),
        ("room", "Treatment 1", ["treatment_room"]),
        ("room", "Consulting 1", ["consulting_room"]),
        *(("bay", f"Bay {number}", both) for number in range(1, bays + 1)),
        ("equipment", "RF generator 1", ["rf_generator"]),
    ]  # fmt: skip
    resources = {name: _resource(clinic, kind, name, skills) for kind, name, skills in specs}
    return World(clinic, resources)


def add_resource(world: World, kind: str, name: str, capabilities: list[str]) -> Resource:
    """Add one more resource; practitioners work when the clinic is open."""
    world.resources[name] = _resource(world.clinic, kind, name, capabilities)
    return world.resources[name]


def _resource(clinic: Clinic, kind: str, name: str, capabilities: list[str]) -> Resource:
    is_person = kind == "practitioner"
    gender, languages = PROFILES.get(name, (Gender.UNKNOWN, []))
    profile = {"name": name, "gender": gender, "languages": languages}
    resource = Resource.objects.create(
        clinic=clinic,
        kind=kind,
        name=name,
        capabilities=capabilities,
        practitioner=Practitioner.objects.create(**profile) if is_person else None,
    )
    if kind in ("practitioner", "nurse"):
        hours = list(WorkingHours.objects.filter(clinic=clinic, resource=None))
        for each in hours:
            each.pk, each.resource = None, resource
        WorkingHours.objects.bulk_create(hours)
    return resource


def staff(world: World, role: Role, email: str) -> User:
    """Create a member of staff of the clinic, with PASSWORD."""
    user = User.objects.create_user(email, PASSWORD, full_name=email.split("@")[0], role=role)
    ClinicMembership.objects.create(clinic=world.clinic, user=user)
    return user


def request_for(details: PatientDetails = OLENA, **fields: object) -> BookingRequest:
    """Return a booking request of one of the cast."""
    return BookingRequest(patient=details, **fields)  # type: ignore[arg-type]


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    """Return a Kyiv wall time of winter 2026 as an instant: at(26, 9) is 26 November, 9:00."""
    return datetime(2026, month, day, hour - 2, minute, tzinfo=UTC)
