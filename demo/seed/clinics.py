"""Building the demo clinics out of what premises.py says."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from clinics.core.walltime import day_bounds, to_utc
from clinics.models import Absence, Clinic, Closure, Resource, WorkingHours
from demo.seed.clinic_facts import FRI, THU, WED, ClinicFacts, Thing
from people.models import Practitioner


@dataclass(frozen=True, slots=True)
class Opened:
    """A clinic with its resources by name."""

    site: ClinicFacts
    clinic: Clinic
    resources: dict[str, Resource]


def open_site(site: ClinicFacts, *, scale: int) -> Opened:
    """Create a clinic; a scale of 3 gives it three of everything."""
    clinic = Clinic.objects.create(**site.fields)
    WorkingHours.objects.bulk_create(
        WorkingHours(clinic=clinic, weekday=weekday, start=start, end=end)
        for weekday, start, end in site.doors
    )
    copies = [_copy(thing, number) for number in range(1, scale + 1) for thing in site.things]
    return Opened(site, clinic, {thing.name: _create(clinic, thing, position)
                           for position, thing in enumerate(copies)})  # fmt: skip


def close_a_little(opened: Opened, today: date) -> None:
    """Add what every calendar has: a training afternoon, a service of a machine, leave."""
    clinic, resources = opened.clinic, opened.resources
    training = _weekday(today, FRI, weeks=2)
    Closure.objects.create(
        clinic=clinic, during=_wall_span(clinic, training, 14, 18), reason="Team training"
    )
    if room := resources.get("Procedure B"):
        service = _weekday(today, WED, weeks=1)
        during = _wall_span(clinic, service, 8, 12)
        Closure.objects.create(clinic=clinic, resource=room, during=during, reason="C-arm service")
    if doctor := resources.get("Dr Lena Vogt"):
        leave = _weekday(today, THU, weeks=3)
        last = leave + timedelta(days=1)
        during = (day_bounds(leave, clinic.zone)[0], day_bounds(last, clinic.zone)[1])
        Absence.objects.create(clinic=clinic, resource=doctor, during=during, reason="On leave")


def _create(clinic: Clinic, thing: Thing, position: int) -> Resource:
    who = None
    if thing.kind == Resource.Kind.PRACTITIONER:
        who = Practitioner.objects.create(
            name=thing.name,
            speciality=thing.speciality[0],
            translations={"uk": {"speciality": thing.speciality[1]}},
            languages=list(thing.languages),
            gender=thing.gender,
        )
    resource = Resource.objects.create(
        clinic=clinic,
        kind=thing.kind,
        name=thing.name,
        capabilities=list(thing.capabilities),
        practitioner=who,
        position=position,
    )
    WorkingHours.objects.bulk_create(
        WorkingHours(clinic=clinic, resource=resource, weekday=weekday, start=start, end=end)
        for weekday, start, end in thing.hours
    )
    return resource


def _copy(thing: Thing, number: int) -> Thing:
    return thing if number == 1 else replace(thing, name=f"{thing.name} ({number})")


def _weekday(today: date, weekday: int, *, weeks: int) -> date:
    """Return a weekday of the week that many weeks after this one."""
    return today + timedelta(days=weekday - today.weekday() + 7 * weeks)


def _wall_span(clinic: Clinic, day: date, start: int, end: int) -> tuple[datetime, datetime]:
    first, last = (to_utc(datetime.combine(day, time(hour)), clinic.zone) for hour in (start, end))
    return first, last
