"""Every page of the staff, in the order they meet them; see patient_walks."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from clinics.core.walltime import to_utc
from intake.services.booking import book_appointment
from intake.services.patient_updates import tell_news
from intake.services.triage import record_triage
from people.models import Role, User
from procedures.selectors import safety_questions
from scheduling.models import Appointment
from scheduling.services.cancellation import cancel_appointment
from tests.browser.patient_walks import Stop
from tests.browser.visitor import Visitor
from tests.world import HANNES, NGOZI, OLENA, PASSWORD, World, request_for, staff

SIGN_IN, EXPORT = "/staff/", "/staff/calendars/export.ics"
THURSDAY = 3


def visiting_day() -> date:
    """Return a Thursday that has not begun anywhere on Earth."""
    soon = timezone.now().date() + timedelta(days=2)
    return soon + timedelta(days=(THURSDAY - soon.weekday()) % 7)


def staff_clinic(world: World) -> None:
    """Add accounts, and a day with a booked, a flagged and a called-off visit."""
    for role in Role:
        staff(world, role, f"{role.value}@clinic.example")
    osei = world["Dr Amara Osei"].practitioner
    assert osei is not None
    osei.user = User.objects.get(role=Role.DOCTOR)
    osei.save()
    for hour, who, code in ((9, OLENA, "tfesi"), (11, NGOZI, "consult_pain"), (13, HANNES, "tpi")):
        visit = book_appointment(
            clinic=world.clinic,
            codes=[code],
            start=to_utc(datetime.combine(visiting_day(), time(hour)), world.clinic.zone),
            request=request_for(who),
            now=timezone.now(),
            by=User.objects.get(role=Role.RECEPTION),
            practitioner=world["Dr Amara Osei"].pk,
        )
    cancel_appointment(
        clinic=world.clinic, uid=visit.uid, revision=1, reason="ill", now=timezone.now()
    )
    ask_online(world)
    raise_alarms(world)


def raise_alarms(world: World) -> None:
    """Let two strangers answer the safety questions urgently, and a patient tell something new."""
    visit = Appointment.objects.filter(clinic=world.clinic, status="booked").earliest("pk")
    tell_news(
        clinic=world.clinic,
        uid=visit.uid,
        topics=["blood_thinner", "other"],
        text="Since Monday.",
        now=timezone.now(),
    )
    for urgent in ("new_weakness", "unwell"):
        answers = dict.fromkeys((each.code for each in safety_questions()), "no")
        record_triage(clinic=world.clinic, answers=answers | {urgent: "yes"}, now=timezone.now())


def ask_online(world: World) -> None:
    """Let Hannes ask for an injection a week later, without an order."""
    week_later = visiting_day() + timedelta(days=7)
    book_appointment(
        clinic=world.clinic,
        codes=["tfesi"],
        start=to_utc(datetime.combine(week_later, time(9)), world.clinic.zone),
        request=request_for(
            HANNES,
            screening={"anticoagulant": "yes", "diabetes": "unsure"},
            blood_thinners=["warfarin"],
            note="My daughter brings me",
        ),
        now=timezone.now(),
    )


def sign_in(me: Visitor, role: Role, password: str = PASSWORD) -> Visitor:
    """Type address and password."""
    page = me.page
    page.get_by_label("E-mail address").fill(f"{role.value}@clinic.example")
    page.get_by_label("Password").fill(password)
    return me.press("Sign in")


def decline(me: Visitor) -> None:
    """Say that somebody has to see the patient first."""
    me.page.get_by_label("A consultation is needed first").check()
    me.press("Decline and tell")


def record(me: Visitor) -> None:
    """Open a record by its address, as without JavaScript."""
    me.open(me.page.locator("a.person").first.get_attribute("href") or "")


def find(me: Visitor) -> None:
    """Search for a patient by name."""
    me.open(dated("/staff/board/")).page.fill("#find", "olena")
    me.press("Find")


def dated(path: str, query: str = "") -> str:
    """Return the address of a page for the day with visits."""
    return f"{path}?date={visiting_day().isoformat()}{query}"


STAFF_WALKS: Mapping[str, Sequence[Stop]] = {
    "doctor": (
        Stop("sign in", lambda me: me.open(SIGN_IN), "Staff sign-in"),
        Stop("sign in with errors", lambda me: me.press("Sign in"), "There is a problem"),
        Stop("wrong password", lambda me: sign_in(me, Role.DOCTOR, "x"), "do not belong together"),
        Stop("my day", lambda me: sign_in(me, Role.DOCTOR), "No visits on this day."),
        Stop("day with visits", lambda me: me.open(dated("/staff/day/")), "Called off"),
        Stop("record", lambda me: me.page.locator("a.person").first.click(), "Other visits here"),
        Stop("record as a page", record, "Before the visit"),
        Stop("day that cannot be", lambda me: me.open("/staff/day/?date=x"), "Write year, month"),
        Stop("requests", lambda me: me.open("/staff/requests/"), "My daughter brings me"),
        Stop(
            "decline a request",
            lambda me: me.page.get_by_role("link", name="Decline the request of").click(),
            "It cannot be undone",
        ),
        Stop("decline, why?", lambda me: me.press("Decline and tell"), "Choose a reason."),
        Stop("declined", decline, "The time is free again"),
        Stop("nobody waits", lambda me: me.open("/staff/requests/"), "Nobody waits"),
        Stop("two steps", lambda me: me.open("/staff/account/two-steps/"), "Authenticator App"),
    ),
    "reception": (
        Stop("board", lambda me: sign_in(me.open(SIGN_IN), Role.RECEPTION), "No visits on this"),
        Stop("list", lambda me: me.open(dated("/staff/board/")), "called off"),
        Stop("found", find, "1 visit found"),
        Stop("lanes", lambda me: me.open(dated("/staff/board/", "&view=all")), "Specialists"),
        Stop("picked", lambda me: me.page.locator("a.ev").first.click(), "Phase"),
        Stop("colleague's day", lambda me: me.open(dated("/staff/day/")), "Dr Amara Osei"),
        Stop("alerts", lambda me: me.open("/staff/alerts/"), "No phone number was left."),
        Stop("taken over", lambda me: me.press("I take it over"), "reception took it over"),
        Stop("calendars", lambda me: me.open("/staff/calendars/"), "What is in the file"),
        Stop("calendars, wrong", lambda me: me.open(EXPORT), "There is a problem"),
    ),
    "administrator": (
        Stop("sign in", lambda me: me.open("/staff/?next=/staff/board/"), "Staff sign-in"),
        Stop("not for admins", lambda me: sign_in(me, Role.ADMIN), "not part of your work"),
    ),
}
