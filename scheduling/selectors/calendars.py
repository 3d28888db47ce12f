"""Reading what a calendar of a practitioner, a room or the whole clinic shows."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from people.models import Role, User
from scheduling.core.demand import Kind
from scheduling.core.status import LIVE
from scheduling.core.walltime import day_bounds
from scheduling.errors import NotFound
from scheduling.models import Allocation, Appointment, Clinic, Resource
from scheduling.selectors.appointments import appointments_visible_to

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
    raise NotFound("There is no such calendar at this clinic.")


def allowed_details(user: User, scope: Scope) -> tuple[Detail, ...]:
    """Return how much a member of staff may export of a scope (docs/decisions, reliability 5.2).

    Reception and managers: everything. Doctors: names in their own calendar, initials elsewhere.
    Nurses: initials. Administrators look after accounts and see no patients.
    """
    if user.role in (Role.RECEPTION, Role.MANAGER):
        return tuple(Detail)
    if user.role == Role.DOCTOR and scope.resource is not None:
        person = scope.resource.practitioner
        if person is not None and person.user_id == user.pk:
            return tuple(Detail)
    if user.role in (Role.DOCTOR, Role.NURSE):
        return (Detail.BUSY, Detail.INITIALS)
    return ()


def calendar_entries(
    *, user: User, scope: Scope, first: date, last: date, limit: int
) -> list[CalendarEntry]:
    """Return the visits of local days first..last, by time; called-off ones included.

    A visit that was moved away from the resource is not there any more. At most `limit` visits.

    Cost: 5 queries.
    """
    start, end = day_bounds(first, scope.clinic.zone)[0], day_bounds(last, scope.clinic.zone)[1]
    everything = Allocation.objects.select_related("resource").order_by("during", "pk")
    found = (
        appointments_visible_to(user, scope.clinic)
        .filter(during__overlap=(start, end))
        .order_by("during", "pk")
        .prefetch_related(None)
        .prefetch_related("phases", Prefetch("allocations", everything, to_attr="ever_allocated"))
    )
    if scope.resource is not None:
        used = Allocation.objects.filter(appointment=OuterRef("pk"), resource=scope.resource)
        found = found.filter(Exists(used))
    entries = (_entry(each, scope.resource) for each in found[:limit])
    return [entry for entry in entries if entry is not None]


def held_last(appointment: Appointment) -> list[Allocation]:
    """Return what a visit holds, or held when it was called off, from its `ever_allocated`.

    Moving a visit releases allocations too; those of the calling-off were released last.
    """
    everything: list[Allocation] = getattr(appointment, "ever_allocated", [])
    if appointment.status in LIVE:
        return [each for each in everything if each.released_at is None]
    moments = [each.released_at for each in everything if each.released_at is not None]
    newest = max(moments, default=None)
    return [each for each in everything if each.released_at in (None, newest)]


def _entry(appointment: Appointment, resource: Resource | None) -> CalendarEntry | None:
    held = held_last(appointment)
    span = (appointment.during.lower, appointment.during.upper)
    if resource is not None:
        mine = [each for each in held if each.resource_id == resource.pk]
        if not mine:
            return None
        span = _used(appointment, mine)
    lead = next((each.resource.name for each in held if each.is_lead), "")
    return CalendarEntry(appointment, *span, lead, _names(held, (Kind.ROOM, Kind.BAY)))


def _used(appointment: Appointment, mine: Iterable[Allocation]) -> tuple[datetime, datetime]:
    """Return from the first to the last minute in which the patient uses the resource."""
    mine = list(mine)
    named = {phase for each in mine for phase in each.phases}
    spans = [each.planned for each in appointment.phases.all() if each.kind in named]
    if not spans:  # a use without the patient, such as setting up
        spans = [each.during for each in mine]
    return min(each.lower for each in spans), max(each.upper for each in spans)


def _names(held: Iterable[Allocation], kinds: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.resource.name for each in held if each.resource.kind in kinds))
