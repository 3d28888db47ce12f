"""Seeding the demo clinics: all of it in one transaction, or nothing."""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection, transaction

from clinics.models import Clinic
from demo.seed.accounts import Credentials, create_staff, issue_credentials
from demo.seed.board import read_board
from demo.seed.calendar import Calendar, fill_days
from demo.seed.case_mix import SHARES
from demo.seed.clinic_facts import KYIV, LISBON
from demo.seed.clinics import Opened, close_a_little, open_site
from demo.seed.consents import let_patients_agree
from demo.seed.fill_rate import FillRate, measure_fill
from demo.seed.history import Diary
from demo.seed.patients import draw_patients
from demo.seed.requests import ask_online
from demo.seed.visits import prepare_bookings
from people.models import Patient, Practitioner, Role, User
from procedures.selectors import active_procedures
from scheduling.core.status import Status
from scheduling.models import (
    Allocation,
    Appointment,
    AppointmentEvent,
    AppointmentProcedure,
    VisitPhase,
)

SEED = 20_261_124
DAYS_BACK = 7
DAYS_AHEAD = 42
GROWING = (Allocation, Appointment, AppointmentEvent, AppointmentProcedure, Patient, VisitPhase)
ANALYZE_EVERY = 10  # days
# A visit is booked up to three weeks early and calendars open 90 days ahead.
MOST_DAYS_AHEAD = 60
PATIENTS = 1_000

# Told after each day: days done, days in all, visits so far.
Progress = Callable[[int, int, int], None]


@dataclass(frozen=True, slots=True)
class SeedReport:
    """What was made."""

    clinics: list[Clinic]
    visits: int
    credentials: Credentials
    fill_rates: list[FillRate]


def is_seeded() -> bool:
    """Tell whether somebody lives here already, the demo or a real clinic."""
    return Clinic.objects.exists()


@transaction.atomic
def seed_clinics(
    *,
    now: datetime,
    on_progress: Progress,
    scale: int = 1,
    days_back: int = DAYS_BACK,
    days_ahead: int = DAYS_AHEAD,
) -> SeedReport:
    """Open the demo clinics and fill their calendars around `now`; the catalogue must be there.

    The same day gives the same people at the same times. One transaction: a seed that was stopped
    leaves nothing, and the next one begins anew.

    Args:
        scale: how many times the resources, the patients and so the visits.
    """
    rng = random.Random(SEED)
    with _repeatable_ties():
        sites = [open_site(site, scale=scale) for site in (KYIV, LISBON)]
        main = sites[0].clinic
        staff = create_staff(main, [site.clinic for site in sites[1:]])
        diary = Diary(Patient.objects.bulk_create(draw_patients(rng, PATIENTS * scale)))
        tracker = _Tracker(on_progress, len(sites) * (days_back + days_ahead + 1))
        for site in sites:
            today = now.astimezone(site.clinic.zone).date()
            first, last = today - timedelta(days=days_back), today + timedelta(days=days_ahead)
            close_a_little(site, today)
            calendar = _calendar(site, staff[Role.RECEPTION], diary, rng, now, first, last)
            fill_days(calendar, SHARES, first=first, last=last, on_day=tracker.day_done)
            ask_online(calendar, last=last)
            let_patients_agree(site.clinic)
            mark_told(site.clinic, now=now)
        credentials = issue_credentials(main, staff, signed_by=_signer(sites[0]), now=now)
    refresh_statistics()
    return SeedReport(
        clinics=[site.clinic for site in sites],
        visits=tracker.visits,
        credentials=credentials,
        fill_rates=_fill_rates(main, now, days_back, days_ahead),
    )


def mark_told(clinic: Clinic, *, now: datetime) -> None:
    """Mark the history of everything that is over as read; messages are for what is to come."""
    to_come = Appointment.objects.filter(
        clinic=clinic,
        status__in=[Status.BOOKED, Status.REQUESTED],
        during__startswith__gt=now,
    )
    unread = AppointmentEvent.objects.filter(clinic=clinic, read_at=None)
    unread.exclude(appointment__in=to_come).update(read_at=now)


def refresh_statistics() -> None:
    """Tell the planner how large the tables are; autovacuum sees nothing before the commit."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE " + ", ".join(model._meta.db_table for model in GROWING))


@dataclass(slots=True)
class _Tracker:
    """Counts days and visits for the progress bar."""

    on_progress: Progress
    days: int
    done: int = 0
    visits: int = 0

    def day_done(self, _day: date, visits: int) -> None:
        self.done += 1
        self.visits += visits
        if self.done % ANALYZE_EVERY == 0:
            refresh_statistics()
        self.on_progress(self.done, self.days, self.visits)


def _calendar(
    site: Opened,
    by: User,
    diary: Diary,
    rng: random.Random,
    now: datetime,
    first: date,
    last: date,
) -> Calendar:
    procedures = {each.code: each for each in active_procedures()}
    return Calendar(
        board=read_board(site.clinic, first=first, last=last, now=now),
        bookings=prepare_bookings(
            site.clinic, list(procedures), by=by, signed_by=_signer(site), rng=rng, now=now
        ),
        diary=diary,
        procedures=procedures,
        rng=rng,
        now=now,
        pace=site.site.pace,
    )


def _signer(site: Opened) -> Practitioner:
    """Return the pain specialist who signs the orders of a clinic: the first on the list."""
    return next(each.practitioner for each in site.resources.values() if each.practitioner)


def _fill_rates(clinic: Clinic, now: datetime, days_back: int, days_ahead: int) -> list[FillRate]:
    today = now.astimezone(clinic.zone).date()
    return measure_fill(
        clinic,
        first=today - timedelta(days=days_back),
        last=today + timedelta(days=days_ahead),
        now=now,
    )


@contextmanager
def _repeatable_ties() -> Iterator[None]:
    """Make `take_slot` break ties between equal rooms the same way each time."""
    state = random.getstate()
    random.seed(SEED)
    try:
        yield
    finally:
        random.setstate(state)
