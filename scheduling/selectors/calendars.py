"""Reading what a calendar of a practitioner, a room or the whole clinic shows."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db.models import QuerySet
from django.utils.translation import gettext

from clinics.core.resource_kind import Kind
from clinics.errors import NotFound
from clinics.models import Clinic, Resource
from people.models import User
from people.permissions import Action, may
from scheduling.models import Appointment
from scheduling.selectors.day import DayVisit, visits_between

_ID = re.compile("[0-9]{1,18}")  # fits a bigint, and no other script's figures


class Detail(StrEnum):
    """How much of a patient an exported calendar tells. Never what is done to them."""

    BUSY = "busy"
    INITIALS = "initials"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose calendar: one practitioner or room, or the clinic (resource is None)."""

    clinic: Clinic
    resource: Resource | None = None

    @property
    def key(self) -> str:
        """As in an address: practitioner:7, room:3 or clinic."""
        return f"{self.resource.kind}:{self.resource.pk}" if self.resource else "clinic"

    @property
    def name(self) -> str:
        """As staff read it."""
        return self.resource.name if self.resource else self.clinic.name


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One visit as the calendar shows it. start, end: aware; when the scope's resource is used.

    places: rooms and bays. Turnover is no part of it: the room is not in use by anybody then.
    """

    appointment: Appointment
    start: datetime
    end: datetime
    practitioner: str
    places: tuple[str, ...]


def calendar_scopes(clinic: Clinic) -> list[Scope]:
    """Return what can be exported: the clinic, its practitioners, its rooms. Cost: 1 query."""
    found = _resources(clinic).filter(is_active=True, kind__in=[Kind.PRACTITIONER, Kind.ROOM])
    return [Scope(clinic), *(Scope(clinic, each) for each in found)]


def _resources(clinic: Clinic) -> QuerySet[Resource]:
    return Resource.objects.filter(clinic=clinic).select_related("practitioner")


def find_scope(clinic: Clinic, key: str) -> Scope:
    """Return the scope an address names. Cost: 1 query, none for the clinic.

    Raises:
        NotFound: no such practitioner or room at this clinic, or no such word.
    """
    kind, _, id_ = key.partition(":")
    if key == "clinic":
        return Scope(clinic)
    if kind in (Kind.PRACTITIONER, Kind.ROOM) and _ID.fullmatch(id_):
        found = _resources(clinic).filter(kind=kind, pk=int(id_)).first()
        if found is not None:
            return Scope(clinic, found)
    raise NotFound(gettext("There is no such calendar at this clinic."))


def allowed_details(user: User, scope: Scope) -> tuple[Detail, ...]:
    """Return how much a member of staff may export of a scope (docs/decisions, reliability 5.2).

    Reception and managers: everything. Doctors: names in their own calendar, initials elsewhere.
    Nurses: initials. Administrators look after accounts and see no patients.
    """
    person = scope.resource.practitioner if scope.resource else None
    is_own = person is not None and person.user_id == user.pk
    if may(user, Action.EXPORT_NAMES) or (is_own and may(user, Action.EXPORT_OWN_NAMES)):
        return tuple(Detail)
    return (Detail.BUSY, Detail.INITIALS) if may(user, Action.EXPORT_CALENDAR) else ()


def calendar_entries(
    *, user: User, scope: Scope, first: date, last: date, limit: int | None = None
) -> list[CalendarEntry]:
    """Return the visits of local days first..last, by time; called-off ones included.

    Cost: 5 queries.
    """
    visits = visits_between(
        user=user,
        clinic=scope.clinic,
        first=first,
        last=last,
        resource=scope.resource,
        limit=limit,
    )
    return [_entry(each, scope.resource) for each in visits]


def _entry(visit: DayVisit, resource: Resource | None) -> CalendarEntry:
    during = visit.appointment.during
    used = visit.used(resource) if resource else None
    start, end = used or (during.lower, during.upper)
    places = (*visit.names(Kind.ROOM), *visit.names(Kind.BAY))
    lead = visit.lead
    return CalendarEntry(visit.appointment, start, end, lead.resource.name if lead else "", places)
