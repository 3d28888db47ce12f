"""Reading when a clinic is open as a whole: for promises such as "we call you today"."""

from datetime import datetime, timedelta

from clinics.core.hours import DatedHours, WeeklyHours, open_spans
from clinics.core.intervals import MINUTE, Span, epoch_minute, from_epoch_minute, subtract
from clinics.models import Clinic, Closure, ExtraHours, WorkingHours

LOOK_AHEAD = timedelta(days=14)


def open_from(clinic: Clinic, now: datetime) -> datetime | None:
    """Return from when somebody is at the clinic: `now` while it is open, else the next opening.

    None if it does not open within two weeks, or has no hours at all: then nobody may be promised
    anything. Cost: 3 queries.
    """
    minute = epoch_minute(now)
    spans = opening(clinic, now, now + LOOK_AHEAD) or ()
    later = (max(start, minute) for start, end in spans if end > minute)
    opens = next(later, None)
    if opens is None:
        return None
    return now if opens == minute else from_epoch_minute(opens)


def is_open_at(clinic: Clinic, moment: datetime) -> bool:
    """Tell whether the doors are open at a moment; always, without hours of their own.

    Cost: 3 queries.
    """
    spans, minute = opening(clinic, moment, moment + MINUTE), epoch_minute(moment)
    return spans is None or any(start <= minute < end for start, end in spans)


def opening(clinic: Clinic, now: datetime, until: datetime) -> list[Span] | None:
    """Return the open spans of the days from `now` to `until`, by time; right between the two.

    None if the clinic has no hours of its own: it leaves them to its resources. Cost: 3 queries.
    """
    first = now.astimezone(clinic.zone).date()
    last = until.astimezone(clinic.zone).date()
    eve = first - timedelta(days=1)  # hours past midnight reach into the first day
    rows = WorkingHours.objects.filter(clinic=clinic, resource=None)
    weekly = [
        WeeklyHours(row.weekday, row.start, row.end, row.valid_from, row.valid_until)
        for row in rows
    ]
    dated = ExtraHours.objects.filter(clinic=clinic, resource=None, day__range=(eve, last))
    extra = [DatedHours(row.day, row.start, row.end) for row in dated]
    if not weekly and not extra:
        return None
    closures = Closure.objects.filter(clinic=clinic, resource=None, during__overlap=(now, until))
    shut = [
        (epoch_minute(each.during.lower or now), epoch_minute(each.during.upper or until))
        for each in closures
    ]
    return subtract(open_spans(weekly, extra, first=first, last=last, zone=clinic.zone), shut)
