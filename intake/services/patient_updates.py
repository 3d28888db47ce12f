"""Taking in what a patient tells before a visit, and calling the clinic."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from clinics.errors import InvalidRequest, NotFound
from clinics.models import Clinic
from clinics.selectors.opening_hours import open_from
from intake.core.patient_updates import Topic, flags_for, flags_once_read, is_urgent
from intake.models import ClinicAlert, VisitNews
from scheduling.core.event_kind import EventKind
from scheduling.core.status import MOVABLE
from scheduling.errors import NotPossible
from scheduling.models import Appointment
from scheduling.services.events import record_event
from scheduling.services.flags import noted
from scheduling.services.locks import in_one_transaction

TIME_TO_READ = timedelta(hours=24)
"""From the next opening, for what is not urgent. Clinic default, unconfirmed."""

MOST_IN_A_DAY = 10
TOO_MANY = "A lot was told about this visit today already. Please call the clinic."


@in_one_transaction
def tell_news(
    *, clinic: Clinic, uid: UUID, topics: Collection[str], text: str, now: datetime
) -> VisitNews:
    """Keep what is new, flag the visit with it and open an alert that somebody takes over.

    Nothing is decided by it: the visit stays as it is until a clinician says otherwise. The
    revision that was seen does not matter: it is true whatever the visit has become meanwhile.

    Args:
        topics: at least one; their order does not matter.
        text: the patient's own words, at most 500 signs, may be empty.

    Raises:
        NotFound: no such visit at this clinic.
        NotPossible: it is over or will not be; or much more was told than anybody reads.
        InvalidRequest: no topic, or an unknown one.
    """
    if not topics or not set(topics) <= set(Topic):
        raise InvalidRequest("Say what is new.", field="topics")
    visit = _lock(clinic, uid, now)
    told = [topic.value for topic in Topic if topic in topics]
    news = VisitNews.objects.create(appointment=visit, topics=told, text=text, told_at=now)
    visit.flags = noted([*visit.flags, *flags_for(told)], kept=visit.flags)
    visit.revision += 1
    visit.updated_at = now
    visit.save(update_fields=["flags", "revision", "updated_at"])
    ClinicAlert.objects.create(
        clinic=clinic,
        kind=ClinicAlert.Kind.VISIT_NEWS,
        news=news,
        created_at=now,
        due_at=_due(clinic, told, now),
    )
    record_event(visit, EventKind.NEWS_TOLD, now=now, by=None, after={"news": news.pk})
    return news


def settle_flags(news: VisitNews, *, now: datetime) -> None:
    """Say on the visit that somebody has taken the news over; within the caller's transaction."""
    visit = Appointment.objects.select_for_update(no_key=True).get(pk=news.appointment_id)
    visit.flags = noted(flags_once_read(visit.flags, news.topics), kept=visit.flags)
    visit.revision += 1
    visit.updated_at = now
    visit.save(update_fields=["flags", "revision", "updated_at"])


def _lock(clinic: Clinic, uid: UUID, now: datetime) -> Appointment:
    visit = (
        Appointment.objects.select_for_update(no_key=True).filter(clinic=clinic, uid=uid).first()
    )
    if visit is None:
        raise NotFound("There is no such appointment.")
    if visit.status not in MOVABLE or visit.during.lower <= now:
        raise NotPossible("Only of a visit that is still ahead something new can be told.")
    if visit.news.filter(told_at__gt=now - timedelta(days=1)).count() >= MOST_IN_A_DAY:
        raise NotPossible(TOO_MANY)
    return visit


def _due(clinic: Clinic, topics: Collection[str], now: datetime) -> datetime:
    begins = open_from(clinic, now) or now
    if is_urgent(topics):
        return begins + timedelta(minutes=clinic.call_today_minutes)
    return begins + TIME_TO_READ
