"""When messages are due: tables of rules, without a database."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from notifications.schedule import (
    QUIET_FROM,
    QUIET_UNTIL,
    Channel,
    MessageKind,
    Planned,
    Ruling,
    Verdict,
    Visit,
    decent_time,
    is_quiet,
    judge,
    other_channel,
    plan,
    retry_after,
)
from scheduling.core.status import Status

KYIV = ZoneInfo("Europe/Kyiv")
LONG_AGO = datetime(2026, 11, 2, 9, tzinfo=KYIV)
BOOKED = frozenset({"booked"})
ENTRY = tuple[MessageKind, str, Channel, str]


def visit(
    start: str = "2026-11-26T09:00",
    *,
    zone: ZoneInfo = KYIV,
    status: Status = Status.BOOKED,
    schedule_revision: int = 1,
    has_email: bool = True,
    has_phone: bool = True,
    is_seed: bool = False,
) -> Visit:
    """Return a visit at a wall time of its clinic."""
    instant = datetime.fromisoformat(start).replace(tzinfo=zone).astimezone(UTC)
    return Visit(status, schedule_revision, instant, zone, has_email, has_phone, is_seed)


def entries(planned: Iterable[Planned], zone: ZoneInfo = KYIV) -> list[ENTRY]:
    """Return messages as rows of a table, the due time on the wall."""
    return [
        (each.kind, each.offset, each.channel, f"{each.due_at.astimezone(zone):%a %d %H:%M}")
        for each in sorted(planned, key=lambda each: (each.due_at, each.channel))
    ]


def reminders(of: Visit, at: datetime = LONG_AGO) -> list[tuple[str, str]]:
    planned = plan(of, news=BOOKED, at=at)
    return [
        (offset, when) for kind, offset, _, when in entries(planned, of.zone) if kind == "reminder"
    ]


def test_a_booking_is_confirmed_both_ways_and_reminded_by_text() -> None:
    assert entries(plan(visit(), news=BOOKED, at=LONG_AGO)) == [
        (MessageKind.CONFIRMATION, "0", Channel.EMAIL, "Mon 02 09:00"),
        (MessageKind.CONFIRMATION, "0", Channel.TEXT, "Mon 02 09:00"),
        (MessageKind.REMINDER, "3d", Channel.EMAIL, "Mon 23 09:00"),
        (MessageKind.REMINDER, "1d", Channel.TEXT, "Wed 25 09:00"),
    ]


@pytest.mark.parametrize(
    ("status", "news", "kinds"),
    [
        (Status.REQUESTED, {"requested"}, {MessageKind.REQUEST}),
        (Status.BOOKED, {"booked"}, {MessageKind.CONFIRMATION, MessageKind.REMINDER}),
        (Status.BOOKED, {"requested", "booked"}, {MessageKind.CONFIRMATION, MessageKind.REMINDER}),
        (Status.BOOKED, {"rescheduled"}, {MessageKind.CONFIRMATION, MessageKind.REMINDER}),
        (Status.REQUESTED, {"rescheduled"}, {MessageKind.REQUEST}),
        (Status.CANCELLED, {"cancelled"}, {MessageKind.CANCELLATION}),
        (Status.CANCELLED, {"booked", "cancelled"}, {MessageKind.CANCELLATION}),
        (Status.BOOKED, {"held"}, set()),
        (Status.BOOKED, {"noted", "arrived"}, set()),
        (Status.HELD, {"held"}, set()),
        (Status.EXPIRED, {"expired"}, set()),
        (Status.BOOKED, {"accepted"}, {MessageKind.CONFIRMATION, MessageKind.REMINDER}),
        (Status.EXPIRED, {"unanswered"}, {MessageKind.UNANSWERED}),
        (Status.EXPIRED, {"requested", "unanswered"}, {MessageKind.UNANSWERED}),
        (Status.ARRIVED, {"booked"}, set()),
        (Status.NO_SHOW, {"cancelled"}, set()),
    ],
)
def test_what_a_visit_tells_depends_on_where_it_stands(
    status: Status, news: set[str], kinds: set[MessageKind]
) -> None:
    planned = plan(visit(status=status), news=news, at=LONG_AGO)
    assert {each.kind for each in planned} == kinds


@pytest.mark.parametrize("is_seed", [False, True])
@pytest.mark.parametrize("news", [{"declined"}, {"requested", "declined"}])
def test_a_declined_request_is_no_cancellation(is_seed: bool, news: set[str]) -> None:
    declined = replace(visit(status=Status.CANCELLED, is_seed=is_seed), is_declined=True)
    planned = plan(declined, news=news, at=LONG_AGO)
    assert {each.kind for each in planned} == {MessageKind.DECLINED}


@pytest.mark.parametrize(
    ("has_email", "has_phone", "confirmed_by", "reminded_by"),
    [
        (True, True, {"email", "text"}, {"email", "text"}),
        (True, False, {"email"}, {"email"}),
        (False, True, {"text"}, {"text"}),
        (False, False, set(), set()),
    ],
)
def test_messages_go_where_the_patient_can_be_reached(
    has_email: bool, has_phone: bool, confirmed_by: set[str], reminded_by: set[str]
) -> None:
    planned = plan(visit(has_email=has_email, has_phone=has_phone), news=BOOKED, at=LONG_AGO)
    by_kind = {
        kind: {each.channel for each in planned if each.kind == kind}
        for kind in (MessageKind.CONFIRMATION, MessageKind.REMINDER)
    }
    assert by_kind == {MessageKind.CONFIRMATION: confirmed_by, MessageKind.REMINDER: reminded_by}


@pytest.mark.parametrize(
    ("booked", "expected"),
    [
        ("2026-11-02T09:00", [("3d", "Mon 23 09:00"), ("1d", "Wed 25 09:00")]),
        ("2026-11-23T05:59", [("3d", "Mon 23 09:00"), ("1d", "Wed 25 09:00")]),
        ("2026-11-23T06:01", [("1d", "Wed 25 09:00")]),
        ("2026-11-24T12:00", [("1d", "Wed 25 09:00")]),
        ("2026-11-25T08:00", [("3h", "Thu 26 08:00")]),
        ("2026-11-25T20:00", [("3h", "Thu 26 08:00")]),
        ("2026-11-26T05:30", []),
        ("2026-11-26T08:59", []),
    ],
)
def test_whoever_books_late_gets_fewer_reminders(
    booked: str, expected: list[tuple[str, str]]
) -> None:
    at = datetime.fromisoformat(booked).replace(tzinfo=KYIV)
    assert reminders(visit("2026-11-26T09:00"), at) == expected


def test_what_fell_due_while_nobody_planned_is_planned_all_the_same() -> None:
    """The moment that counts is the booking's, however late it is read."""
    late = plan(visit(), news=BOOKED, at=LONG_AGO)
    assert min(each.due_at for each in late) == LONG_AGO


def test_nothing_is_told_of_a_visit_that_has_begun() -> None:
    begun = visit()
    assert plan(begun, news=BOOKED, at=begun.start) == []
    assert plan(begun, news=BOOKED, at=begun.start - timedelta(minutes=1)) != []


@pytest.mark.parametrize(
    ("status", "news", "kinds"),
    [
        (Status.BOOKED, {"booked"}, {MessageKind.REMINDER}),
        (Status.REQUESTED, {"requested"}, set()),
        (
            Status.BOOKED,
            {"booked", "rescheduled"},
            {MessageKind.CONFIRMATION, MessageKind.REMINDER},
        ),
        (Status.CANCELLED, {"cancelled"}, {MessageKind.CANCELLATION}),
        (
            Status.BOOKED,
            {"requested", "accepted"},
            {MessageKind.CONFIRMATION, MessageKind.REMINDER},
        ),
        (Status.EXPIRED, {"unanswered"}, {MessageKind.UNANSWERED}),
    ],
)
def test_a_seeded_visit_speaks_only_of_what_happens_to_it_later(
    status: Status, news: set[str], kinds: set[MessageKind]
) -> None:
    planned = plan(visit(status=status, is_seed=True), news=news, at=LONG_AGO)
    assert {each.kind for each in planned} == kinds


@pytest.mark.parametrize(
    ("zone", "start", "expected"),
    [
        ("Europe/Kyiv", "2026-11-26T07:30", ["Mon 23 08:00", "Wed 25 08:00"]),
        ("Europe/Kyiv", "2026-11-26T08:00", ["Mon 23 08:00", "Wed 25 08:00"]),
        ("Europe/Kyiv", "2026-11-26T20:59", ["Mon 23 20:59", "Wed 25 20:59"]),
        ("Europe/Kyiv", "2026-11-26T21:00", ["Tue 24 08:00", "Thu 26 08:00"]),
        ("Asia/Kathmandu", "2026-11-26T07:45", ["Mon 23 08:00", "Wed 25 08:00"]),
        # The same time on the wall, although a day of these is 23 or 25 hours long.
        ("Europe/Kyiv", "2026-10-26T09:00", ["Fri 23 09:00", "Sun 25 09:00"]),
        ("Europe/Berlin", "2027-03-29T09:00", ["Fri 26 09:00", "Sun 28 09:00"]),
        ("America/New_York", "2026-11-02T10:00", ["Fri 30 10:00", "Sun 01 10:00"]),
        ("Australia/Lord_Howe", "2026-10-05T09:00", ["Fri 02 09:00", "Sun 04 09:00"]),
        ("Africa/Cairo", "2027-04-30T12:00", ["Tue 27 12:00", "Thu 29 12:00"]),
        ("Pacific/Chatham", "2027-04-05T08:30", ["Fri 02 08:30", "Sun 04 08:30"]),
    ],
)
def test_reminders_come_at_decent_hours_on_the_clinics_clock(
    zone: str, start: str, expected: list[str]
) -> None:
    long_ago = datetime(2026, 9, 1, tzinfo=UTC)
    found = reminders(visit(start, zone=ZoneInfo(zone)), long_ago)
    assert [when for _, when in found] == expected


def test_a_short_reminder_that_cannot_wait_comes_the_evening_before() -> None:
    """Visit at 8:30: eight in the morning is too late to help, so it goes at half past eight."""
    at = datetime(2026, 11, 25, 12, tzinfo=KYIV)
    assert reminders(visit("2026-11-26T08:30"), at) == [("3h", "Wed 25 20:30")]


def test_no_short_reminder_when_the_evening_before_is_over() -> None:
    at = datetime(2026, 11, 25, 22, tzinfo=KYIV)
    assert reminders(visit("2026-11-26T08:30"), at) == []


@pytest.mark.parametrize(
    ("zone", "due", "expected"),
    [
        ("Europe/Kyiv", "2026-11-24T20:59", "Tue 24 20:59"),
        ("Europe/Kyiv", "2026-11-24T21:00", "Wed 25 08:00"),
        ("Europe/Kyiv", "2026-11-25T07:59", "Wed 25 08:00"),
        ("Europe/Kyiv", "2026-11-25T08:00", "Wed 25 08:00"),
        ("Europe/Kyiv", "2026-10-24T23:00", "Sun 25 08:00"),  # 25 hours
        ("Europe/Berlin", "2027-03-27T23:00", "Sun 28 08:00"),  # 23 hours
        ("America/St_Johns", "2026-10-31T22:30", "Sun 01 08:00"),
        ("Australia/Lord_Howe", "2026-10-04T01:00", "Sun 04 08:00"),  # half an hour
    ],
)
def test_quiet_hours_move_to_the_morning(zone: str, due: str, expected: str) -> None:
    there = ZoneInfo(zone)
    instant = datetime.fromisoformat(due).replace(tzinfo=there)
    moved = decent_time(instant, instant + timedelta(days=2), there)
    assert f"{moved.astimezone(there):%a %d %H:%M}" == expected
    assert not is_quiet(moved, there)


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        ("2026-11-24T23:30", "Tue 24 20:30"),
        ("2026-11-25T06:00", "Tue 24 20:30"),
        ("2026-10-25T03:30", "Sat 24 20:30"),  # happens twice in this night
    ],
)
def test_quiet_hours_move_to_the_evening_when_the_morning_is_too_late(
    due: str, expected: str
) -> None:
    instant = datetime.fromisoformat(due).replace(tzinfo=KYIV)
    moved = decent_time(instant, instant + timedelta(minutes=30), KYIV)
    assert f"{moved.astimezone(KYIV):%a %d %H:%M}" == expected


def test_quiet_hours_are_half_open() -> None:
    day = datetime(2026, 11, 24, tzinfo=KYIV)
    edges = {
        "21:00": day.replace(hour=QUIET_FROM.hour),
        "20:59": day.replace(hour=QUIET_FROM.hour - 1, minute=59),
        "8:00": day.replace(hour=QUIET_UNTIL.hour),
        "7:59": day.replace(hour=QUIET_UNTIL.hour - 1, minute=59),
    }
    quiet = {name: is_quiet(instant, KYIV) for name, instant in edges.items()}
    assert quiet == {"21:00": True, "20:59": False, "8:00": False, "7:59": True}


def rule(
    on: Visit, *, kind: MessageKind = MessageKind.REMINDER, due: str = "2026-11-25T09:00", now: str
) -> Ruling:
    read = datetime.fromisoformat
    return judge(
        kind=kind,
        schedule_revision=1,
        due_at=read(due).replace(tzinfo=KYIV),
        not_after=read("2026-11-26T06:00").replace(tzinfo=KYIV),
        visit=on,
        now=read(now).replace(tzinfo=KYIV),
    )


@pytest.mark.parametrize(
    ("on", "now", "verdict"),
    [
        (visit(), "2026-11-25T09:00", Verdict.SEND),
        (visit(), "2026-11-25T20:59", Verdict.SEND),
        (visit(), "2026-11-26T06:01", Verdict.EXPIRE),
        (visit(), "2026-11-26T09:00", Verdict.EXPIRE),
        (visit(), "2026-11-25T21:30", Verdict.EXPIRE),  # the morning is too late
        (visit(), "2026-11-25T02:00", Verdict.WAIT),
        (visit(schedule_revision=2), "2026-11-25T09:00", Verdict.CANCEL),
        (visit(status=Status.CANCELLED), "2026-11-25T09:00", Verdict.CANCEL),
        (visit(status=Status.NO_SHOW), "2026-11-25T09:00", Verdict.CANCEL),
        (visit(status=Status.ARRIVED), "2026-11-25T09:00", Verdict.CANCEL),
        (visit(status=Status.REQUESTED), "2026-11-25T09:00", Verdict.CANCEL),
    ],
)
def test_a_reminder_is_judged_by_the_visit_as_it_is_now(
    on: Visit, now: str, verdict: Verdict
) -> None:
    assert rule(on, now=now).verdict == verdict


def test_a_late_reminder_waits_for_the_morning() -> None:
    ruling = rule(visit(), now="2026-11-25T02:00", due="2026-11-24T20:00")
    assert ruling.until == datetime(2026, 11, 25, 8, tzinfo=KYIV)


def test_a_reminder_brought_forward_into_the_night_is_sent() -> None:
    night = "2026-11-25T02:00"
    assert rule(visit(), now=night, due=night).verdict == Verdict.SEND


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        (MessageKind.CONFIRMATION, Status.BOOKED),
        (MessageKind.REQUEST, Status.REQUESTED),
        (MessageKind.CANCELLATION, Status.CANCELLED),
        (MessageKind.DECLINED, Status.CANCELLED),
        (MessageKind.UNANSWERED, Status.EXPIRED),
    ],
)
def test_an_answer_to_the_patient_knows_no_quiet_hours(kind: MessageKind, status: Status) -> None:
    night, evening = "2026-11-25T02:00", "2026-11-24T20:00"
    assert rule(visit(status=status), kind=kind, due=evening, now=night).verdict == Verdict.SEND
    other = Status.BOOKED if status is not Status.BOOKED else Status.CANCELLED
    assert rule(visit(status=other), kind=kind, due=evening, now=night).verdict == Verdict.CANCEL


@pytest.mark.parametrize(
    ("attempts", "seconds"), [(0, 30), (1, 30), (2, 120), (3, 600), (4, 1800), (5, 3600), (9, 3600)]
)
def test_each_failure_waits_longer(attempts: int, seconds: int) -> None:
    assert retry_after(attempts, 0.5) == timedelta(seconds=seconds / 2)
    assert retry_after(attempts, 0.999) <= timedelta(seconds=seconds)
    assert retry_after(attempts, 0.0) == timedelta(seconds=1)


@pytest.mark.parametrize(
    ("failed", "has_email", "has_phone", "left"),
    [
        (Channel.TEXT, True, True, Channel.EMAIL),
        (Channel.TEXT, False, True, None),
        (Channel.EMAIL, True, True, Channel.TEXT),
        (Channel.EMAIL, True, False, None),
    ],
)
def test_the_other_way_is_taken_if_there_is_one(
    failed: Channel, has_email: bool, has_phone: bool, left: Channel | None
) -> None:
    assert other_channel(failed, visit(has_email=has_email, has_phone=has_phone)) == left
