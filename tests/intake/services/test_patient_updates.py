"""What a patient tells reaches somebody, and changes nothing by itself."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from clinics.errors import InvalidRequest, NotFound
from intake.models import ClinicAlert, VisitNews
from intake.services.booking import book_appointment
from intake.services.patient_updates import MOST_IN_A_DAY, tell_news
from intake.services.triage import acknowledge_alert
from people.models import User
from scheduling.core.status import Status
from scheduling.errors import NotPossible
from scheduling.models import Appointment, AppointmentEvent
from tests.world import NOW, World, at, build_clinic, request_for

WORDS = "I take apixaban since Monday"


@pytest.fixture
def visit(world: World, rita: User) -> Appointment:
    return book_appointment(
        clinic=world.clinic,
        codes=["tfesi"],
        start=at(5, 9),
        request=request_for(),
        now=NOW,
        by=rita,
    )


def tell(visit: Appointment, *topics: str, text: str = WORDS, **changed: object) -> VisitNews:
    wish = {"clinic": visit.clinic, "uid": visit.uid, "now": NOW} | changed
    return tell_news(topics=topics or ("blood_thinner",), text=text, **wish)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("topic", "due"),
    [("blood_thinner", timedelta(hours=2)), ("medicine", timedelta(hours=24))],
)
def test_news_opens_a_task_and_flags_the_visit(
    visit: Appointment, topic: str, due: timedelta
) -> None:
    news = tell(visit, topic)
    alert = ClinicAlert.objects.get()
    assert (alert.kind, alert.news, alert.due_at) == ("visit_news", news, NOW + due)
    before = visit.flags
    visit.refresh_from_db()
    assert visit.flags == [*before, f"news_{topic}"]
    assert (visit.status, visit.revision, visit.schedule_revision) == (Status.BOOKED, 2, 1)


def test_the_words_stay_out_of_the_history(visit: Appointment) -> None:
    news = tell(visit)
    event = AppointmentEvent.objects.get(what="news_told")
    assert (event.before, event.after) == ({}, {"news": news.pk})


def test_whoever_takes_it_over_settles_the_flag(visit: Appointment, rita: User) -> None:
    tell(visit, "fall", "allergy")
    alert = ClinicAlert.objects.get()
    for _press in range(2):
        acknowledge_alert(clinic=visit.clinic, uid=alert.uid, by=rita, now=NOW)
    visit.refresh_from_db()
    assert {"read_fall", "read_allergy"} <= set(visit.flags)
    assert visit.revision == 3


@pytest.mark.parametrize("topics", [(), ("gossip",), ("fall", "")])
def test_what_is_no_topic_is_refused(visit: Appointment, topics: tuple[str, ...]) -> None:
    with pytest.raises(InvalidRequest):
        tell_news(clinic=visit.clinic, uid=visit.uid, topics=topics, text="", now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        VisitNews.objects.create(appointment=visit, topics=list(topics), told_at=NOW)
    assert not ClinicAlert.objects.exists()


def test_nothing_is_told_of_what_is_past_or_elsewhere(visit: Appointment) -> None:
    with pytest.raises(NotPossible):
        tell(visit, now=at(5, 9))
    with pytest.raises(NotFound):
        tell(visit, clinic=build_clinic(slug="elsewhere").clinic)


def test_nobody_buries_the_clinic_in_news(visit: Appointment) -> None:
    for _number in range(MOST_IN_A_DAY):
        tell(visit)
    with pytest.raises(NotPossible):
        tell(visit)
    tell(visit, now=NOW + timedelta(days=1))
