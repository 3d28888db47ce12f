"""Booking the visits of the demo, through the services that book everybody's."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

from clinics.core.intervals import epoch_minute, from_epoch_minute
from clinics.models import Clinic
from intake.services.screening import new_answers
from people.models import Patient, Practitioner, User
from procedures.models import ProcedureType
from procedures.selectors import screening_questions_for
from scheduling.core.event_kind import EventKind
from scheduling.core.flag import Flag
from scheduling.core.online_policy import OnlinePolicy, ScreeningOutcome
from scheduling.core.status import Status
from scheduling.models import Appointment, Order
from scheduling.selectors.plan import BodyPart, VisitPlan, plan_visit, to_treatment
from scheduling.services.allocations import take_slot
from scheduling.services.events import new_event
from scheduling.services.flags import noted
from scheduling.services.orders import sign_order
from scheduling.services.visits import VisitRows, new_visit

LEVELS = {
    "cervical": ("C5", "C6", "C7"),
    "thoracic": ("T7", "T8"),
    "lumbar": ("L3", "L4", "L5"),
    "sacral": ("S1",),
}
# Most backs hurt low down.
REGION_WEIGHTS = {"lumbar": 6, "sacral": 3, "cervical": 2}
ORDER_DAYS = 60
# What is left open on the day list, as in life.
WITHOUT_ORDER = 0.05
UNDER_REVIEW = 0.08


@dataclass(frozen=True, slots=True)
class SeededVisit:
    """One visit to be booked: who, what, when, by which practitioner (resource id)."""

    patient: Patient
    procedure: ProcedureType
    start: int
    booked_at: datetime
    practitioner: int | None = None


@dataclass(slots=True)
class Bookings:
    """Books wishes at one clinic; plans and questions are read once per procedure."""

    clinic: Clinic
    by: User
    signed_by: Practitioner
    rng: Random
    plans: dict[str, VisitPlan]
    questions: dict[str, list[tuple[str, str]]]

    def clear_answers(self, code: str) -> dict[str, str]:
        """Return answers that raise no doubt."""
        asked = self.questions[code]
        return {question: "yes" if effect == "confirm" else "no" for question, effect in asked}

    def book(self, wish: SeededVisit) -> Appointment:
        """Book one visit as a member of staff does, with order, body part and screening.

        Raises:
            SlotTaken, RuleBroken: the caller offered a time that is not free.
        """
        part = self._body_part(wish.procedure)
        order = self._order(wish, part)
        answers, outcome = self._answers(wish.procedure.code)
        flags = [Flag.MISSING_ORDER] if order is None and _needs_order(wish.procedure) else []
        if outcome is not ScreeningOutcome.CLEAR:
            flags.append(Flag.SCREENING_OPEN)
        plan, start, now = self._plan(wish, part), from_epoch_minute(wish.start), wish.booked_at

        def write() -> VisitRows:
            visit = new_visit(
                plan,
                start=start,
                now=now,
                status=Status.BOOKED,
                by=self.by,
                source=Appointment.Source.SEED,
                patient=wish.patient,
                order=order,
                flags=noted(flags),
            )
            booked = visit.appointment
            after = {"start": booked.local_start, "status": booked.status}
            return visit.with_rows(
                *new_answers(booked, answers, outcome=outcome, now=now),
                new_event(booked, EventKind.BOOKED, now=now, by=self.by, after=after),
            )

        return take_slot(plan, start=start, now=now, write=write)

    def _order(self, wish: SeededVisit, part: BodyPart) -> Order | None:
        if not _needs_order(wish.procedure) or self.rng.random() < WITHOUT_ORDER:
            return None
        visit_on = from_epoch_minute(wish.start).astimezone(self.clinic.zone).date()
        return sign_order(
            clinic=self.clinic,
            patient=wish.patient,
            procedure_type=wish.procedure,
            signed_by=self.signed_by,
            valid_until=visit_on + timedelta(days=ORDER_DAYS),
            now=wish.booked_at,
            side=part.side,
            levels=part.levels,
        )

    def _plan(self, wish: SeededVisit, part: BodyPart) -> VisitPlan:
        plan = self.plans[wish.procedure.code]
        ask = replace(
            plan.ask,
            now=epoch_minute(wish.booked_at),
            treatments=(to_treatment(wish.procedure, part),),
        )
        return replace(plan, ask=ask, practitioner=wish.practitioner)

    def _body_part(self, procedure: ProcedureType) -> BodyPart:
        sides = list(procedure.laterality_values) if procedure.laterality != "none" else []
        side = self.rng.choice([each for each in sides if each != "bilateral"] or [""])
        return BodyPart(side, self._levels(procedure))

    def _levels(self, procedure: ProcedureType) -> tuple[str, ...]:
        regions = list(procedure.regions or ())
        if not regions or procedure.level_rule == "none":
            return ()
        weights = [REGION_WEIGHTS.get(region, 1) for region in regions]
        region = self.rng.choices(regions, weights)[0]
        if procedure.level_rule in ("required", "optional"):
            return (self.rng.choice(LEVELS.get(region, (region,))),)
        return (region,)

    def _answers(self, code: str) -> tuple[dict[str, str], ScreeningOutcome]:
        answers = self.clear_answers(code)
        doubtful = [question for question, effect in self.questions[code] if effect == "task"]
        if doubtful and self.rng.random() < UNDER_REVIEW:
            return {**answers, self.rng.choice(doubtful): "yes"}, ScreeningOutcome.REVIEW
        return answers, ScreeningOutcome.CLEAR


def prepare_bookings(
    clinic: Clinic,
    codes: Sequence[str],
    *,
    by: User,
    signed_by: Practitioner,
    rng: Random,
    now: datetime,
) -> Bookings:
    """Read what booking these procedures needs, once."""
    plans = {
        code: plan_visit(clinic=clinic, codes=[code], now=now, is_staff=True) for code in codes
    }
    questions = {
        code: [(question.code, question.effect) for question in screening_questions_for([code])]
        for code in codes
    }
    return Bookings(clinic, by, signed_by, rng, plans, questions)


def _needs_order(procedure: ProcedureType) -> bool:
    return procedure.online_policy not in (OnlinePolicy.OPEN, OnlinePolicy.STAFF)
