"""Finding a visit for whoever proves the right to it: by its link, or by what only they know."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from clinics.errors import NotFound
from clinics.models import Clinic
from people.tokens import hash_token
from scheduling.core.reference import InvalidReference, normalise_reference
from scheduling.errors import LinkExpired
from scheduling.models import Appointment, ReplacedLink

LONGEST_TOKEN = 100
UNKNOWN = "There is no such appointment."


@dataclass(frozen=True, slots=True)
class OpenedLink:
    """Which visit a link is for. is_old: the visit has moved since, so it may only be read."""

    uid: UUID
    is_old: bool = False


def open_link(token: str, *, now: datetime) -> OpenedLink:
    """Return what a manage link opens. Cost: 1 query, 2 for a replaced or unknown one.

    Raises:
        LinkExpired: the visit was too long ago.
        NotFound: never sent.
    """
    if not token or len(token) > LONGEST_TOKEN:
        raise NotFound(UNKNOWN)
    hashed = hash_token(token)
    visit = _with_clinic().filter(manage_token_hash=hashed).first()
    if visit is not None:
        return OpenedLink(_in_time(visit, now).uid)
    replaced = ReplacedLink.objects.filter(token_hash=hashed).values("appointment")
    visit = _with_clinic().filter(pk__in=replaced).first()
    if visit is None:
        raise NotFound(UNKNOWN)
    return OpenedLink(_in_time(visit, now).uid, is_old=True)


def uid_by_reference(*, clinic: Clinic, reference: str, date_of_birth: date, now: datetime) -> UUID:
    """Return which visit has this reference, if the patient was born on that day.

    Cost: 1 query, whether the reference is known, the day is right, or neither.

    Raises:
        NotFound: either is wrong, or the visit was too long ago; the answer is the same.
    """
    try:
        shown = normalise_reference(reference)
    except InvalidReference as error:
        raise NotFound(UNKNOWN) from error
    uid: UUID | None = (
        Appointment.objects.filter(
            clinic=clinic,
            reference=shown,
            patient__date_of_birth=date_of_birth,
            during__endswith__gt=now - timedelta(days=clinic.link_days),
        )
        .values_list("uid", flat=True)
        .first()
    )
    if uid is None:
        raise NotFound(UNKNOWN)
    return uid


def _with_clinic() -> QuerySet[Appointment]:
    return Appointment.objects.select_related("clinic")


def _in_time(visit: Appointment, now: datetime) -> Appointment:
    if visit.during.upper + timedelta(days=visit.clinic.link_days) <= now:
        raise LinkExpired
    return visit
