"""Who can sign in at the demo, and what is told to those who try it."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

from django.contrib.auth.password_validation import validate_password

from clinics.models import Clinic, ClinicMembership
from demo.seed.patients import HANNES, NGOZI, OLENA
from people.models import Practitioner, Role, User
from people.services.api_tokens import issue_api_token
from people.services.patients import PatientDetails, record_patient
from procedures.selectors import get_procedure
from scheduling.services.orders import sign_order

# Printed in the README and at every start: whoever seeds a clinic opens it to everybody.
PASSWORD = "three-calm-bays-open"

STAFF = (
    (Role.DOCTOR, "doctor@medclinic.example", "Dr Amara Osei"),
    (Role.NURSE, "nurse@medclinic.example", "Oksana Hryn"),
    (Role.RECEPTION, "reception@medclinic.example", "Rita Holub"),
    (Role.MANAGER, "manager@medclinic.example", "Maryna Shevchuk"),
    (Role.ADMIN, "admin@medclinic.example", "Alex Reyes"),
)
EVERYWHERE = frozenset({Role.MANAGER, Role.ADMIN})
WITH_TOKEN = (Role.RECEPTION, Role.DOCTOR)
ORDERS = (
    (OLENA, "tfesi", "left", "L5"),
    (NGOZI, "rfa_medial_branch", "right", "L4"),
    (HANNES, "stellate", "left", ""),
)
ORDER_DAYS = 90
ORDER_TIMES = 5


@dataclass(frozen=True, slots=True)
class UserLine:
    """One sign-in."""

    role: str
    email: str
    password: str


@dataclass(frozen=True, slots=True)
class TokenLine:
    """One API token, in the clear."""

    role: str
    token: str


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One order code and who may use it."""

    code: str
    procedure: str
    patient: str
    date_of_birth: str
    side: str
    level: str


@dataclass(frozen=True, slots=True)
class Credentials:
    """All that opens the demo; its keys are a contract (design.md section 7)."""

    users: Sequence[UserLine]
    api_tokens: Sequence[TokenLine]
    order_codes: Sequence[OrderLine]

    def as_json(self) -> dict[str, object]:
        """Return plain dictionaries and lists."""
        return asdict(self)


def create_staff(main: Clinic, others: Sequence[Clinic]) -> dict[Role, User]:
    """Create one member of staff per role; all work at the main clinic, some everywhere."""
    staff = {role: _create_user(role, email, full_name) for role, email, full_name in STAFF}
    ClinicMembership.objects.bulk_create(
        ClinicMembership(clinic=clinic, user=user)
        for role, user in staff.items()
        for clinic in [main, *(others if role in EVERYWHERE else ())]
    )
    doctor = Practitioner.objects.get(name=staff[Role.DOCTOR].full_name)
    doctor.user = staff[Role.DOCTOR]
    doctor.save(update_fields=["user"])
    return staff


def issue_credentials(
    clinic: Clinic, staff: dict[Role, User], *, signed_by: Practitioner, now: datetime
) -> Credentials:
    """Make API tokens and order codes; their secrets cannot be read again later."""
    tokens = [
        TokenLine(role, issue_api_token(user=staff[role], name="demo")[1]) for role in WITH_TOKEN
    ]
    until = now.astimezone(clinic.zone).date() + timedelta(days=ORDER_DAYS)
    return Credentials(
        users=[UserLine(role, email, PASSWORD) for role, email, _ in STAFF],
        api_tokens=tokens,
        order_codes=[
            _sign(clinic, details, code, side, level, signed_by, until, now)
            for details, code, side, level in ORDERS
        ],
    )


def _create_user(role: Role, email: str, full_name: str) -> User:
    validate_password(PASSWORD, User(email=email, full_name=full_name))
    if role is Role.ADMIN:
        return User.objects.create_superuser(email, PASSWORD, full_name=full_name)
    return User.objects.create_user(email, PASSWORD, full_name=full_name, role=role)


def _sign(
    clinic: Clinic,
    details: PatientDetails,
    code: str,
    side: str,
    level: str,
    signed_by: Practitioner,
    until: date,
    now: datetime,
) -> OrderLine:
    order = sign_order(
        clinic=clinic,
        patient=record_patient(details=details),
        procedure_type=get_procedure(code),
        signed_by=signed_by,
        valid_until=until,
        now=now,
        side=side,
        levels=[level] if level else [],
        times_allowed=ORDER_TIMES,
        is_test_positive=True,
    )
    born = details.date_of_birth.isoformat()
    return OrderLine(order.code, code, details.full_name, born, side, level)
