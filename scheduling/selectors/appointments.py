"""Reading visits."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet, prefetch_related_objects
from django.utils.translation import gettext as _

from clinics.core.messages import Words
from clinics.core.walltime import day_bounds
from clinics.errors import InvalidRequest, NotFound
from clinics.models import Clinic
from people.models import User
from scheduling.core.status import Status
from scheduling.models import Allocation, Appointment, AppointmentProcedure
from scheduling.selectors.written import take_written

UNKNOWN = Words("There is no such appointment.")


def whole_appointments() -> QuerySet[Appointment]:
    """Return visits with everything a page shows. Cost: 4 queries when read."""
    found = Appointment.objects.select_related("clinic", "patient", "contact", "order")
    return found.prefetch_related(
        "procedures__procedure_type",
        "phases",
        _live_allocations(),
    )


def _live_allocations() -> "Prefetch[str, QuerySet[Allocation], str]":
    live = Allocation.objects.filter(released_at=None).select_related("resource")
    return Prefetch("allocations", live.order_by("during", "pk"), to_attr="live_allocations")


def appointments_visible_to(user: User, clinic: Clinic) -> QuerySet[Appointment]:
    """Return the visits a member of staff may see at a clinic; doctors and nurses see all of it.

    Held times have no patient yet and are not visits. Nothing of a clinic one is no member of.
    """
    return (
        whole_appointments()
        .filter(clinic=clinic, clinic__memberships__user=user)
        .exclude(status=Status.HELD)
        .exclude(patient=None)
    )


def get_appointment(*, user: User, clinic: Clinic, uid: UUID) -> Appointment:
    """Return one visit.

    Raises:
        NotFound: unknown, or not the caller's to see.
    """
    found = appointments_visible_to(user, clinic).filter(uid=uid).first()
    if found is None:
        raise NotFound(UNKNOWN)
    return found


def reload_appointment(appointment: Appointment) -> Appointment:
    """Return a visit that was just written with everything a page shows.

    Cost: no query for a new visit, else 3.
    """
    if take_written(appointment):
        return appointment
    procedures = AppointmentProcedure.objects.select_related("procedure_type")
    prefetch_related_objects(
        [appointment], Prefetch("procedures", procedures), "phases", _live_allocations()
    )
    return appointment


def find_by_uid(*, clinic: Clinic, uid: UUID) -> Appointment:
    """Return a visit to a caller who has proven the right to it already.

    Raises:
        NotFound: unknown at this clinic.
    """
    found = whole_appointments().filter(clinic=clinic, uid=uid).first()
    if found is None:
        raise NotFound(UNKNOWN)
    return found


def appointments_between(
    appointments: QuerySet[Appointment],
    *,
    clinic: Clinic,
    first: date,
    last: date,
    resources: Iterable[int] = (),
    statuses: Iterable[str] = (),
) -> QuerySet[Appointment]:
    """Narrow visits to local days first..last (inclusive), ordered by arrival.

    Args:
        resources: resource ids; visits that hold, or held, any of them.
    """
    start, end = day_bounds(first, clinic.zone)[0], day_bounds(last, clinic.zone)[1]
    found = appointments.filter(during__overlap=(start, end)).order_by("during", "pk")
    if resources := list(resources):
        found = found.filter(allocations__resource__in=resources).distinct()
    if statuses := list(statuses):
        found = found.filter(status__in=statuses)
    return found


def appointments_after(appointments: QuerySet[Appointment], uid: UUID) -> QuerySet[Appointment]:
    """Return those that follow a visit in a list ordered by arrival. Cost: 1 query more.

    Raises:
        InvalidRequest: the visit is not in the caller's reach.
    """
    last = appointments.filter(uid=uid).values_list("during", "pk").first()
    if last is None:
        raise InvalidRequest(_("There is no such appointment to go on after."), field="after")
    during, pk = last
    return appointments.filter(Q(during__gt=during) | Q(during=during, pk__gt=pk))


def practitioner_of(appointment: Appointment) -> Allocation | None:
    """Return whom the patient comes to see, from a visit read by whole_appointments()."""
    return next((each for each in live(appointment) if each.is_lead), None)


def live(appointment: Appointment) -> list[Allocation]:
    """Return what a visit holds now, from a visit read by whole_appointments()."""
    return list(getattr(appointment, "live_allocations", ()))
