"""The door to a held time: checked, then kept by the engine (scheduling/services/holds.py)."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from clinics.core.intervals import epoch_minute
from clinics.errors import NotFound
from clinics.models import Clinic
from intake.services.online_check import check_online
from scheduling.core.filters import EVERYTHING, Narrowing
from scheduling.core.online_policy import Stage
from scheduling.core.rules import refusals
from scheduling.errors import NotPossible, PatientBusy, RuleBroken
from scheduling.models import Appointment
from scheduling.selectors.plan import BodyPart, VisitPlan, narrow, plan_visit
from scheduling.selectors.slots import nearest_slots
from scheduling.services.holds import release_hold, take_hold
from scheduling.services.locks import in_one_transaction


@in_one_transaction
def hold_slot(
    *,
    clinic: Clinic,
    codes: Sequence[str],
    start: datetime,
    now: datetime,
    practitioner: int | None = None,
    body_parts: Sequence[BodyPart] = (),
    narrowing: Narrowing = EVERYTHING,
    is_staff: bool = False,
    source: str = Appointment.Source.ONLINE,
) -> tuple[Appointment, str]:
    """Keep a time for the clinic's hold minutes; return the hold and its secret.

    Args:
        start: arrival, aware, on the clinic's grid.
        practitioner: resource id the patient insists on.
        body_parts: as far as they are known: what goes together may depend on them.
        narrowing: people and rooms to keep to.

    Raises:
        UnknownProcedure, InvalidRequest, RuleBroken, SlotTaken: see take_slot.
        OnlineRefused: a procedure that only staff may book.
    """
    plan = plan_visit(
        clinic=clinic,
        codes=codes,
        now=now,
        practitioner=practitioner,
        body_parts=body_parts,
        is_staff=is_staff,
    )
    check_online(plan.types, stage=Stage.OFFER, is_staff=is_staff)
    return take_hold(narrow(plan, narrowing), start=start, now=now, source=source)


@in_one_transaction
def exchange_hold(
    *,
    clinic: Clinic,
    uid: UUID,
    token: str,
    codes: Sequence[str],
    start: datetime,
    now: datetime,
    practitioner: int | None = None,
    body_parts: Sequence[BodyPart] = (),
    narrowing: Narrowing = EVERYTHING,
) -> tuple[Appointment, str]:
    """Give a held time back and keep another one; if that one is gone, the first stays held.

    One transaction, because the two may overlap: 9:00 and 9:10 with the same doctor. A hold that
    is gone anyway is no hindrance.

    Raises:
        UnknownProcedure, InvalidRequest, RuleBroken, SlotTaken, OnlineRefused: see hold_slot.
    """
    with suppress(NotFound, NotPossible):
        release_hold(clinic=clinic, uid=uid, token=token, now=now)
    return hold_slot(
        clinic=clinic,
        codes=codes,
        start=start,
        now=now,
        practitioner=practitioner,
        body_parts=body_parts,
        narrowing=narrowing,
    )


def check_held_time(plan: VisitPlan, hold: Appointment, *, now: datetime) -> None:
    """Check what could not be known before the patient was named.

    Raises:
        PatientBusy, RuleBroken: the time is held, but not for this patient.
    """
    minute = epoch_minute(hold.during.lower)
    # The notice was kept when the time was taken; typing must not use it up.
    unhurried = replace(plan.ask, minimum_notice_minutes=0)
    broken = [each for each in refusals(unhurried, plan.rules) if each.forbids(minute)]
    if any(each.rule == "patient_busy" for each in broken):
        raise PatientBusy
    if broken:
        raise RuleBroken(broken, nearest_slots(plan, start=hold.during.lower, now=now))
