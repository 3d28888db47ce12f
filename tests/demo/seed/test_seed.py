"""The demo clinics, around a Tuesday morning: the one of the mocks."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from clinics.models import Absence, Clinic, Closure, Resource, WorkingHours
from demo.seed.seed import SeedReport, seed_clinics
from intake.models import Consent
from intake.services.booking import BookingRequest, book_appointment
from people.models import Role, User
from people.selectors.api_tokens import find_api_token
from people.services.patients import PatientDetails
from procedures.models import ProcedureType
from procedures.selectors import screening_questions_for
from scheduling.core.online_policy import OnlinePolicy
from scheduling.core.status import FOLLOWS, Status
from scheduling.models import Allocation, Appointment, AppointmentEvent
from scheduling.selectors.plan import plan_visit
from scheduling.selectors.slots import available_slots, free_days
from tests.world import load_test_catalogue

# Tuesday 24 November 2026, 10:25 in Kyiv.
NOW = datetime(2026, 11, 24, 8, 25, tzinfo=UTC)
TODAY = date(2026, 11, 24)
DAYS_BACK, DAYS_AHEAD = 1, 9


def seed(days_back: int, days_ahead: int) -> SeedReport:
    return seed_clinics(
        now=NOW, on_progress=lambda *_: None, days_back=days_back, days_ahead=days_ahead
    )


@pytest.fixture(scope="module")
def seeded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[SeedReport]:
    """Seed once for all tests of this file; each looks at it within a transaction of its own."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_test_catalogue()
        yield seed(DAYS_BACK, DAYS_AHEAD)
        transaction.set_rollback(True)


@pytest.fixture
def report(seeded: SeedReport, db: None) -> SeedReport:
    return seeded


@pytest.fixture
def clinic(report: SeedReport) -> Clinic:
    return report.clinics[0]


def test_every_procedure_has_a_free_time_among_the_booked_days(clinic: Clinic) -> None:
    """Stricter than the promise of 30 days: every day looked at is one that the seed has filled."""
    without = []
    for procedure in ProcedureType.objects.filter(is_active=True):
        is_staff = procedure.online_policy == OnlinePolicy.STAFF
        plan = plan_visit(clinic=clinic, codes=[procedure.code], now=NOW, is_staff=is_staff)
        last = TODAY + timedelta(days=DAYS_AHEAD)
        if not free_days(plan, first=TODAY, last=last, now=NOW):
            without.append(procedure.code)
    assert without == []


def test_about_sixty_percent_is_booked(report: SeedReport) -> None:
    shares = {rate.name: rate.booked_minutes / rate.open_minutes for rate in report.fill_rates}
    assert set(shares) == {"pain specialists", "C-arm rooms"}
    assert all(0.5 < share < 0.7 for share in shares.values()), shares


def test_all_nine_procedures_are_on_the_calendar(clinic: Clinic) -> None:
    nine = {
        "tfesi", "ilesi", "caudal", "rfa_medial_branch", "prf_drg", "celiac_plexus",
        "ganglion_impar", "stellate", "tpi",
    }  # fmt: skip
    booked = Appointment.objects.filter(clinic=clinic, status=Status.BOOKED)
    assert nine <= set(booked.values_list("procedure_types__code", flat=True))


def test_past_visits_are_over(clinic: Clinic) -> None:
    past = Appointment.objects.filter(clinic=clinic, during__endswith__lt=NOW - timedelta(hours=1))
    found = set(past.values_list("status", flat=True))
    assert Status.DISCHARGED in found
    assert found <= {Status.DISCHARGED, Status.CANCELLED, Status.NO_SHOW}


def test_this_morning_is_under_way(clinic: Clinic) -> None:
    today = Appointment.objects.filter(clinic=clinic, during__contains=NOW)
    under_way = set(today.values_list("status", flat=True))
    assert under_way >= {Status.IN_PROCEDURE, Status.IN_RECOVERY}
    assert under_way.isdisjoint({Status.BOOKED, Status.REQUESTED, Status.HELD})
    later = Appointment.objects.filter(
        clinic=clinic, during__startswith__gt=NOW + timedelta(minutes=15)
    )
    statuses = set(later.values_list("status", flat=True))
    assert statuses == {Status.BOOKED, Status.CANCELLED, Status.REQUESTED}


def test_nobody_treats_two_patients_at_this_moment(clinic: Clinic) -> None:
    treating = Allocation.objects.filter(
        appointment__clinic=clinic, appointment__status=Status.IN_PROCEDURE, is_lead=True
    )
    busy = list(treating.values_list("resource_id", flat=True))
    assert len(busy) > 2
    assert len(busy) == len(set(busy))


def test_history_tells_how_each_visit_got_where_it_is(report: SeedReport) -> None:
    told: dict[int, list[tuple[str, int]]] = defaultdict(list)
    rows = AppointmentEvent.objects.order_by("pk")
    for visit, what, revision in rows.values_list("appointment_id", "what", "revision"):
        told[visit].append((what, revision))
    for visit in Appointment.objects.all():
        steps = [Status(what) for what, _ in told[visit.pk]]
        assert steps[-1] == visit.status
        assert all(after in FOLLOWS[before] for before, after in pairwise(steps))
        assert [revision for _, revision in told[visit.pk]] == list(range(1, visit.revision + 1))


def test_only_visits_to_come_are_left_to_be_announced(report: SeedReport) -> None:
    unread = AppointmentEvent.objects.filter(read_at=None).select_related("appointment")
    assert unread
    assert all(event.appointment.during.lower > NOW for event in unread)
    assert {event.appointment.source for event in unread} == {"seed"}
    assert {event.what for event in unread} == {Status.BOOKED, Status.REQUESTED}


def test_injections_of_one_patient_keep_their_distance(report: SeedReport) -> None:
    days: dict[int, list[date]] = defaultdict(list)
    visits = Appointment.objects.filter(
        procedure_types__groups__contains=["minimally_invasive"]
    ).exclude(status__in=[Status.CANCELLED, Status.NO_SHOW])
    for patient, during in visits.order_by("during").values_list("patient_id", "during"):
        days[patient].append(during.lower.date())
    twice = [dates for dates in days.values() if len(dates) > 1]
    assert all((last - first).days >= 14 for first, *_, last in twice)


def test_nobody_has_agreed_tomorrow(report: SeedReport) -> None:
    given = Consent.objects.filter(appointment__clinic__in=report.clinics)
    assert given.exists()
    assert not given.filter(given_at__gt=NOW).exists()


def test_two_clinics_keep_two_clocks(report: SeedReport) -> None:
    zones = {clinic.slug: clinic.time_zone for clinic in report.clinics}
    assert zones == {"medclinic": "Europe/Kyiv", "medclinic-lisbon": "Europe/Lisbon"}
    assert all(clinic.appointments.exists() for clinic in report.clinics)


def test_the_main_clinic_has_what_the_issue_asks_for(clinic: Clinic) -> None:
    def count(kind: str, capability: str) -> int:
        return clinic.resources.filter(kind=kind, capabilities__contains=[capability]).count()

    wanted = {
        ("room", "c_arm"): 2,
        ("room", "consulting_room"): 3,
        ("bay", "recovery"): 5,
        ("equipment", "rf_generator"): 2,
        ("practitioner", "pain_specialist"): 2,
    }
    assert {key: count(*key) for key in wanted} == wanted
    for skill in ("neurologist", "neurosurgeon", "orthopaedist", "manual_therapist",
                  "physiotherapist", "exercise_therapist"):  # fmt: skip
        assert count("practitioner", skill) == 1
    assert Closure.objects.filter(clinic=clinic, resource=None).exists()
    assert Absence.objects.filter(clinic=clinic).exists()
    osei = Resource.objects.get(name="Dr Amara Osei")
    assert WorkingHours.objects.filter(resource=osei, weekday=0).count() == 2  # lunch between


def test_every_role_can_sign_in(report: SeedReport, clinic: Clinic) -> None:
    assert {line.role for line in report.credentials.users} == set(Role.values)
    for line in report.credentials.users:
        user = User.objects.get(email=line.email)
        assert user.role == line.role
        assert user.check_password(line.password)
        validate_password(line.password, user)
        assert clinic.memberships.filter(user=user).exists()


def test_the_doctor_who_signs_in_is_dr_osei(report: SeedReport) -> None:
    doctor = User.objects.get(role=Role.DOCTOR)
    assert Resource.objects.get(practitioner__user=doctor).name == "Dr Amara Osei"


def test_tokens_act_for_reception_and_doctor(report: SeedReport) -> None:
    for line in report.credentials.api_tokens:
        token = find_api_token(line.token)
        assert token is not None
        assert token.user.role == line.role
    assert {line.role for line in report.credentials.api_tokens} == {"reception", "doctor"}


def test_order_codes_book_at_once(report: SeedReport, clinic: Clinic) -> None:
    assert len(report.credentials.order_codes) == 3
    for line in report.credentials.order_codes:
        plan = plan_visit(clinic=clinic, codes=[line.procedure], now=NOW)
        last = TODAY + timedelta(days=DAYS_AHEAD)
        slot = available_slots(plan, first=TODAY, last=last, now=NOW, limit=1)[0]
        born = date.fromisoformat(line.date_of_birth)
        answers = {each.code: "no" for each in screening_questions_for([line.procedure])}
        visit = book_appointment(
            clinic=clinic,
            codes=[line.procedure],
            start=slot.start,
            request=BookingRequest(
                PatientDetails(line.patient, born), order_code=line.code, screening=answers
            ),
            now=NOW,
        )
        assert visit.status == Status.BOOKED
        assert visit.procedures.get().side == line.side
