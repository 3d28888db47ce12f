"""The list of what can be booked, in the order of the patient's need."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from django.utils.translation import gettext as _

from clinics.models import Clinic
from intake.services.online_check import is_open_consultation
from procedures.models import ProcedureType
from procedures.selectors import active_procedures
from scheduling.core.slot import Slot
from scheduling.selectors.plan import plan_visit
from web.patient.booking.order import plain_label
from web.patient.times.free_times import free_times
from web.templatetags.clinic_time import clock, date_long, for_long
from web.templatetags.page_languages import page_language
from web.timeline.visit_strip import StripPart, typical_parts

Category = ProcedureType.Category
Policy = ProcedureType.OnlinePolicy

FAR = datetime.max.replace(tzinfo=UTC)
NEEDS = ("consultation", "repeat", "scan", "unsure")


@dataclass(frozen=True, slots=True)
class ListedProcedure:
    """One row: how patients and doctors call it, how long it takes, who may book it."""

    code: str
    plain_name: str
    name: str
    parts: list[StripPart]
    length: str
    policy: str
    first_free: str = ""


@dataclass(frozen=True, slots=True)
class ListedGroup:
    """Rows under one heading."""

    title: str
    note: str
    offers: list[ListedProcedure]


def groups_for(need: str, procedures: Iterable[ProcedureType]) -> list[ListedGroup]:
    """Return what answers a need; an unknown need is answered with everything.

    Args: procedures: active ones, in catalogue order.
    """
    known = list(procedures)
    groups = [
        ListedGroup(title, note, [_listed(one) for one in known if _belongs(one, kind)])
        for kind, title, note in _headings(need)
    ]
    return [group for group in groups if group.offers]


def consultations_first(clinic: Clinic, *, now: datetime) -> list[ListedGroup]:
    """Return the consultations every patient may book, the earliest free one first.

    One without a free time comes last. Cost: 6 queries each.
    """
    free = [
        (free_times(plan_visit(clinic=clinic, codes=[one.code], now=now), now=now).first, one)
        for one in active_procedures()
        if is_open_consultation(one)
    ]
    ordered = sorted(free, key=lambda each: each[0].start if each[0] else FAR)
    offers = [
        replace(_listed(one), first_free=_first_free(first, clinic)) for first, one in ordered
    ]
    return [ListedGroup(_("Consultations"), "", offers)] if offers else []


def _first_free(first: Slot | None, clinic: Clinic) -> str:
    if first is None:
        return _("No free time at the moment.")
    when = {"day": date_long(first.start, clinic), "time": clock(first.start, clinic)}
    return _("First free: %(day)s, %(time)s.") % when


def _headings(need: str) -> list[tuple[str, str, str]]:
    consultations = ("first", _("Consultations"), "")
    follow_ups = ("follow_up", _("After a treatment with us"), "")
    scans = ("scan", _("Scans and tests"), "")
    therapies = ("therapy", _("Treatment without a needle"), "")
    procedures = ("procedure", _("Procedures"), _("15 to 30 minutes, then you rest with us."))
    operations = ("surgery", _("Operations"), _("Planned with the surgeon after a consultation."))
    return {
        "consultation": [consultations],
        "repeat": [follow_ups, therapies, procedures],
        "scan": [scans],
        "unsure": [consultations],
    }.get(need, [consultations, procedures, scans, therapies, follow_ups, operations])


def _belongs(procedure: ProcedureType, kind: str) -> bool:
    return _kind_of(procedure) == kind


def _kind_of(procedure: ProcedureType) -> str:
    """Sort by category; who has been here before is asked by the policy, not by a list of codes."""
    is_open = procedure.online_policy == Policy.OPEN
    is_staff = procedure.online_policy == Policy.STAFF
    match procedure.category:
        case Category.CONSULTATION:
            return "first" if is_open else "" if is_staff else "follow_up"
        case Category.CONSERVATIVE:
            return "follow_up" if is_open else "therapy"
        case Category.DIAGNOSTIC:
            return "scan"
        case Category.SURGICAL:
            return "surgery"
        case _:
            return "procedure"


def _listed(procedure: ProcedureType) -> ListedProcedure:
    is_surgery = procedure.category == Category.SURGICAL
    return ListedProcedure(
        code=procedure.code,
        plain_name=plain_label(procedure),
        name=procedure.name_in(page_language()),
        parts=[] if is_surgery else typical_parts(procedure),
        length=length_words(procedure),
        policy=policy_words(procedure),
    )


def length_words(procedure: ProcedureType) -> str:
    """Say how long the visit takes, and how little of it the procedure itself is."""
    whole = for_long(procedure.total_minutes)
    if procedure.total_minutes == procedure.procedure_minutes:
        return _("Plan for %(whole)s.") % {"whole": whole}
    words = {"part": for_long(procedure.procedure_minutes), "whole": whole}
    if procedure.category == Category.MINIMALLY_INVASIVE:
        return _("The needle part takes about %(part)s; plan for %(whole)s.") % words
    return _("It takes about %(part)s; plan for %(whole)s.") % words


def policy_words(procedure: ProcedureType) -> str:
    """Say who may book this, before any time is shown."""
    if procedure.online_policy == Policy.OPEN:
        return _("You can book it at once.")
    if procedure.online_policy == Policy.ORDER_OR_REVIEW:
        return _("Needs a doctor's order, or a clinician reviews your request first.")
    if procedure.online_policy == Policy.ORDER_ONLY:
        return _("Needs a doctor's order.")
    if procedure.category == Category.SURGICAL:
        return _("Not booked online.")
    return _("We call you for this.")
