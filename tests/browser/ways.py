"""The ways to a booking: what happens on each, and what must be true at its end."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import partial

from django.utils import timezone

from intake.services.booking_requests import (
    accept_request,
    decline_request,
    expire_unanswered_requests,
)
from intake.services.holds import hold_slot
from people.models import Role
from people.services.patients import record_patient
from procedures.selectors import get_procedure
from scheduling.core.status import Status
from scheduling.models import Allocation, Appointment, Order
from scheduling.services.orders import sign_order
from tests.browser.walker import TARAS, Walker
from tests.world import NGOZI, World, staff

CONSULTATION = "consult_neurologist"
NGOZI_BORN = {"birth_day": "2", "birth_month": "5", "birth_year": "1960"}

# The nine of the article, with side and levels as their orders name them.
NINE: Mapping[str, tuple[str, list[str]]] = {
    "tfesi": ("left", ["L5"]),
    "ilesi": ("", ["L5"]),
    "caudal": ("", []),
    "rfa_medial_branch": ("right", ["L4"]),
    "prf_drg": ("left", ["L5"]),
    "celiac_plexus": ("", []),
    "ganglion_impar": ("", []),
    "stellate": ("right", ["C6"]),
    "tpi": ("", ["lower_back"]),
}


def ngozis_order(world: World, code: str) -> Order:
    """Sign what Ngozi comes with."""
    doctor = world["Dr Amara Osei"].practitioner
    assert doctor is not None
    side, levels = NINE[code]
    now = timezone.now()
    return sign_order(
        clinic=world.clinic,
        patient=record_patient(details=NGOZI),
        procedure_type=get_procedure(code),
        signed_by=doctor,
        valid_until=(now + timedelta(days=60)).date(),
        now=now,
        side=side,
        levels=levels,
        is_test_positive=True,
    )


def with_an_order(me: Walker, code: str) -> None:
    """Type one code and a date of birth; what the order says is not asked."""
    order = ngozis_order(me.visitor.site.world, code)
    me.answers = {"need": "order", "code": order.code} | NGOZI_BORN
    me.picks_day = True
    me.begin().go_on()
    visit = me.booked()
    assert (visit.status, visit.order) == (Status.BOOKED, order)
    assert len([page for page in me.seen if "safety" not in page]) <= 9


def combined(me: Walker) -> None:
    """Put what goes well together into one visit."""
    order = ngozis_order(me.visitor.site.world, "tfesi")
    me.answers = {"need": "order", "code": order.code, "side": "left"} | NGOZI_BORN
    me.begin()
    while not me.shows_times:
        me.step()
    me.add("prf_drg")
    me.go_on()
    visit = me.booked()
    assert set(visit.procedure_types.values_list("code", flat=True)) == {"tfesi", "prf_drg"}


def someone_else(me: Walker) -> None:
    """A carer books; messages go to the carer."""
    me.answers, me.procedure = TARAS | {"need": "consultation"}, CONSULTATION
    me.answers |= {"who": "other", "carer_name": "Iryna Bondar", "relation": "child"}
    me.begin().go_on()
    visit = me.booked()
    assert visit.patient is not None
    assert visit.patient.full_name == TARAS["full_name"]
    assert visit.patient.related_people.get().full_name == me.answers["carer_name"]


def someone_else_with_an_order(me: Walker) -> None:
    """A carer has the order paper; the code that we send is one page more."""
    order = ngozis_order(me.visitor.site.world, "tfesi")
    me.answers = {"need": "order", "code": order.code, "for_other": "on"} | NGOZI_BORN
    me.answers |= {"who": "other", "carer_name": "Ada Okoro", "relation": "child"}
    me.answers |= {"phone": TARAS["phone"], "email": TARAS["email"]}
    me.picks_day = True
    me.begin().go_on()
    visit = me.booked()
    assert (visit.status, visit.order) == (Status.BOOKED, order)
    assert visit.contact is not None
    assert visit.contact.full_name == me.answers["carer_name"]
    assert len([page for page in me.seen if "safety" not in page]) <= 9


def consultation(me: Walker) -> None:
    me.answers, me.procedure = TARAS | {"need": "consultation"}, CONSULTATION
    me.begin().go_on()
    assert me.booked().status == Status.BOOKED


def asked(me: Walker) -> Appointment:
    """Ask for an injection that nobody has ordered."""
    me.answers, me.procedure = TARAS | {"need": "unsure"}, "tfesi"
    me.begin().go_on()
    request = me.booked()
    assert request.status == Status.REQUESTED
    return request


def answered(me: Walker, status: Status) -> None:
    """See on the page of the visit what became of the request."""
    me.visitor.open("/visit/")
    assert me.booked().status == status
    assert me.page.locator(".ticket__state").count() == 1


def accepted(me: Walker) -> None:
    request = asked(me)
    accept_request(**_decision(me, request))
    answered(me, Status.BOOKED)


def declined(me: Walker) -> None:
    request = asked(me)
    decline_request(**_decision(me, request), reason="consultation")
    answered(me, Status.CANCELLED)


def unanswered(me: Walker) -> None:
    request = asked(me)
    assert request.decide_by is not None
    assert expire_unanswered_requests(now=request.decide_by) == 1
    answered(me, Status.EXPIRED)


def _decision(me: Walker, request: Appointment) -> dict[str, object]:
    doctor = staff(me.visitor.site.world, Role.DOCTOR, "doctor@clinic.example")
    return {
        "clinic": me.visitor.site.world.clinic,
        "uid": request.uid,
        "revision": request.revision,
        "by": doctor,
        "now": timezone.now(),
    }


def taken_meanwhile(me: Walker) -> None:
    """The first available time goes to somebody else while one looks at it."""
    me.answers, me.procedure = TARAS | {"need": "consultation"}, CONSULTATION
    me.begin().go_on(until=f"/book/{CONSULTATION}/")
    start = datetime.fromisoformat(str(me.page.locator("#take [name=start]").input_value()))
    hold_slot(
        clinic=me.visitor.site.world.clinic, codes=[CONSULTATION], start=start, now=timezone.now()
    )
    me.step()
    assert me.page.locator(".errors:focus, .errors :focus").count() == 1
    assert me.page.locator("#nearest-1").count() == 1
    me.go_on()
    assert me.booked().during.lower != start


def kept_longer(me: Walker) -> None:
    """Half of the details is typed when the time is kept longer; nothing is lost."""
    me.answers, me.procedure = TARAS | {"need": "consultation"}, CONSULTATION
    me.begin().go_on(until="/book/details/")
    before = Appointment.objects.get(status=Status.HELD).hold_expires_at
    me.fill_in()
    me.leave_by(me.page.locator("#hold .btn, #hold button").first)
    assert Appointment.objects.get(status=Status.HELD).hold_expires_at > before
    me.answers = {}
    me.go_on()
    patient = me.booked().patient
    assert patient is not None
    assert patient.full_name == TARAS["full_name"]


def gone_while_typing(me: Walker) -> None:
    """The kept time ends; what was typed is still there when another time is chosen."""
    me.answers, me.procedure = TARAS | {"need": "consultation"}, CONSULTATION
    me.begin().go_on(until="/book/details/")
    me.fill_in()
    past = timezone.now() - timedelta(seconds=1)
    Appointment.objects.filter(status=Status.HELD).update(hold_expires_at=past)
    Allocation.objects.filter(expires_at__isnull=False).update(expires_at=past)
    me.step()
    assert me.page.locator("main form .btn").count() == 0, "the time is gone: nothing can be sent"
    me.answers = {}
    me.go_on()
    patient = me.booked().patient
    assert patient is not None
    assert patient.full_name == TARAS["full_name"]


WAYS: Mapping[str, Callable[[Walker], None]] = {
    "consultation": consultation,
    **{f"order for {code}": partial(with_an_order, code=code) for code in NINE},
    "combined visit": combined,
    "someone else": someone_else,
    "someone else with an order": someone_else_with_an_order,
    "request accepted": accepted,
    "request declined": declined,
    "request unanswered": unanswered,
    "taken meanwhile": taken_meanwhile,
    "kept longer": kept_longer,
    "gone while typing": gone_while_typing,
}
